"""Where the figures come from: versions, machine, and the commands that repeat them."""

import shlex
from collections.abc import Sequence

from chatbot.markup import Markup, element, join
from eval.report.markup import paragraphs, said, table
from eval.run import Run, StoredRun


def provenance_section(runs: Sequence[StoredRun]) -> Markup:
    """Return commands and conditions of every run."""
    lines = "\n".join(command_line(run.run) for run in runs)
    return join(
        paragraphs("provenance.about"),
        element("pre", element("code", lines), tabindex=0),
        *(_conditions(run) for run in runs),
    )


def command_line(run: Run) -> str:
    """Return the command that repeats a run."""
    options = (
        f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in run.parameters.items()
    )
    called = run.command.replace("-llm", " --llm")
    return " ".join(("annai eval", called, *options))


def _conditions(stored: StoredRun) -> Markup:
    run = stored.run
    rows = [
        (said("provenance.run"), stored.id),
        (said("provenance.day"), run.day),
        *((name, str(value)) for name, value in run.machine.items()),
        *(
            (name, version or said("provenance.not_installed"))
            for name, version in run.versions.items()
        ),
        *((f"ANNAI_{name.upper()}", str(value)) for name, value in run.settings.items()),
    ]
    title = f"{run.command} {run.dataset}"
    columns = (said("column.condition"), said("column.value"))
    return element("details", element("summary", title), table(columns, rows, title))
