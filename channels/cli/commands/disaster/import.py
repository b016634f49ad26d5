"""`annai disaster import`: read telegrams of the 気象庁 from files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from channels.cli.disaster_desk import DisasterDesk, action_text, open_disaster_desk
from channels.cli.disaster_text import moment
from channels.cli.options import Json
from channels.cli.output import say, text, write_json
from channels.cli.status import DONE, PROBLEMS
from channels.cli.table import write_table
from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.importing import Taken, TelegramDesk
from chatbot.disaster.jma.telegram import record
from chatbot.errors import TelegramError

COLUMNS = ("area_code", "area_name", "kind_or_intensity", "level", "condition", "in_force")


def run(
    file: list[Path],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    area: Annotated[list[str] | None, typer.Option("--area")] = None,
    as_json: Json = False,
) -> int:
    """Read each file, tell what it says, keep it and let the rules act."""
    status, rows = DONE, []
    with open_disaster_desk() as desk:
        telegrams = TelegramDesk(
            AlertLog(desk.journal.store), desk.journal, desk.city.jma, desk.now
        )
        for path in file:
            try:
                taken = telegrams.take(path.read_bytes(), path.name, dry_run=dry_run)
            except TelegramError as error:
                say(f"{path}: {error}")
                status = PROBLEMS
                continue
            rows += _records(taken, area)
            _tell(taken, path, desk, dry_run=dry_run)
    if as_json:
        write_json(rows)
    else:
        columns = [text(f"disaster.import.column.{name}") for name in COLUMNS]
        write_table(columns, [_cells(row) for row in rows])
    return status


def _records(taken: Taken, areas: Iterable[str] | None) -> list[dict[str, Any]]:
    wanted = set(areas or ())
    return [
        record(taken.telegram, row)
        for row in taken.telegram.readings
        if not wanted or row.area_code in wanted
    ]


def _cells(row: dict[str, Any]) -> list[str]:
    cells = {**row, "in_force": text(f"disaster.import.{'yes' if row['in_force'] else 'no'}")}
    return ["" if cells[name] is None else str(cells[name]) for name in COLUMNS]


def _tell(taken: Taken, path: Path, desk: DisasterDesk, *, dry_run: bool) -> None:
    """Say what came of a telegram, for staff: on standard error, beside the rows."""
    telegram = taken.telegram
    say(
        text(
            "disaster.import.read",
            file=path.name,
            title=telegram.head_title or telegram.title,
            status=telegram.status,
            time=moment(telegram.reported_at, desk.now().tzinfo),
        )
    )
    if taken.event:
        key = "disaster.import.would" if dry_run else "disaster.import.did"
        until = moment(taken.event.until, desk.now().tzinfo)
        action = action_text(taken.event.action)
        say(text(key, action=action, reason=taken.event.reason, until=until))
    elif taken.alert is None:
        say(text("disaster.import.not_ours"))
    else:
        say(text("disaster.import.kept" if taken.new else "disaster.import.known"))
