"""Regular expressions of gates, kept in TOML beside them: one table per kind."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from chatbot.lazy_pattern import LazyPattern
from chatbot.needed import Needed, NeededBy
from indexing.chunking import split_sentences
from indexing.normalize import normalize

_BLANK = re.compile(r"(?<=[^\x00-\u3000\uac00-\ud7af])[ \t]+(?=[^\x00-\u3000\uac00-\ud7af])")
"""A blank between letters of Japanese, as easy Japanese is written."""

_SIGNS = " \t\r\n!?.。、,ー〜~"

_Patterns = tuple[LazyPattern, ...]

_FINDING = ("match", "always", "alone")
"""The fields of a kind one of whose patterns must be found."""


@dataclass(frozen=True, slots=True)
class PatternKind:
    """Texts that mean the same.

    Attributes:
        name: The table's name, e.g. `fire`.
        match: One of these must be found.
        unless: None of these may be found beside `match`.
        always: One of these is enough, whatever else is said.
        alone: One of these is enough if the text says nothing else.
    """

    name: str
    match: _Patterns = ()
    unless: _Patterns = ()
    always: _Patterns = ()
    alone: _Patterns = ()

    def matches(self, text: str) -> bool:
        """Return whether a text is of this kind; width and case don't matter."""
        text = _plain(text)
        bare = text.strip(_SIGNS)
        return any(pattern.fullmatch(bare) for pattern in self.alone) or self._says(text)

    def is_in(self, text: str) -> bool:
        """Return whether a text, or a sentence of it, is of this kind."""
        return self.matches(text) or any(map(self._says, _sentences(_plain(text))))

    def _says(self, text: str) -> bool:
        if _found(self.always, text):
            return True
        return _found(self.match, text) and not _found(self.unless, text)


class PatternKinds:
    """Several kinds in their order, looked for together. May be used from several threads."""

    def __init__(self, kinds: Sequence[PatternKind], needed: NeededBy | None = None) -> None:
        """Learn which patterns a text's characters leave possible."""
        self.all = tuple(kinds)
        self._places = [
            (at, field, pattern)
            for at, kind in enumerate(kinds)
            for field in _FINDING
            for pattern in getattr(kind, field)
        ]
        self._needed = Needed([[pattern.pattern] for _, _, pattern in self._places], needed)

    def possible(self, text: str) -> Iterator[PatternKind]:
        """Yield the kinds a text may be of, each with the patterns that it can be found by."""
        left: dict[int, dict[str, _Patterns]] = {}
        for number in self._needed.possible(_plain(text)):
            at, field, pattern = self._places[number]
            fields = left.setdefault(at, dict.fromkeys(_FINDING, ()))
            fields[field] = (*fields[field], pattern)
        for at, fields in left.items():
            kind = self.all[at]
            yield PatternKind(kind.name, unless=kind.unless, **fields)


def read_patterns(name: str, needed: NeededBy | None = None) -> PatternKinds:
    """Return the kinds of `chatbot/gates/<name>.toml` in the file's order.

    Its table `words` names parts of patterns: `<person>` stands for the pattern of that name.

    Args:
        name: Of the file.
        needed: Tells of a pattern what it needs, if it is known.
    """
    raw = tomllib.loads((files("chatbot") / "gates" / f"{name}.toml").read_text(encoding="utf-8"))
    words = raw.pop("words", {})
    return PatternKinds(
        [
            PatternKind(kind, **{key: _compile(patterns, words) for key, patterns in table.items()})
            for kind, table in raw.items()
        ],
        needed,
    )


def _compile(patterns: Iterable[str], words: Mapping[str, str]) -> _Patterns:
    names = re.compile("|".join(f"<{name}>" for name in words) or "(?!)")
    return tuple(
        LazyPattern(names.sub(lambda found: f"(?:{words[found[0][1:-1]]})", pattern))
        for pattern in patterns
    )


def _found(patterns: _Patterns, text: str) -> bool:
    for pattern in patterns:  # noqa: SIM110  # half the time of any() over a generator
        if pattern.search(text):
            return True
    return False


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """Return a text in its plain form; every kind of a gate asks for the same one."""
    return _BLANK.sub("", normalize(text))


@lru_cache(maxsize=8)
def _sentences(plain: str) -> tuple[str, ...]:
    """Return the sentences of a text of several, for each of which the whole may speak."""
    sentences = tuple(split_sentences(plain))
    return sentences if len(sentences) > 1 else ()
