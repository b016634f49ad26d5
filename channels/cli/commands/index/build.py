"""`annai index build`: make a snapshot of what the city says now."""

from dataclasses import asdict
from typing import Annotated

import typer

from channels.cli.actor import actor
from channels.cli.desk import open_publisher
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.problems import say_problems
from channels.cli.progress import shown_progress
from channels.cli.status import PROBLEMS
from chatbot.publishing import Built
from chatbot.settings import load_settings
from indexing.errors import IndexingError


def run(
    *, publish: Annotated[bool, typer.Option("--publish")] = False, as_json: Json = False
) -> int:
    """Build, and publish if asked; a refused publication leaves the snapshot for later."""
    publisher = open_publisher(load_settings())
    say(text("index.build.reading"))
    with shown_progress() as report:
        built = publisher.build(report)
    refused: IndexingError | None = None
    if publish:
        try:
            publisher.publish(built.snapshot, actor())
        except IndexingError as error:
            refused = error
    published = publish and refused is None
    if as_json:
        write_json({**asdict(built), "seconds": round(built.seconds, 2), "published": published})
    else:
        write(_summary(built, published=published))
    status = say_problems(built.problems)
    if refused:
        say(str(refused))
        return PROBLEMS
    return status


def _summary(built: Built, *, published: bool) -> str:
    counts = {**asdict(built), "seconds": f"{built.seconds:.1f}"}
    after = text("index.build.published" if published else "index.build.not_published")
    return f"{text('index.build.done', **counts)}\n{after}"
