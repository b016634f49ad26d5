"""Where the pen is while text is shown (ISO 32000-1, 9.4.4).

The font a string is shown in becomes known only when pypdf reports the finished piece of text, so
the strings are kept until then and measured at once.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.readers.pdf.matrix import Matrix, Point, apply, product
from corpus.readers.pdf.widths import Widths

_MOVES = frozenset((b"BT", b"Td", b"TD", b"Tm", b"T*", b"'", b'"'))
SHOWS = {b"Tj": 0, b"TJ": 0, b"'": 0, b'"': 2}
"""Operators that show text → which of their operands it is."""
_SPACE = 32


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Text state parameters that move the pen: points between characters, words; scale."""

    character: float = 0.0
    word: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class _Show:
    matrix: Matrix
    is_moved: bool
    strings: Sequence[object]
    spacing: _Spacing


class Pen:
    """Follows the pen over one page."""

    def __init__(self) -> None:
        """Begin at the origin with nothing shown."""
        self._widths: dict[int, tuple[object, Widths]] = {}
        self._spacing = _Spacing()
        self._saved: list[_Spacing] = []
        self._shows: list[_Show] = []
        self._is_moved = True
        self._advance = 0.0

    def take(self, operator: bytes, operands: Sequence[Any], cm: Matrix, tm: Matrix) -> None:
        """Follow one operator, before pypdf does."""
        if operator in _MOVES:
            self._is_moved = True
        if operator in SHOWS and len(operands) > SHOWS[operator]:
            shown = operands[SHOWS[operator]]
            strings = shown if operator == b"TJ" else [shown]
            matrix = product(tm, cm)
            self._shows.append(_Show(matrix, self._is_moved, strings, self._spacing))
            self._is_moved = False
        elif operator in {b"Tc", b"Tw", b"Tz"} and operands:
            self._set_spacing(operator, operands[0])
        elif operator == b"q":
            self._saved.append(self._spacing)
        elif operator == b"Q" and self._saved:
            self._spacing = self._saved.pop()

    def lift(self, font: Mapping[str, Any] | None, size: float) -> tuple[Point, Point] | None:
        """Return where the text shown since the last call begins and ends, None if there is none.

        Args:
            font: Dictionary of the font it was shown in.
            size: Font size, in units of text space.
        """
        start = end = None
        for show in self._shows:
            if show.is_moved:
                self._advance = 0.0
            if start is None:
                start = apply(show.matrix, self._advance, 0)
            self._advance += self._length(show, font, size)
            end = apply(show.matrix, self._advance, 0)
        self._shows = []
        return (start, end) if start is not None and end is not None else None

    def _set_spacing(self, operator: bytes, value: object) -> None:
        number = float(value) if isinstance(value, int | float) else 0.0
        old = self._spacing
        match operator:
            case b"Tc":
                self._spacing = _Spacing(number, old.word, old.scale)
            case b"Tw":
                self._spacing = _Spacing(old.character, number, old.scale)
            case _:
                self._spacing = _Spacing(old.character, old.word, number / 100 or 1.0)

    def _length(self, show: _Show, font: Mapping[str, Any] | None, size: float) -> float:
        widths = self._widths_of(font)
        length = 0.0
        for string in show.strings:
            if isinstance(string, bytes):
                length += widths.of(string) / 1000 * size
                glyphs = len(string) // widths.bytes_per_glyph
                length += glyphs * show.spacing.character
                if widths.bytes_per_glyph == 1:
                    length += string.count(_SPACE) * show.spacing.word
            elif isinstance(string, int | float) and math.isfinite(string):
                length -= float(string) / 1000 * size
        return length * show.spacing.scale

    def _widths_of(self, font: Mapping[str, Any] | None) -> Widths:
        if id(font) not in self._widths:
            self._widths[id(font)] = (font, Widths(font or {}))
        return self._widths[id(font)][1]
