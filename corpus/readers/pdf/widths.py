"""How far a string of glyphs moves the pen, from the widths a font states (ISO 32000-1, 9.7.4).

pypdf says where a piece of text begins but not where it ends, and without that the blank between
two columns of a table can't be told from the one between two words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from corpus.readers.prose import is_wide

FULL_WIDTH = 1000.0
"""Width of a glyph as wide as the font is high; also what a CID font without `/DW` has."""
HALF_WIDTH = 500.0
MAX_RANGE = 70_000
"""Codes a font can have; more in one range is a hostile file."""

_CODECS = {"RKSJ": "cp932", "EUC": "euc_jp", "UCS2": "utf-16-be", "UTF16": "utf-16-be"}


class Widths:
    """The glyph widths of one font, in thousandths of the font size.

    Args:
        font: The font's dictionary; what is missing or wrong in it counts as not stated.
    """

    def __init__(self, font: Mapping[str, Any]) -> None:
        """Read the tables of the font."""
        self._codec = _codec(str(font.get("/Encoding", "")))
        self._is_composite = font.get("/Subtype") == "/Type0"
        self._by_code: Mapping[int, float] = {}
        self._default = HALF_WIDTH
        if self._is_composite:
            self._default = FULL_WIDTH
            self._read_composite(font)
        else:
            self._read_simple(font)

    @property
    def bytes_per_glyph(self) -> int:
        """Return how many bytes of a string make a glyph."""
        return 2 if self._is_composite else 1

    def of(self, data: bytes) -> float:
        """Return how wide a string is."""
        if self._is_composite and self._codec:
            text = data.decode(self._codec, "replace")
            return sum(FULL_WIDTH if is_wide(each) else HALF_WIDTH for each in text)
        return sum(self._by_code.get(code, self._default) for code in self._codes(data))

    def _codes(self, data: bytes) -> Iterable[int]:
        if not self._is_composite:
            return data
        return (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))

    def _read_simple(self, font: Mapping[str, Any]) -> None:
        first, widths = _resolved(font.get("/FirstChar")), _resolved(font.get("/Widths"))
        if isinstance(first, int) and isinstance(widths, ArrayObject):
            stated = enumerate(map(_resolved, widths[:256]), start=first)
            self._by_code = {code: float(w) for code, w in stated if isinstance(w, int | float)}

    def _read_composite(self, font: Mapping[str, Any]) -> None:
        descendants = _resolved(font.get("/DescendantFonts"))
        if not isinstance(descendants, ArrayObject) or not descendants:
            return
        descendant = _resolved(descendants[0])
        if isinstance(descendant, DictionaryObject):
            default = _resolved(descendant.get("/DW"))
            self._default = float(default) if isinstance(default, int | float) else FULL_WIDTH
            stated = _resolved(descendant.get("/W"))
            if isinstance(stated, ArrayObject):
                self._by_code = _by_cid([_resolved(each) for each in stated])


def _by_cid(stated: Sequence[object]) -> Mapping[int, float]:
    """Read `/W`: `first [w w w]` or `first last w`, in any order."""
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(stated):
        first, second = stated[at], stated[at + 1]
        third = stated[at + 2] if at + 2 < len(stated) else None
        if not isinstance(first, int):
            break
        if isinstance(second, ArrayObject):
            for code, width in enumerate(map(_resolved, second), start=first):
                if isinstance(width, int | float):
                    widths[code] = float(width)
            at += 2
        elif isinstance(second, int) and isinstance(third, int | float):
            for code in range(first, min(second, first + MAX_RANGE) + 1):
                widths[code] = float(third)
            at += 3
        else:
            break
    return widths


def _codec(encoding: str) -> str | None:
    return next((codec for name, codec in _CODECS.items() if name in encoding), None)


def _resolved(value: Any) -> Any:  # noqa: ANN401 - a PDF may have any object in any place
    return value.get_object() if hasattr(value, "get_object") else value
