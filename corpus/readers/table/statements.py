"""The rows of a table as text: statements, Faqs or articles.

A record is its name and what is known about it, `ソファー　分別区分：粗大ごみ／備考：…`: both the
label and the value can be searched, and the line can be shown as an answer. Values keep the words
of the cell; only dates and whole numbers are written as people write them.
"""

import re
from collections.abc import Mapping, Sequence
from statistics import median

from corpus.document import Block, BlockKind
from corpus.readers.prose import tidy
from corpus.readers.reading import Row, TableKind, TableOptions
from corpus.readers.table.columns import Columns, normal
from corpus.readers.table.layout import Table

ARTICLE_LENGTH = 200
"""Median length of a column's texts from which the rows are articles, not records."""
BETWEEN = "／"

_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}:\d{2})(?::\d{2}(?:\.0+)?)?)?")
_WHOLE = re.compile(r"(-?\d+)\.0")
_BARE = re.compile(r"[\d,.]+")
_YES = frozenset(("1", "true", "TRUE", "True"))


class Statements:
    """Turns the rows of one table into blocks or Faqs.

    Args:
        table: The table.
        options: What a sidecar says about it.
        known: What is known about columns.
        headings: The headings the table stands under.
    """

    def __init__(
        self, table: Table, options: TableOptions, known: Columns, headings: tuple[str, ...] = ()
    ) -> None:
        """Find out what the columns are; no text is made yet."""
        self._table = table
        self._known = known
        self._headings = headings
        self._given = {normal(column): label for column, label in options.columns.items()}
        skipped = {normal(column) for column in options.skip}
        self._columns = [c for c in table.columns if normal(c) not in skipped]
        self._body = self._article_column()
        self.kind = self._kind(options.kind)
        self._name = self._name_column(options.name)

    def faqs(self) -> tuple[Row, ...]:
        """Return the rows keyed by the fields of a Faq."""
        columns = [c for c in self._columns if c and not self._is_left_out(c)]
        fields = {c: self._given.get(normal(c)) or self._known.field(c) for c in columns}
        return tuple(
            Row(row.number, {fields[c]: row.cells[c] for c in columns}, row.sheet)
            for row in self._table.rows
        )

    def blocks(self) -> tuple[Block, ...]:
        """Return a block for each row, then the notes."""
        make = self._article if self.kind == "text" else self._record
        rows = zip(self._table.rows, self._table.sections, strict=True)
        made = (make(row.cells, section) for row, section in rows)
        notes = (Block(note, BlockKind.PROSE, self._headings) for note in self._table.notes)
        return (*(block for block in made if block.text), *notes)

    def document_title(self) -> str:
        """Return what a column of titles says on every row: the title of the whole file."""
        return next((self._constant(c) for c in self._columns if self._known.title.has(c)), "")

    def _record(self, cells: Mapping[str, str], section: str) -> Block:
        name = tidy(cells[self._name]).replace("\n", " ") if self._name else ""
        pairs = [
            f"{label}：{value}" if (label := self._label(column)) else value
            for column in self._columns
            if column != self._name and not self._is_left_out(column)
            if (value := self._value(column, cells[column]))
        ]
        text = "　".join(part for part in (name, BETWEEN.join(pairs)) if part)
        return Block(text, BlockKind.RECORD, self._under(section), name=name)

    def _article(self, cells: Mapping[str, str], section: str) -> Block:
        body = tidy(cells[self._body]) if self._body else ""
        name = tidy(cells[self._name]).replace("\n", " ") if self._name else ""
        return Block(body, BlockKind.PROSE, self._under(section, name))

    def _under(self, *below: str) -> tuple[str, ...]:
        return (*self._headings, *(heading for heading in below if heading))

    def _label(self, column: str) -> str:
        return self._given.get(normal(column)) or self._known.label(column)

    def _is_left_out(self, column: str) -> bool:
        return normal(column) not in self._given and self._known.skip.has(column)

    def _value(self, column: str, cell: str) -> str:
        text = written(tidy(cell).replace("\n", " "))
        if normal(column) in self._known.flags and text in _YES:
            return "○"
        unit = self._known.units.get(normal(column), "")
        return f"{text}{unit}" if _BARE.fullmatch(text) else text

    def _kind(self, kind: TableKind) -> TableKind:
        if kind != "auto":
            return kind
        fields = {self._given.get(normal(c)) or self._known.field(c) for c in self._columns}
        if {"question", "answer"} <= fields:
            return "faq"
        return "text" if self._body else "records"

    def _article_column(self) -> str | None:
        lengths = {column: self._median_length(column) for column in self._columns}
        longest = max(lengths, key=lambda column: lengths[column], default=None)
        return longest if longest and lengths[longest] > ARTICLE_LENGTH else None

    def _median_length(self, column: str) -> float:
        return median([len(text) for text in self._texts(column)] or [0])

    def _name_column(self, given: str) -> str | None:
        named = [c for c in self._columns if given and given in {c, self._given.get(normal(c))}]
        if named:
            return named[0]
        readable = [c for c in self._columns if c != self._body and not self._is_left_out(c)]
        varied = [column for column in readable if not self._constant(column)] or readable
        if self.kind == "text" and (title := self._known.title.first(varied)):
            return title
        return self._known.name.first(varied) or self._most_telling(varied)

    def _most_telling(self, columns: Sequence[str]) -> str | None:
        """Return the first column whose texts are words and nearly all different."""
        for column in columns:
            texts = self._texts(column)
            words = [text for text in texts if not _BARE.fullmatch(text)]
            if words and len(set(words)) * 10 >= 9 * len(self._table.rows):
                return column
        return columns[0] if columns else None

    def _constant(self, column: str) -> str:
        texts = set(self._texts(column))
        return texts.pop() if len(texts) == 1 and len(self._table.rows) > 1 else ""

    def _texts(self, column: str) -> list[str]:
        return [text for row in self._table.rows if (text := row.cells[column])]


def written(text: str) -> str:
    """Return a date or whole number as people write it, any other text as it is.

    >>> written("2026-04-01"), written("3.0"), written("3.0以上")
    ('2026年4月1日', '3', '3.0以上')
    """
    date = _DATE.fullmatch(text)
    if date:
        year, month, day, time = date.groups()
        hour = f" {time}" if time and time not in {"00:00", "0:00"} else ""
        return f"{year}年{int(month)}月{int(day)}日{hour}"
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text
