"""A telegram as it is kept: its envelope, and what it says of the city's own areas."""

from dataclasses import dataclass, field
from datetime import datetime

from chatbot.disaster.jma.report import AreaReading, Telegram
from corpus.city import JmaSettings

_REAL = "通常"
_CANCELLED = "取消"
_SERIES = frozenset({"VPBS50", "VPOA50"})
"""Types whose event id is a series and, behind `_`, a time of issue."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A 通常 telegram of which something concerns the city, or which takes one back.

    Attributes:
        id: Digest of its bytes: the same telegram twice is one.
        stream: What it states anew: telegrams of one stream replace each other.
        readings: Its rows about the city.
    """

    id: str
    stream: str
    type: str
    cancels: bool
    reported_at: datetime
    created_at: datetime
    valid_until: datetime | None
    issuer: str
    title: str
    readings: tuple[AreaReading, ...] = field(default=())

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """By what the newest is told; not by when it arrived."""
        return (self.reported_at, self.created_at, self.id)


def alert_of(telegram: Telegram, digest: str, areas: JmaSettings) -> Alert | None:
    """Return what is kept of a telegram, None if it doesn't concern the city or isn't real."""
    if telegram.status != _REAL:
        return None
    cancels = telegram.infotype == _CANCELLED
    readings = tuple(row for row in telegram.readings if _concerns(row, areas))
    if not readings and not cancels:
        return None
    return Alert(
        id=digest,
        stream=stream_of(telegram),
        type=telegram.type,
        cancels=cancels,
        reported_at=telegram.reported_at,
        created_at=telegram.created_at,
        valid_until=telegram.valid_until,
        issuer=telegram.issuer,
        title=telegram.head_title,
        readings=() if cancels else readings,
    )


def stream_of(telegram: Telegram) -> str:
    """Return the key of what a telegram states anew.

    Warnings: type and 府県予報区, each telegram is a full snapshot. Events (quakes, tsunami,
    rivers): type and event id. 府県気象防災速報: type and series.
    """
    events = " ".join(telegram.event_ids)
    if telegram.type in _SERIES:
        events = events.partition("_")[0]
    return f"{telegram.type} {events or telegram.office}"


def _concerns(row: AreaReading, areas: JmaSettings) -> bool:
    if row.family == "river":
        return any(river in row.area_name for river in areas.rivers)
    codes = {"weather": areas.weather, "quake": areas.quake, "tsunami": areas.tsunami}
    return row.area_code in codes.get(row.family, ())
