"""What `annai bench` measured: `<data dir>/bench/*.json`, its numbers by dotted key."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from eval.errors import EvalError

Figures = Mapping[str, float]
"""Numbers by dotted key (`embedder.query_ms.p50`).

What is measured for several sizes has the number of chunks in its key: `question.10000.p50_ms`.
"""


def read_bench(folder: Path) -> list[Figures]:
    """Return the results, the newest first; none if nothing was measured.

    Raises:
        EvalError: A file isn't JSON.
    """
    return [_read(path) for path in sorted(folder.glob("*.json"), reverse=True)]


def value_of(results: Sequence[Figures], key: str) -> float | None:
    """Return a figure of the newest result that has it."""
    return next((figures[key] for figures in results if key in figures), None)


def _read(path: Path) -> Figures:
    try:
        return dict(_flat(json.loads(path.read_text(encoding="utf-8")), ""))
    except (OSError, ValueError):
        raise EvalError("run.unreadable", path=path) from None


def _flat(value: object, key: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield key, float(value)
    for name, inner in _inner(value):
        yield from _flat(inner, f"{key}.{name}" if key else name)


def _inner(value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        sized = (item for item in value if isinstance(item, dict) and "chunks" in item)
        return [(str(item["chunks"]), item) for item in sized]
    return ()
