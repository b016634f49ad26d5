"""`annai index rollback`: go back to an older snapshot."""

from typing import Annotated

import typer

from channels.cli.actor import actor
from channels.cli.desk import open_publisher
from channels.cli.options import Json
from channels.cli.output import text, write, write_json
from channels.cli.status import DONE
from chatbot.settings import load_settings


def run(snapshot: Annotated[str, typer.Argument()] = "", *, as_json: Json = False) -> int:
    """Publish a snapshot again, the one before if none is named."""
    published = open_publisher(load_settings()).roll_back(snapshot, actor())
    if as_json:
        write_json({"snapshot": published.snapshot, "before": published.before})
    else:
        done = text("index.rollback.done", snapshot=published.snapshot, before=published.before)
        write(done)
    return DONE
