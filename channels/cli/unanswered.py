"""Unanswered questions as the commands show them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from channels.cli.clock import city_clock
from channels.cli.output import text
from chatbot.settings import load_settings
from chatbot.store.opening import open_store
from corpus.layout import CityLayout

Days = Annotated[int | None, typer.Option(min=1)]
Limit = Annotated[int, typer.Option(min=1)]

COLUMNS = ("question", "count", "status", "first_asked", "last_asked")


def read_unanswered(days: int | None, limit: int) -> list[dict[str, Any]]:
    """Return what went unanswered, the most frequent first, times in the city's zone.

    Args:
        days: Only what was asked in the last days, None for everything that is kept.
        limit: How many at the most.

    Raises:
        StoreError: The database can't be reached.
    """
    settings = load_settings()
    now = city_clock(CityLayout.of(settings.city))()
    store = open_store(settings.resolved_database_url)
    try:
        since = now.astimezone(UTC) - timedelta(days=days) if days else None
        found = store.unanswered(since, limit)
    finally:
        store.close()
    return [
        {
            "question": each.question,
            "count": each.count,
            "status": each.status.value,
            "first_asked": _local(each.first_asked, now),
            "last_asked": _local(each.last_asked, now),
        }
        for each in found
    ]


def headings() -> list[str]:
    """Return the names of the columns."""
    return [text(f"unanswered.column.{name}") for name in COLUMNS]


def row_of(record: dict[str, Any]) -> list[str]:
    """Return a question as cells; times to the minute, as a spreadsheet reads them."""
    first, last = (
        datetime.fromisoformat(record[name]).strftime("%Y-%m-%d %H:%M")
        for name in ("first_asked", "last_asked")
    )
    status = text(f"unanswered.status.{record['status']}")
    return [record["question"], str(record["count"]), status, first, last]


def _local(moment: datetime, now: datetime) -> str:
    return moment.astimezone(now.tzinfo).isoformat(timespec="seconds")
