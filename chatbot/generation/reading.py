"""Reading the model's answer while it is written.

The answer is a JSON object (`schema.py`). Each sentence is handed on as soon as its own object is
whole. Models that don't hold to a schema think aloud first (`<think>…</think>`), write a word
before and after, or fence the object in ```` ```json ````: that is skipped. Where the object breaks
off, or isn't one, the answer is `Malformed`; nothing is guessed.
"""

import re
from enum import StrEnum
from json import JSONDecodeError, JSONDecoder
from typing import Any

from chatbot.verification.sentence import Sentence

LONGEST = 20_000
"""Characters of an answer; who writes more isn't answering."""

_THOUGHT, _THOUGHT_OVER = "<think>", "</think>"
_START = re.compile(r"\{(?=\s*(?:\"|\}|$))")
_KEY = re.compile(r'[\s,]*"(\w+)"\s*:\s*(?=\S)')
_ITEM = re.compile(r"[\s,]*(?=[^\s,])")
_END = re.compile(r"[\s,]*\}")
_OWN_MARK = re.compile(r"\s*[\[［【]\s*\d+(?:\s*[,、，]\s*\d+)*\s*[\]］】]")
"""A citation that the model writes into its text: the marks are ours to put."""


class Completeness(StrEnum):
    """How much of the question the documents answer, as the model says."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class Malformed(Exception):  # noqa: N818  # says what it is; never seen by people
    """What came isn't an answer in the form that was asked for."""


class Reader:
    """Reads one answer, piece by piece."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._text = ""
        self._at = 0
        self._inside = False
        self._listing = False
        self._listed = False
        self._over = False
        self._values: dict[str, Any] = {}
        self._decoder = JSONDecoder(strict=False)

    def feed(self, piece: str) -> list[Sentence]:
        """Take a piece; return the sentences that have become whole.

        Raises:
            Malformed: It is none of the answer asked for, or far too long.
        """
        self._text += piece
        if len(self._text) > LONGEST:
            raise Malformed
        found: list[Sentence] = []
        while not self._over and self._step(found):
            pass
        return found

    def finish(self) -> Completeness:
        """Return how complete the answer says it is, after the last piece.

        A missing last brace is forgiven, nothing else is.

        Raises:
            Malformed: It broke off.
        """
        if not self._listed:
            raise Malformed
        try:
            return Completeness(self._values["completeness"])
        except (KeyError, ValueError):
            raise Malformed from None

    def _step(self, found: list[Sentence]) -> bool:
        """Read the next part; tell whether there may be another."""
        if not self._inside:
            return self._begin()
        return self._next_item(found) if self._listing else self._next_key()

    def _begin(self) -> bool:
        if self._text.lstrip().startswith(_THOUGHT):
            over = self._text.find(_THOUGHT_OVER)
            if over < 0:
                return False
            self._text = self._text[over + len(_THOUGHT_OVER) :]
        start = _START.search(self._text, self._at)
        if start is None or start.end() == len(self._text):
            return False
        self._at, self._inside = start.end(), True
        return True

    def _next_key(self) -> bool:
        if _END.match(self._text, self._at):
            self._over = True
            return False
        key = _KEY.match(self._text, self._at)
        if key is None:
            return self._none_yet()
        name, at = key[1], key.end()
        if name == "sentences":
            if self._text[at] != "[" or self._listed:
                raise Malformed
            self._at, self._listing = at + 1, True
            return True
        value = self._value(at)
        if value is None:
            return False
        self._values[name] = value[0]
        return True

    def _none_yet(self) -> bool:
        """Wait for the rest of a key, unless what is there can't become one."""
        rest = self._text[self._at :].strip(", \t\r\n")
        if rest and not re.fullmatch(r'"\w*(?:"\s*:?\s*)?', rest):
            raise Malformed
        return False

    def _next_item(self, found: list[Sentence]) -> bool:
        item = _ITEM.match(self._text, self._at)
        if item is None:
            return False
        if self._text[item.end()] == "]":
            self._at, self._listing, self._listed = item.end() + 1, False, True
            return True
        if "}" not in self._text[item.end() :]:
            return False
        value = self._value(item.end())
        if value is None:
            return False
        found.append(_sentence(value[0]))
        return True

    def _value(self, at: int) -> tuple[Any] | None:
        """Return the JSON value that begins at `at` if it is whole, and go behind it."""
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except JSONDecodeError:
            return None
        if end == len(self._text) and not isinstance(value, str | list | dict):
            return None  # a number may go on
        self._at = end
        return (value,)


def read_question(text: str) -> str:
    """Return the question in an answer of the form `{"question": "…"}`.

    Raises:
        Malformed: There is none.
    """
    start = text.find("{", text.rfind(_THOUGHT_OVER) + 1)
    try:
        value, _ = JSONDecoder(strict=False).raw_decode(text, max(start, 0))
        question = value["question"]
    except (JSONDecodeError, KeyError, TypeError):
        raise Malformed from None
    if not isinstance(question, str):
        raise Malformed
    return question.strip()


def _sentence(item: object) -> Sentence:
    """Return an item of the list as a sentence; sources written as text or alone are accepted."""
    if not isinstance(item, dict) or not isinstance(text := item.get("text"), str):
        raise Malformed
    sources = item.get("sources", [])
    numbers = [_number(one) for one in (sources if isinstance(sources, list) else [sources])]
    return Sentence(_OWN_MARK.sub("", text).strip(), tuple(dict.fromkeys(numbers)))


def _number(source: object) -> int:
    found = re.fullmatch(r"\s*[\[［【]?(\d{1,3})[\]］】]?\s*", str(source))
    if found is None:
        raise Malformed
    return int(found[1])
