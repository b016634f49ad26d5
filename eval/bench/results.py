"""Where results are kept: `<data dir>/bench/<UTC time>.json`, so that names sort by age."""

import os
from pathlib import Path

from eval.bench.result import BenchResult


def results_folder(data_dir: Path) -> Path:
    """Return where the results of a data directory are."""
    return data_dir / "bench"


def store(result: BenchResult, folder: Path) -> Path:
    """Write a result, whole or not at all, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.date:%Y%m%dT%H%M%S}Z.json"
    beside = folder / f".{path.name}-{os.getpid()}"
    beside.write_text(as_json(result), encoding="utf-8")
    return beside.replace(path)


def as_json(result: BenchResult) -> str:
    """Return a result as JSON, indented, with a line's end."""
    return result.model_dump_json(indent=2) + "\n"
