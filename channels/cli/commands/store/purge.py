"""`annai store purge`: delete logged questions that have been kept long enough.

A server does the same when it starts and once a day.
"""

from typing import Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.options import Json, Yes
from channels.cli.output import text, write, write_json
from channels.cli.status import CANCELLED, DONE
from chatbot.retention import Retention
from chatbot.settings import load_settings
from chatbot.store.opening import open_store


def run(
    *,
    days: Annotated[int | None, typer.Option(min=1)] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Delete what is older than the days given, or than those of the settings."""
    settings = load_settings()
    kept = days or settings.retention_days
    if not (yes or confirmed(text("store.purge.confirm", days=kept))):
        return CANCELLED
    store = open_store(settings.resolved_database_url)
    try:
        deleted = Retention(store, kept).apply()
    finally:
        store.close()
    if as_json:
        write_json({"deleted": deleted, "days": kept})
    else:
        write(text("store.purge.done", count=deleted, days=kept))
    return DONE
