"""`annai eval verifier`: what the verifier of generated answers stops, and what it lets through."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from channels.cli.evaluating import Compare, Evaluation, Outcome, Rows
from channels.cli.options import Json
from channels.cli.status import DONE
from channels.cli.verifying import open_verifier
from chatbot.settings import load_settings
from eval.groundedness import FOLDER, MEASURES, read_labels, summary, verify_all


def run(
    *,
    dataset: Annotated[Path, typer.Option()] = FOLDER,
    rows: Rows = None,
    compare: Compare = None,
    as_json: Json = False,
) -> int:
    """Verify every sentence of a labelled set."""
    settings, name = load_settings(), dataset.resolve().name
    parameters = {"dataset": None if dataset == FOLDER else dataset}
    evaluation = Evaluation.of(settings, "verifier", name, parameters, compare)
    found = verify_all(read_labels(dataset), open_verifier(settings))
    outcome = Outcome(
        figures=summary(found),
        rows=[asdict(row) for row in found],
        measures=MEASURES,
        index=None,
        day=datetime.now(UTC).date(),
    )
    evaluation.finish(outcome, rows, as_json=as_json)
    return DONE
