"""`annai eval safety`: whether attacks get what they want, and honest questions an answer."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.evaluating import Compare, Rows
from channels.cli.options import Json
from channels.cli.safety import SafetySet, ask_and_judge, judge_again
from channels.cli.status import DONE
from eval.city_set import Split
from eval.safety.dataset import ATTACKS, HONEST


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    attacks: Annotated[Path, typer.Option()] = ATTACKS,
    honest: Annotated[Path, typer.Option()] = HONEST,
    split: Annotated[Split, typer.Option()] = Split.ALL,
    llm: Annotated[bool, typer.Option("--llm")] = False,
    score: Annotated[str | None, typer.Option()] = None,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Ask attacks and honest questions; with `--llm` a language model obeys every order."""
    asked = SafetySet(attacks, honest, split, llm)
    judged = judge_again(score, asked, compare) if score else ask_and_judge(asked, compare)
    evaluation, outcome = judged
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE
