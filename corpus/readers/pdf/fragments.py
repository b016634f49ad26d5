"""The pieces of text on a page with their places, and the lines drawn around them.

pypdf walks over a page's operators and tells each before it follows it, and each piece of text when
it is complete. Places are in points, the page turned so that most of its text is upright.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import RectangleObject

from corpus.readers.pdf.characters import ordinary
from corpus.readers.pdf.forms import Forms
from corpus.readers.pdf.ink import Ink
from corpus.readers.pdf.matrix import Matrix, Point, apply, product, quarter_turns, upright
from corpus.readers.pdf.pen import SHOWS, Pen
from corpus.readers.pdf.rules import Rule, Ruler, rule

MIN_HEIGHT = 1.0
"""Height in points of text that somebody can see."""

MIN_HIDDEN = 8
"""Letters from which hidden text can say something; figures in white stand on what is drawn."""

_BOLD = ("bold", "black", "heavy")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text in one font on one line.

    Attributes:
        text: What it says; blanks at its ends are those of the page.
        x: Where it begins.
        end: Where it ends.
        y: Its baseline; y grows upwards.
        size: Height of the font.
        is_bold: Whether the font's name says that it is bold.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is on a page.

    Attributes:
        fragments: The text, in the order it is drawn in.
        rules: The horizontal and vertical lines.
        turned: Text turned against most of the page's, each direction by itself.
        vertical: Text set in columns from right to left, in the order it is drawn in.
        foot: The y of the page's lower edge.
        head: The y of its upper edge.
        hidden: Text that can't be seen; the layer of text under a scan counts as seen.
    """

    fragments: tuple[Fragment, ...]
    rules: tuple[Rule, ...] = ()
    turned: tuple[tuple[Fragment, ...], ...] = ()
    vertical: str = ""
    foot: float = 0.0
    head: float = 0.0
    hidden: str = ""

    @property
    def text(self) -> str:
        """Return all text of the page in no particular order."""
        pieces = (*self.fragments, *(each for group in self.turned for each in group))
        return "\n".join((*(piece.text for piece in pieces), self.vertical))


def page_content(page: PageObject) -> PageContent:
    """Return the text and lines of a page; pypdf's own exceptions pass through."""
    collector = _Collector(Forms(page), page.cropbox)
    page.extract_text(
        visitor_operand_before=collector.operator,
        visitor_operand_after=collector.after,
        visitor_text=collector.text,
    )
    return collector.content()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: Point
    end: Point
    baseline: Point
    size: float
    is_bold: bool
    turns: int

    def fragment(self) -> Fragment:
        x, _ = upright(self.start, self.turns)
        end, _ = upright(self.end, self.turns)
        _, y = upright(self.baseline, self.turns)
        return Fragment(self.text, x, max(end, x), y, self.size, self.is_bold)


class _Collector:
    def __init__(self, forms: Forms, box: RectangleObject) -> None:
        self._forms = forms
        self._left, self._bottom, self._right, self._top = map(float, box)
        self._pen = Pen()
        self._ruler = Ruler()
        self._ink = Ink()
        self._seen: list[bool] = []
        self._pieces: list[_Piece] = []
        self._hidden: list[_Piece] = []
        self._vertical: list[str] = []

    def operator(self, operator: bytes, operands: Sequence[Any], cm: Matrix, tm: Matrix) -> None:
        cm = self._forms.placed(cm)
        self._pen.take(operator, operands, cm, tm)
        self._ink.take(operator, operands, cm)
        if operator in SHOWS:
            self._seen.append(self._ink.is_seen(apply(product(tm, cm), 0, 0)))
        if all(isinstance(operand, int | float) for operand in operands):
            self._ruler.take(operator, [float(operand) for operand in operands], cm)
        if operator == b"Do":
            self._forms.enter(operands, cm)

    def after(self, operator: bytes, _operands: Sequence[Any], _cm: Matrix, _tm: Matrix) -> None:
        if operator == b"Do":
            self._forms.leave()

    def text(
        self, text: str, cm: Matrix, tm: Matrix, font: Mapping[str, Any] | None, size: float
    ) -> None:
        ends = self._pen.lift(font, size)
        is_seen, self._seen = not self._seen or any(self._seen), []
        if not text.strip() or ends is None:
            return
        if str((font or {}).get("/Encoding", "")).endswith("-V"):
            self._vertical.append(ordinary(text))
            return
        matrix = product(tm, self._forms.placed(cm))
        height = size * math.hypot(matrix[2], matrix[3])
        if height < MIN_HEIGHT or not self._is_on_page(*ends[0]):
            return
        name = str((font or {}).get("/BaseFont", "")).lower()
        (self._pieces if is_seen else self._hidden).append(
            _Piece(
                text=ordinary(text),
                start=ends[0],
                end=ends[1],
                baseline=(matrix[4], matrix[5]),
                size=height,
                is_bold=any(word in name for word in _BOLD),
                turns=quarter_turns(matrix),
            )
        )

    def _is_on_page(self, x: float, y: float) -> bool:
        """Return whether a point is within the page; Excel draws what is cut off as well."""
        return self._left - 1 <= x <= self._right and self._bottom - 1 <= y <= self._top

    def content(self) -> PageContent:
        hidden = "".join(piece.text for piece in self._hidden)
        words = sum(map(str.isalpha, hidden))
        if words < MIN_HIDDEN or len(hidden) > sum(len(piece.text) for piece in self._pieces):
            self._pieces += self._hidden  # a scan's text, or white on what wasn't understood
            hidden = ""
        by_turns: defaultdict[int, list[_Piece]] = defaultdict(list)
        for piece in self._pieces:
            by_turns[piece.turns].append(piece)
        turns = sorted(by_turns, key=lambda turn: -sum(len(p.text) for p in by_turns[turn]))
        corners = ((self._left, self._bottom), (self._right, self._top))
        foot, head = sorted(upright(corner, turns[0] if turns else 0)[1] for corner in corners)
        main, *others = ([piece.fragment() for piece in by_turns[turn]] for turn in turns or [0])
        lines = ([upright(end, turns[0]) for end in ends] for ends in self._ruler.drawn if turns)
        return PageContent(
            fragments=tuple(main),
            rules=tuple(found for a, b in lines if (found := rule(a, b)) is not None),
            turned=tuple(map(tuple, others)),
            vertical="".join(self._vertical),
            foot=foot,
            head=head,
            hidden=hidden,
        )
