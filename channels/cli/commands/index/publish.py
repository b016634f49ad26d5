"""`annai index publish`: let residents be answered from a snapshot."""

from typing import Annotated

import typer

from channels.cli.actor import actor
from channels.cli.desk import open_publisher
from channels.cli.errors import UsageError
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.status import DONE
from chatbot.settings import load_settings


def run(
    snapshot: Annotated[str, typer.Argument()] = "",
    *,
    force: Annotated[str | None, typer.Option("--force")] = None,
    as_json: Json = False,
) -> int:
    """Ask the canary questions and publish; forced with a reason, publish whatever they say."""
    if force is not None and not force.strip():
        raise UsageError("usage.value", name="--force", line="annai index publish")
    publisher = open_publisher(load_settings())
    published = publisher.publish(snapshot, actor(), forced_because=(force or "").strip())
    for failure in published.failures:
        say(text("index.publish.failed", question=failure.canary.question))
    if as_json:
        questions = [failure.canary.question for failure in published.failures]
        write_json(
            {
                "snapshot": published.snapshot,
                "before": published.before,
                "failed_questions": questions,
                "pruned": published.pruned,
            }
        )
    else:
        write(text("index.publish.done", snapshot=published.snapshot))
    return DONE
