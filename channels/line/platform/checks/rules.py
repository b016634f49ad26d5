"""Rules for JSON values: each yields what is wrong, with the place as LINE writes it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from channels.line.platform.counting import utf16


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        property: Where, as `messages[0].text`.
        message: What.
    """

    property: str
    message: str


class Rule(Protocol):
    """What a value has to be."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong with a value at a place."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text of some length, counted by `unit`."""

    most: int
    least: int = 1
    unit: Callable[[str], int] = utf16
    pattern: str = ""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if not isinstance(value, str):
            yield Problem(place, "Must be a string")
        elif self.least and not value.strip():
            yield Problem(place, "May not be empty")
        elif not self.least <= self.unit(value) <= self.most:
            yield Problem(place, f"Length must be between {self.least} and {self.most}")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Problem(place, f"Must match {self.pattern}")


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute URI with one of some schemes."""

    most: int = 2000
    schemes: tuple[str, ...] = ("https",)

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        yield from Text(self.most).problems(value, place)
        if isinstance(value, str) and value.strip() and not self._leads_somewhere(value):
            yield Problem(place, "invalid uri")

    def _leads_somewhere(self, value: str) -> bool:
        try:
            parts = urlsplit(value)
            scheme, host = parts.scheme, parts.hostname
        except ValueError:
            return False
        hosted = scheme not in {"http", "https"} or bool(host)
        return scheme in self.schemes and hosted and not re.search(r"\s", value)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a range, whole unless said otherwise."""

    least: float
    most: float
    step: int = 0
    whole: bool = True

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        kind = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kind):
            yield Problem(place, "Must be a number")
        elif not self.least <= value <= self.most:
            yield Problem(place, f"Must be between {self.least} and {self.most}")
        elif self.step and value % self.step:
            yield Problem(place, f"Must be a multiple of {self.step}")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if not isinstance(value, bool):
            yield Problem(place, "Must be a boolean")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if value not in self.words:
            yield Problem(place, f"Must be one of the following values: [{', '.join(self.words)}]")


@dataclass(frozen=True, slots=True)
class Items:
    """A list of some length, all of whose values follow one rule."""

    each: Rule
    most: int
    least: int = 1

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if not isinstance(value, list):
            yield Problem(place, "Must be an array")
            return
        if not self.least <= len(value) <= self.most:
            yield Problem(place, f"Size must be between {self.least} and {self.most}")
        for n, one in enumerate(value):
            yield from self.each.problems(one, f"{place}[{n}]")


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: which fields it has, which it must have, and what holds between them.

    Attributes:
        known: The rule of each field.
        required: Those that may not be missing; null counts as missing.
        strict: Whether other fields are wrong; LINE is strict in Flex Messages (not verified).
        between: Further rules for the whole object.
    """

    known: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    strict: bool = False
    between: tuple[Rule, ...] = field(default=())

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if not isinstance(value, dict):
            yield Problem(place, "Must be an object")
            return
        for name in self.required:
            if value.get(name) is None:
                yield Problem(_below(place, name), "must be specified")
        for name, one in value.items():
            if name in self.known and one is not None:
                yield from self.known[name].problems(one, _below(place, name))
            elif self.strict and name not in self.known and name != "type":
                yield Problem(_below(place, name), "unknown field")
        for rule in self.between:
            yield from rule.problems(value, place)


@dataclass(frozen=True, slots=True)
class Kinds:
    """An object whose `type` says which rule it follows."""

    rules: Mapping[str, Rule]

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        if not isinstance(value, dict):
            yield Problem(place, "Must be an object")
            return
        rule = self.rules.get(str(value.get("type")))
        if rule is None:
            words = Choice(tuple(self.rules))
            yield from words.problems(value.get("type"), _below(place, "type"))
        else:
            yield from rule.problems(value, place)


@dataclass(frozen=True, slots=True)
class Later:
    """A rule that is looked up when it is needed: for things that hold their like."""

    find: Callable[[], Rule]

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield what is wrong."""
        yield from self.find().problems(value, place)


@dataclass(frozen=True, slots=True)
class Anything:
    """No rule: LINE has one that this platform doesn't know."""

    def problems(self, value: Any, place: str) -> Iterator[Problem]:  # noqa: ANN401  # any JSON
        """Yield nothing."""
        del value, place
        yield from ()


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
