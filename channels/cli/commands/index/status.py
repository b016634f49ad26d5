"""`annai index status`: what residents are answered from, and whether it is good."""

from channels.cli.desk import open_published
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.snapshot_state import state_of
from channels.cli.status import DONE, PROBLEMS
from chatbot.service import index_dir, open_engines
from chatbot.settings import load_settings
from indexing.errors import SnapshotError
from indexing.snapshots import Snapshots


def run(*, as_json: Json = False) -> int:
    """Open the published snapshot as a server would and tell what it is.

    Raises:
        SnapshotError: Nothing is published.
    """
    settings = load_settings()
    snapshots = Snapshots(index_dir(settings))
    published = snapshots.current()
    if published is None:
        raise SnapshotError("snapshot.none", path=snapshots.layout.root)
    state = state_of(snapshots, published)
    try:
        open_published(settings, open_engines(settings))
    except SnapshotError as error:
        state["problem"] = str(error)
    if as_json:
        write_json(state)
    elif "city" in state:
        write(text("index.status.said", **state))
    if state["problem"]:
        say(state["problem"])
        return PROBLEMS
    return DONE
