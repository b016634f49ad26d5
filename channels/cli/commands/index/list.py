"""`annai index list`: the snapshots there are."""

from typing import Any

from channels.cli.options import Json
from channels.cli.output import text, write_json
from channels.cli.snapshot_state import state_of
from channels.cli.status import DONE, PROBLEMS
from channels.cli.table import write_table
from chatbot.service import index_dir
from chatbot.settings import load_settings
from indexing.snapshots import Snapshots

COLUMNS = ("id", "created_at", "documents", "chunks", "bytes", "embedder", "problem")


def run(*, as_json: Json = False) -> int:
    """List the snapshots, oldest first; the published one is marked."""
    snapshots = Snapshots(index_dir(load_settings()))
    states = [state_of(snapshots, snapshot) for snapshot in snapshots.ids()]
    if as_json:
        write_json({"snapshots": states})
    else:
        columns = [text(f"index.list.column.{name}") for name in ("published", *COLUMNS)]
        write_table(columns, [_row(state) for state in states])
    return PROBLEMS if any(state["problem"] for state in states) else DONE


def _row(state: dict[str, Any]) -> list[str]:
    mark = text("index.list.mark") if state["published"] else ""
    return [mark, *(str(state.get(name, "")) for name in COLUMNS)]
