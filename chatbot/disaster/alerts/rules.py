"""Which telegrams switch disaster mode on, or propose it: the rules of `city.toml`.

A telegram acts only while it is fresh and the newest of its stream: a late one, one from an archive
or one a second time changes nothing. Its event names the stream, so that the log takes what follows
as the same event of nature; what a telegram switched on it also ends when it says so.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chatbot.disaster.alerts.alert import Alert
from chatbot.disaster.alerts.board import newest_of
from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.disaster.jma.report import AreaReading
from corpus.city import JmaRule

FRESH = timedelta(hours=2)
"""How old a telegram may be to switch anything on."""

_CITY_DIGITS = 7
_INTENSITIES = ("1", "2", "3", "4", "5-", "5+", "6-", "6+", "7")


def event_of(
    alert: Alert,
    known: Iterable[Alert],
    events: Iterable[DisasterEvent],
    rules: Iterable[JmaRule],
    now: datetime,
) -> DisasterEvent | None:
    """Return what a telegram does, None if nothing.

    Args:
        alert: The telegram.
        known: All that are kept, with it or without.
        events: The log of disaster mode.
        rules: The city's.
        now: The moment.
    """
    heard = [event for event in events if event.actor == JMA and event.series == alert.stream]
    if any(event.telegram == alert.id for event in heard):
        return None
    newest = newest_of((*known, alert))[alert.stream]
    if newest.id != alert.id or not now - FRESH <= alert.reported_at <= now + FRESH:
        return None
    matched = [
        (rule, row)
        for rule in rules
        for row in _nearest(alert.readings)
        if row.in_force and _suits(rule, row)
    ]
    if not matched:
        on = heard and heard[-1].action is not Action.OFF
        return _off(alert, now) if on else None
    return _on(alert, matched, now)


def _nearest(readings: tuple[AreaReading, ...]) -> list[AreaReading]:
    """Return the rows without a quake's intensities of wider areas, where the city's are told.

    The area's is the highest anywhere in it (2011-03-11: 千葉県北西部 6-, 松戸市 5-).
    """
    cities = any(_is_city(row) for row in readings)
    return [row for row in readings if row.family != "quake" or _is_city(row) or not cities]


def _is_city(row: AreaReading) -> bool:
    return row.family == "quake" and len(row.area_code) == _CITY_DIGITS


def _on(alert: Alert, matched: list[tuple[JmaRule, AreaReading]], now: datetime) -> DisasterEvent:
    activating = [pair for pair in matched if pair[0].action == "activate"]
    chosen = activating or matched
    hours = max(rule.hours for rule, _ in chosen)
    levels = [row.level for _, row in chosen if row.level]
    kinds = dict.fromkeys(row.kind_or_intensity for _, row in chosen)
    return DisasterEvent(
        at=now,
        actor=JMA,
        action=Action.ON if activating else Action.PROPOSE,
        hazards=tuple(dict.fromkeys(row.hazard for _, row in chosen)),
        level=max(levels, default=None),
        reason=f"{alert.title}: {'、'.join(kinds)}",
        until=now + timedelta(hours=hours),
        telegram=alert.id,
        series=alert.stream,
    )


def _off(alert: Alert, now: datetime) -> DisasterEvent:
    return DisasterEvent(
        at=now,
        actor=JMA,
        action=Action.OFF,
        reason=alert.title,
        telegram=alert.id,
        series=alert.stream,
    )


def _suits(rule: JmaRule, row: AreaReading) -> bool:
    if rule.intensity:
        strong = row.family == "quake" and row.code in _INTENSITIES
        return strong and _INTENSITIES.index(row.code) >= _INTENSITIES.index(rule.intensity)
    if row.code in rule.codes and row.family == rule.family:
        return True
    return rule.level is not None and row.level is not None and row.level >= rule.level
