"""The envelope, which all types share: Control and Head."""

import re
from datetime import UTC, datetime

from chatbot.disaster.jma.data_type import data_type
from chatbot.disaster.jma.node import Node
from chatbot.disaster.jma.report import Telegram
from chatbot.errors import TelegramError

_AREA_IN_NAME = re.compile(r"VP[WH]W[0-9]{2}_([0-9]{6})(?![0-9])")
_OFFICE_AREAS = ("（府県予報区等）", "（発表細分）")
_REQUIRED = ("Control/Title", "Control/Status", "Head/Title", "Head/InfoType")


def read_envelope(report: Node, name: str) -> Telegram:
    """Return the telegram without its rows.

    Args:
        report: The root element.
        name: The file's name or address, if known.

    Raises:
        TelegramError: An element that every telegram has is missing, or a time can't be read.
    """
    for path in _REQUIRED:
        if not report.text(path):
            raise TelegramError("telegram.incomplete", element=path)
    kind = data_type(report.text("Control/Title"), name)
    return Telegram(
        type=kind,
        title=report.text("Control/Title"),
        head_title=report.text("Head/Title"),
        status=report.text("Control/Status"),
        infotype=report.text("Head/InfoType"),
        event_ids=tuple(report.text("Head/EventID").split()),
        serial=report.text("Head/Serial"),
        office=_office(report, kind, name),
        reported_at=_time(report, "Head/ReportDateTime"),
        created_at=_time(report, "Control/DateTime"),
        valid_until=_valid_until(report),
        headline=report.text("Head/Headline/Text"),
        issuer=report.text("Control/PublishingOffice") or report.text("Control/EditorialOffice"),
    )


def _office(report: Node, kind: str, name: str) -> str:
    """Return whose snapshot it is; a 取消 has no areas, there the file name tells it."""
    codes = {
        item.text("Area/Code")
        for warning in report.all("Body/Warning")
        if warning.attribute("type").endswith(_OFFICE_AREAS)
        for item in warning.all("Item")
    }
    if len(codes) == 1:
        return codes.pop()
    named = _AREA_IN_NAME.search(name)
    if named and named.group().startswith(kind):
        return named.group(1)
    return report.text("Control/EditorialOffice")


def _valid_until(report: Node) -> datetime | None:
    path = "Head/ValidDateTime"
    return _time(report, path) if report.text(path) else None


def _time(report: Node, path: str) -> datetime:
    try:
        time = datetime.fromisoformat(report.text(path))
        time.astimezone(UTC)  # refuses the first and last day of the calendar
    except (ValueError, OverflowError):
        raise TelegramError("telegram.incomplete", element=path) from None
    if time.tzinfo is None:
        raise TelegramError("telegram.incomplete", element=path)
    return time
