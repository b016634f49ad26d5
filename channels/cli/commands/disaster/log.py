"""`annai disaster log`: who switched what, when and why."""

from datetime import tzinfo
from typing import Annotated

import typer

from channels.cli.disaster_desk import action_text, open_disaster_desk
from channels.cli.disaster_text import event_record, hazards_text, moment
from channels.cli.options import Json
from channels.cli.output import text, write_json
from channels.cli.status import DONE
from channels.cli.table import write_table
from chatbot.disaster.event import DisasterEvent

COLUMNS = ("at", "actor", "action", "what", "level", "until", "reason", "telegram")


def run(
    *,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 100,
    as_json: Json = False,
) -> int:
    """List the events, newest first."""
    with open_disaster_desk() as desk:
        events = desk.journal.events()[::-1][:limit]
        zone = desk.now().tzinfo
    if as_json:
        write_json({"events": [event_record(event, zone) for event in events]})
    else:
        columns = [text(f"disaster.log.column.{name}") for name in COLUMNS]
        write_table(columns, [_row(event, zone) for event in events])
    return DONE


def _row(event: DisasterEvent, zone: tzinfo | None) -> list[str]:
    areas = "、".join(event.areas)
    return [
        moment(event.at, zone),
        event.actor,
        action_text(event.action),
        " ".join(part for part in (event.order, areas, hazards_text(event.hazards)) if part),
        str(event.level or ""),
        moment(event.until, zone),
        event.reason,
        event.telegram,
    ]
