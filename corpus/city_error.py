"""What is wrong in `city.toml`, told so that whoever wrote it can mend it.

pydantic says where in the data a mistake is and of which kind; here the place becomes a line of
the file and the kind a sentence of the catalogue (`city.reason.<kind>`).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from corpus.errors import CityError, CorpusError

_Path = tuple[int | str, ...]

_UNKNOWN = "extra_forbidden"
_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]")
_KEY = re.compile(r"\s*([\w\-.\"']+)\s*=")
_KINDS = {
    "bool": "bool",
    "dict": "table",
    "hours": "hours_order",
    "jma": "jma_rule",
    "literal": "literal",
    "model": "table",
    "tuple": "list",
    "url": "url",
}
"""First word of pydantic's error type to the kind in the catalogue, where they differ."""


def city_error(error: ValidationError, path: Path, text: str, known: tuple[str, ...]) -> CityError:
    """Return the error for the first mistake, a name that isn't known before what is missing.

    Args:
        error: What pydantic found.
        path: The file.
        text: Its content.
        known: Names the file may have.
    """
    first = min(error.errors(), key=lambda mistake: mistake["type"] != _UNKNOWN)
    key = {"missing": "required", _UNKNOWN: "unknown"}.get(first["type"], "value")
    return CityError(
        f"city.{key}",
        path=path,
        line=_line_of(text, first["loc"]),
        key=".".join(map(str, first["loc"])),
        reason=_reason(first),
        known="、".join(known),
    )


def _reason(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind not in {"string_type", "string_too_short", "time_zone"}:
        first = kind.partition("_")[0]
        kind = _KINDS.get(first, "time" if first == "time" else "form")
    expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    return CorpusError.catalogue.text(f"city.reason.{kind}", expected=expected)


def _line_of(text: str, place: _Path) -> int:
    """Return the line, counted from 1, of the innermost part of a place that has one."""
    lines = dict(_places(text))
    found = (lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines)
    return next(found, 1)


def _places(text: str) -> Iterator[tuple[_Path, int]]:
    """Yield the path of every table and key of a TOML text with its line."""
    table: _Path = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            name = header[2].strip()
            table = _path(name)
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*table, counts[name])
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_path(key[1])), number


def _path(name: str) -> _Path:
    return tuple(part.strip(" \"'") for part in name.split("."))
