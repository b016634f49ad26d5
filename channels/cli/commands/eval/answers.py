"""`annai eval answers`: answering against refusing; with `--llm` what a language model words."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.deciding import SPLIT, decide_on
from channels.cli.errors import UsageError
from channels.cli.evaluating import Compare, Rows
from channels.cli.options import Json
from channels.cli.status import DONE
from channels.cli.worded_answers import WordedSet, ask_and_grade, grade_again
from eval.city_set import MATSUDO, Split

LINE = "annai eval answers"


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    in_scope: Annotated[Path | None, typer.Option()] = None,
    out_of_scope: Annotated[Path | None, typer.Option()] = None,
    beir: Annotated[Path | None, typer.Option()] = None,
    split: Annotated[str | None, typer.Option()] = None,
    llm: Annotated[bool, typer.Option("--llm")] = False,
    dataset: Annotated[Path, typer.Option()] = MATSUDO,
    repeat: Annotated[int, typer.Option(min=1)] = 1,
    sample: Annotated[int | None, typer.Option(min=1)] = None,
    score: Annotated[str | None, typer.Option()] = None,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Decide on the questions of two files; with `--llm` ask a city's set, or grade it again."""
    if llm:
        asked = WordedSet(dataset, _split(split), repeat, sample)
        graded = grade_again(score, asked, compare) if score else ask_and_grade(asked, compare)
    else:
        files = (_given(in_scope, "--in-scope"), _given(out_of_scope, "--out-of-scope"))
        graded = decide_on(files, beir, split or SPLIT, compare)
    evaluation, outcome = graded
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE


def _given(path: Path | None, name: str) -> Path:
    if path is None:
        raise UsageError("usage.missing", name=name, line=LINE)
    return path


def _split(name: str | None) -> Split:
    try:
        return Split(name or Split.ALL)
    except ValueError:
        raise UsageError("usage.value", name="--split", line=LINE) from None
