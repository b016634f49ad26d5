"""An answer's text cut at its citation marks, as the verifier takes it."""

import re
from collections.abc import Iterator, Mapping

from chatbot.verification.sentence import Sentence

_MARKS = re.compile(r"((?:\s*\[\d+\])+)")
_NUMBER = re.compile(r"\d+")
_STOPS = " \n　。．.、，,!?！？"


def cited_sentences(text: str, urls: Mapping[int, str]) -> list[Sentence]:
    """Return the sentences of a text, each with the sources marked behind it.

    What stands behind the last mark is a sentence without a source.

    Args:
        text: With marks: `…です。[1][2] …`, the full stop before or behind them.
        urls: Of the sources by number: where one is written out it becomes its token again.
    """
    return [Sentence(_with_tokens(part, marks, urls), marks) for part, marks in _parts(text)]


def _parts(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    pieces = _MARKS.split(text)
    for part, marks in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        told = part.lstrip(_STOPS).rstrip()
        if told:
            yield told, tuple(map(int, _NUMBER.findall(marks)))


def _with_tokens(text: str, marks: tuple[int, ...], urls: Mapping[int, str]) -> str:
    longest_first = sorted(urls.items(), key=lambda item: (item[0] not in marks, -len(item[1])))
    for number, url in longest_first:
        if url:
            text = text.replace(url, f"{{{{link:{number}}}}}")
    return text
