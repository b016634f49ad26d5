"""How far a build is: a bar with rate and time left on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from channels.cli.output import say, text

Report = Callable[[str, int, int], None]
"""Told the stage, what is done and the total, as `indexing.build.Progress`."""

_EVERY_S = 10.0
"""Seconds between two plain lines of a stage: a log that is read later needs no more."""


@contextmanager
def shown_progress() -> Iterator[Report]:
    """Show on standard error what the report is told."""
    if not sys.stderr.isatty():
        yield PlainProgress(say, monotonic).report
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    tasks = {}
    with bar:

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(text(f"progress.{stage}"), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


class PlainProgress:
    """Progress as lines: when a stage begins, every `_EVERY_S` seconds, and when it ends.

    Args:
        write: Where the lines go.
        clock: Seconds.
    """

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float]) -> None:
        """Begin with no stage."""
        self._write = write
        self._clock = clock
        self._stage = ""
        self._began = self._last = 0.0

    def report(self, stage: str, done: int, total: int) -> None:
        """Write a line if it is time."""
        now = self._clock()
        first = stage != self._stage
        if first:
            self._stage, self._began = stage, now
        if first or done == total or now - self._last >= _EVERY_S:
            self._last = now
            self._write(self._line(done, total, now - self._began))

    def _line(self, done: int, total: int, seconds: float) -> str:
        line = text("progress.line", stage=text(f"progress.{self._stage}"), done=done, total=total)
        if not done or done == total or not seconds:
            return line
        rate = done / seconds
        return line + text("progress.rate", rate=f"{rate:.0f}", left=f"{(total - done) / rate:.0f}")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(text("progress.speed", rate=f"{speed:.0f}") if speed else "")
