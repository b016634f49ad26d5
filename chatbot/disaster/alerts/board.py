"""What is in force for the city: a fold over all telegrams that were kept.

The result depends on which telegrams there are, not on the order or how often they came: of each
stream the newest counts, and a 取消 takes its stream back. What no telegram ends, ends after a time
of its own. Telegrams of the old kinds (VPWW53, VPWW54, VXWW50) say nothing beside the new ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.disaster.alerts.alert import Alert
from chatbot.disaster.jma.report import AreaReading

_LASTING = {
    "VXSE51": timedelta(hours=24),
    "VXSE52": timedelta(hours=24),
    "VXSE53": timedelta(hours=24),
    "VXSE61": timedelta(hours=24),
    "VXSE43": timedelta(minutes=10),
    "VXSE44": timedelta(minutes=10),
    "VXSE45": timedelta(minutes=10),
    "VPBS50": timedelta(hours=3),
    "VPOA50": timedelta(hours=3),
    "VPHW50": timedelta(hours=1),
    "VPHW51": timedelta(hours=1),
    "VFVO56": timedelta(hours=24),
}
"""How long what no telegram ends is shown (reference: no lifting telegram is sent)."""

_EARLY = timedelta(minutes=10)
"""How far clocks may differ."""

_NEW_WARNINGS = ("VPWW55", "VPWW56", "VPWW57", "VPWW58", "VPWW59", "VPWW60", "VPWW61")
_REPLACED = {"VPWW53": _NEW_WARNINGS, "VPWW54": _NEW_WARNINGS, "VXWW50": ("VPWW56",)}


@dataclass(frozen=True, slots=True)
class InForce:
    """One thing that is in force, and the telegram that says so."""

    reading: AreaReading
    alert: Alert


def in_force(alerts: Iterable[Alert], now: datetime) -> tuple[InForce, ...]:
    """Return what is in force at a moment, the highest level first."""
    newest = newest_of(alerts)
    types = {alert.type for alert in newest.values()}
    found = {
        (row.kind or row.kind_or_intensity, row.area_code, row.family): InForce(row, alert)
        for alert in sorted(newest.values(), key=lambda one: one.order)
        if not alert.cancels and alert.reported_at <= now + _EARLY and not _is_over(alert, now)
        if not types.intersection(_REPLACED.get(alert.type, ()))
        for row in alert.readings
        if row.in_force
    }
    return tuple(sorted(found.values(), key=_rank))


def newest_of(alerts: Iterable[Alert]) -> dict[str, Alert]:
    """Return the newest telegram of each stream."""
    newest: dict[str, Alert] = {}
    for alert in alerts:
        known = newest.get(alert.stream)
        if known is None or alert.order > known.order:
            newest[alert.stream] = alert
    return newest


def _is_over(alert: Alert, now: datetime) -> bool:
    if alert.valid_until is not None and alert.valid_until <= now:
        return True
    lasting = _LASTING.get(alert.type)
    return lasting is not None and alert.reported_at + lasting <= now


def _rank(one: InForce) -> tuple[int, str, str]:
    return (-(one.reading.level or 0), one.reading.kind, one.reading.area_code)
