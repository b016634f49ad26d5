"""Bytes in, a telegram out: the way into this package."""

import time
from collections.abc import Callable
from dataclasses import replace

from chatbot.disaster.jma.document import SECONDS, Deadline, parse
from chatbot.disaster.jma.envelope import read_envelope
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import AreaReading, Telegram
from chatbot.disaster.jma.table import reader_of

__all__ = ["AreaReading", "Telegram", "read_telegram", "record"]

_REAL = "通常"
_CANCELLED = "取消"


def read_telegram(
    data: bytes, name: str = "", *, clock: Callable[[], float] = time.monotonic
) -> Telegram:
    """Return what a telegram says; one of a type that isn't known has no readings.

    Only a 通常 telegram has anything in force, and no 取消. A 取消 has one row without an area,
    though it may name some: it takes back the telegram of the same type and event. One that says
    nothing of any area has one row with its text or title.

    Args:
        data: The XML, packed with gzip or not.
        name: The file's name or the address it was fetched from: where a number of the type isn't
            in the telegram itself, it is taken from there.
        clock: Seconds, to give up on a telegram that takes too long.

    Raises:
        TelegramError: Too large, cut, with a document type, no report of the 気象庁, or too slow.
    """
    deadline = Deadline(clock, clock() + SECONDS)
    report = parse(data, deadline)
    telegram = read_envelope(report, name)
    return replace(telegram, readings=_readings(telegram, report, deadline))


def record(telegram: Telegram, reading: AreaReading) -> dict[str, object]:
    """Return one row for `--json`.

    `level` is a number, or None (JSON's null) where the telegram carries none. `event_id` has a
    space between two events. `report_time` is ISO 8601 with its zone.
    """
    return {
        "type": telegram.type,
        "status": telegram.status,
        "infotype": telegram.infotype,
        "area_code": reading.area_code,
        "area_name": reading.area_name,
        "kind_or_intensity": reading.kind_or_intensity,
        "level": reading.level,
        "condition": reading.condition,
        "event_id": " ".join(telegram.event_ids),
        "report_time": telegram.reported_at.isoformat(),
        "headline": telegram.headline,
        "in_force": reading.in_force,
    }


def _readings(telegram: Telegram, report: Node, deadline: Deadline) -> tuple[AreaReading, ...]:
    reader = reader_of(telegram.type)
    if reader is None:
        return ()
    if telegram.infotype == _CANCELLED:
        return (AreaReading(condition=_CANCELLED, hazard=reader.hazard),)
    real = telegram.status == _REAL
    rows: dict[AreaReading, None] = {}
    for row in reader.read(telegram, report):
        deadline.check()
        rows[row if real else replace(row, in_force=False)] = None
    about = report.text("Body/Text") or telegram.head_title
    return tuple(rows) or (AreaReading(condition=about, hazard=reader.hazard),)
