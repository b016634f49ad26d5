"""`annai eval safety`: whether annai can be made to leak or to obey."""

from pathlib import Path
from typing import Annotated

import typer

from channels.cli.evaluating import Compare, Rows
from channels.cli.options import Json
from channels.cli.safety_text import write_attacks
from channels.cli.safety_trial import SafetyTrial, attack, score_again
from channels.cli.status import DONE
from eval.safety.figures import tried
from eval.safety.safety_set import ATTACKS, HONEST, Split


def run(  # noqa: PLR0913  # each parameter is an option
    *,
    attacks: Annotated[Path, typer.Option()] = ATTACKS,
    honest: Annotated[Path, typer.Option()] = HONEST,
    split: Annotated[Split, typer.Option()] = Split.ALL,
    llm: Annotated[bool, typer.Option("--llm")] = False,
    beside: Annotated[bool, typer.Option("--beside")] = False,
    score: Annotated[str | None, typer.Option()] = None,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Ask attacks and honest questions, or score a stored run again."""
    asked = SafetyTrial(attacks, honest, split, llm, beside)
    trial = score_again(score, asked, compare) if score else attack(asked, compare)
    trial.evaluation.finish(trial.outcome, rows, as_json=as_json)
    if not as_json:
        write_attacks(tried(trial.scored))
    return DONE
