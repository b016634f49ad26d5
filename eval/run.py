"""A stored run: what was measured, with what, on what, and what came of each question.

A run is a folder of two files (`RunLayout`). Its name is its id: the time in UTC and the command,
so that ids sort by age.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from eval.errors import EvalError

FORMAT = 1
"""Version of the files, and of the figures and rows that the report reads."""

Row = Mapping[str, object]
"""What is kept of a question: `id`, `text`, metrics as numbers (None: not applicable), details."""


@dataclass(frozen=True, slots=True)
class RunLayout:
    """The files of a run."""

    root: Path

    @property
    def run(self) -> Path:
        """`Run` as JSON."""
        return self.root / "run.json"

    @property
    def rows(self) -> Path:
        """A line of JSON for each question."""
        return self.root / "rows.jsonl"


class Run(BaseModel):
    """Content of `run.json`.

    Attributes:
        format: `FORMAT` of the code that wrote it.
        command: `retrieval`, `answers` or `city`.
        dataset: What was asked; runs of the same command and dataset are alike.
        parameters: The options that were given, by name.
        settings: The settings, without secrets.
        versions: Of annai, Python, the libraries; ids of embedder, tokenizer, index.
        machine: Processor, cores, operating system.
        date: When it ended.
        day: The day the city was asked as of.
        figures: What the command printed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    command: str
    dataset: str
    parameters: dict[str, str]
    settings: dict[str, Any]
    versions: dict[str, str]
    machine: dict[str, Any]
    date: datetime
    day: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run on disk; its rows are read when they are asked for."""

    layout: RunLayout
    run: Run

    @classmethod
    def open(cls, folder: Path) -> "StoredRun":
        """Read `run.json`.

        Raises:
            EvalError: It isn't there or isn't one of ours.
        """
        layout = RunLayout(folder)
        try:
            run = Run.model_validate_json(layout.run.read_bytes())
        except (OSError, ValueError):
            raise EvalError("run.unreadable", path=layout.run) from None
        if run.format != FORMAT:
            raise EvalError("run.format", path=layout.run, found=run.format, expected=FORMAT)
        return cls(layout, run)

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.layout.root.name

    def rows(self) -> list[Row]:
        """Read the rows.

        Raises:
            EvalError: They can't be read.
        """
        try:
            lines = self.layout.rows.read_text(encoding="utf-8").splitlines()
            return [json.loads(line) for line in lines]
        except (OSError, ValueError):
            raise EvalError("run.unreadable", path=self.layout.rows) from None
