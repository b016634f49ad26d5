"""`annai corpus add`: take a document in."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.options import Json, Replace
from channels.cli.output import text, write, write_json
from channels.cli.problems import problem_records, say_problems
from chatbot.settings import load_settings
from corpus.edit import Addition, add_document
from corpus.layout import CityLayout

Text = Annotated[str, typer.Option()]


def run(  # noqa: PLR0913  # each parameter is an option
    file: Path,
    *,
    to: Text = "documents",
    title: Text = "",
    url: Text = "",
    department: Text = "",
    category: Text = "",
    language: Text = "",
    updated_on: Text = "",
    effective_from: Text = "",
    expires_on: Text = "",
    procedure_url: Text = "",
    audience: Text = "",
    replace: Replace = False,
    as_json: Json = False,
) -> int:
    """Copy a file into the city's directory, with a sidecar for what the options say."""
    metadata = {
        "title": title,
        "url": url,
        "department": department,
        "category": category,
        "language": language,
        "updated_on": updated_on,
        "effective_from": effective_from,
        "expires_on": expires_on,
        "procedure_url": procedure_url,
        "audience": audience,
    }
    addition = Addition(file, to, metadata, replace)
    added = add_document(CityLayout.of(load_settings().city), addition)
    if as_json:
        ids = [document.id for document in added.documents]
        gaps = problem_records(added.gaps)
        write_json({"path": added.path, "documents": ids, "problems": gaps})
    else:
        write(text("corpus.add.done", path=added.path, count=len(added.documents)))
    return say_problems(added.gaps)
