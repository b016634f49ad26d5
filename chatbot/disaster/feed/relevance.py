"""Which telegrams of a feed can concern a city, by their type and office: only those are fetched.

Where it isn't certain the telegram is fetched; `alert_of` decides when it is read. Only of weather
warnings (VPWW) the office in the name is the 府県予報区; quakes come from where they were written.
Its first two digits are the prefecture's, as are those of the city's codes.
"""

from chatbot.disaster.feed.entries import Entry
from chatbot.disaster.jma.table import reader_of
from corpus.city import JmaSettings

_VOLCANO = "VFVO"


def may_concern(entry: Entry, areas: JmaSettings) -> bool:
    """Return whether a telegram could say something of the city."""
    family = entry.type[:4]
    if reader_of(entry.type) is None or family == _VOLCANO:  # a city has no codes of volcanoes
        return False
    if family == "VXSE":
        return bool(areas.quake)
    if family == "VTSE":
        return bool(areas.tsunami)
    if family in {"VXKO", "VXSU"}:
        return bool(areas.rivers)
    if family == "VPWW" and entry.office:
        return entry.office[:2] in {code[:2] for code in areas.weather}
    return bool(areas.weather) or family == "VYSE"
