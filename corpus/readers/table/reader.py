"""Sheets as a `Reading`: records, Faqs, articles, or, without a header, lines of text."""

from collections.abc import Sequence

from corpus.document import Block
from corpus.readers.draft import Draft
from corpus.readers.prose import one_line
from corpus.readers.reading import Reading, Row, TableOptions
from corpus.readers.table.columns import known_columns
from corpus.readers.table.layout import Table, find_table
from corpus.readers.table.sheet import Sheet
from corpus.readers.table.statements import Statements


def read_sheets(sheets: Sequence[Sheet], options: TableOptions) -> Reading:
    """Return what the sheets of one file say.

    Rows stand under the title above their table; where there is more than one sheet, under the
    sheet's name first. The first title of all is the file's.
    """
    blocks: list[Block] = []
    faqs: list[Row] = []
    title = ""
    filled = [sheet for sheet in sheets if sheet.lines]
    for sheet in filled:
        above = (sheet.name,) if len(filled) > 1 else ()
        table = find_table(sheet)
        if table is None:
            blocks += _lines(sheet, above)
            continue
        statements = Statements(table, options, known_columns(), above + table.titles[:1])
        if statements.kind == "faq":
            faqs += statements.faqs()
        else:
            blocks += [*_remarks(table, above), *statements.blocks()]
        title = title or next(iter(table.titles), "") or statements.document_title()
    return Reading(tuple(blocks), {"title": title} if title else {}, tuple(faqs))


def _remarks(table: Table, above: tuple[str, ...]) -> Sequence[Block]:
    """Return what stands between the table's title and its header: as of when, what it counts."""
    return [Block(line, headings=above + table.titles[:1]) for line in table.titles[1:]]


def _lines(sheet: Sheet, above: tuple[str, ...]) -> Sequence[Block]:
    draft = Draft()
    draft.heading(1, next(iter(above), ""))
    draft.table([[one_line(cell) for cell in line.said()] for line in sheet.lines])
    return draft.blocks
