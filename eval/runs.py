"""The stored runs of a data directory: written whole or not at all, found again.

A run is written in a folder with a dot in front, which nobody reads, and renamed when both files
are on the disk: a crash leaves no half run that is taken for whole.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from eval.errors import EvalError
from eval.run import Row, Run, RunLayout, StoredRun

LAST = "last"
"""Names the newest run of the same command and dataset."""


class Runs:
    """The folder `<data dir>/eval/runs`."""

    def __init__(self, root: Path) -> None:
        """Name the folder; it is made when a run is stored."""
        self._root = root

    def ids(self) -> list[str]:
        """Return the ids of all runs, oldest first."""
        found = self._root.glob("[!.]*/run.json") if self._root.is_dir() else ()
        return sorted(path.parent.name for path in found)

    def store(self, run: Run, rows: Iterable[Row]) -> StoredRun:
        """Write a run; its id is made of its date and command."""
        self._root.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(prefix=".unfinished-", dir=self._root))
        try:
            unfinished.chmod(0o755)
            layout = RunLayout(unfinished)
            lines = (json.dumps(dict(row), ensure_ascii=False) + "\n" for row in rows)
            _write(layout.rows, "".join(lines))
            _write(layout.run, run.model_dump_json(indent=2) + "\n")
            return StoredRun(RunLayout(self._name(unfinished, run)), run)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise

    def latest(self) -> list[StoredRun]:
        """Return the newest run of each command and dataset, by command and dataset."""
        newest = {(run.run.command, run.run.dataset): run for run in self._readable(self.ids())}
        return [newest[key] for key in sorted(newest)]

    def find(self, name: str, command: str, dataset: str) -> StoredRun:
        """Return a run by its id, its folder, or `LAST` for the newest of command and dataset.

        Raises:
            EvalError: There is no such run, or it is of another command.
        """
        found = self._last(command, dataset) if name == LAST else self._named(name)
        if found is None:
            raise EvalError("run.none_before" if name == LAST else "run.unknown", name=name)
        if found.run.command != command:
            raise EvalError("run.other_command", name=name, command=found.run.command)
        return found

    def _last(self, command: str, dataset: str) -> StoredRun | None:
        runs = self._readable(reversed(self.ids()))
        alike = (run for run in runs if (run.run.command, run.run.dataset) == (command, dataset))
        return next(alike, None)

    def _named(self, name: str) -> StoredRun | None:
        if name in self.ids():
            return StoredRun.open(self._root / name)
        return StoredRun.open(Path(name)) if Path(name).is_dir() else None

    def _readable(self, ids: Iterable[str]) -> Iterator[StoredRun]:
        """Open runs one by one, but for those of another version of annai."""
        for name in ids:
            with suppress(EvalError):
                yield StoredRun.open(self._root / name)

    def _name(self, unfinished: Path, run: Run) -> Path:
        """Give the folder its name; runs of the same second are numbered."""
        stem = f"{run.date:%Y%m%dT%H%M%SZ}-{run.command}"
        for number in count(1):
            target = self._root / (stem if number == 1 else f"{stem}-{number}")
            if not target.exists():
                break
        return unfinished.rename(target)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
