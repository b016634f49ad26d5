"""What is known about the columns of open data, from `column_labels.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PART = re.compile("^(?P<whole>[^_]+)_(?P<part>[^_]+)$")


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns chosen by their name.

    Attributes:
        columns: Names, the most telling first.
        endings: Ends of names, for columns that are in none of the lists.
        never: Names that end so but are never meant.
    """

    columns: tuple[str, ...]
    endings: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()

    def has(self, column: str) -> bool:
        """Return whether the column is one of these."""
        name = normal(column)
        return name in self.columns or (name not in self.never and name.endswith(self.endings))

    def first(self, columns: Sequence[str]) -> str | None:
        """Return the most telling of the columns, None if none is meant."""
        by_name = {normal(column): column for column in reversed(columns)}
        named = [by_name[name] for name in self.columns if name in by_name]
        return next(iter(named), None) or next(filter(self.has, columns), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """How columns are shown, which are left out, which say what a row is about."""

    labels: Mapping[str, str]
    units: Mapping[str, str]
    flags: frozenset[str]
    skip: Choice
    name: Choice
    title: Choice
    faq: Mapping[str, str]

    def label(self, column: str) -> str:
        """Return the label shown for a column."""
        known = self.labels.get(normal(column))
        if known is not None or column.isascii():
            return known or column
        return _PART.sub(r"\g<whole>（\g<part>）", column)

    def field(self, column: str) -> str:
        """Return the field of a Faq that a column holds, its own name if it holds none."""
        return self.faq.get(normal(column), column)


def normal(column: str) -> str:
    """Return a column's name for comparing: case, width and blanks don't matter."""
    return "".join(unicodedata.normalize("NFKC", column).casefold().split())


@cache
def known_columns() -> Columns:
    """Return what `column_labels.toml` says."""
    source = files("corpus.readers") / "column_labels.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return Columns(
        labels=_by_name(data["labels"].items()),
        units=_by_name(data["units"].items()),
        flags=frozenset(map(normal, data["flags"]["columns"])),
        skip=_choice(data["skip"]),
        name=_choice(data["name"]),
        title=_choice(data["title"]),
        faq=_by_name((name, field) for field, names in data["faq"].items() for name in names),
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return {normal(name): text for name, text in pairs}


def _choice(table: Mapping[str, Any]) -> Choice:
    return Choice(
        columns=tuple(map(normal, table["columns"])),
        endings=tuple(map(normal, table.get("endings", ()))),
        never=frozenset(map(normal, table.get("never", ()))),
    )
