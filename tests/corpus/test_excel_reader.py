"""Excel workbooks."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Limits, Reading, Row, read

FORMAT_YEN = '#,##0"円"'


def workbook(*rows: Sequence[object]) -> tuple[Workbook, Worksheet]:
    """Return a workbook with these rows on its sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def reading(path: Path, book: Workbook) -> Reading:
    """Return what a saved workbook says."""
    file = path / "一覧.xlsx"
    book.save(file)
    return read(file)


def texts(path: Path, book: Workbook) -> list[str]:
    """Return the text of each block."""
    return [block.text for block in reading(path, book).blocks]


def test_values_read_as_excel_shows_them(tmp_path: Path) -> None:
    """Dates, times, money, percentages and leading zeros keep the wording of the sheet."""
    book, sheet = workbook(
        ("名称", "開始日", "受付", "手数料", "割合", "電話", "定員", "公開", "日時"),
        ("図書館", date(2026, 4, 1), time(8, 30), 1300, 0.25, 312345678, 3.0, True,
         datetime(2026, 4, 1, 13, 30)),  # noqa: DTZ001 - Excel knows no time zones
        ("公民館", None, None, None, None, None, None, None, None),
    )  # fmt: skip
    for column, number_format in (("D", FORMAT_YEN), ("E", "0%"), ("F", "0000000000")):
        sheet[f"{column}2"].number_format = number_format
    library = (
        "図書館　開始日：2026年4月1日／受付：8:30／手数料：1,300円／割合：25%／電話：0312345678"
        "／定員：3人／公開：○／日時：2026年4月1日 13:30"
    )
    assert texts(tmp_path, book) == [library, "公民館"]


def test_the_table_is_found_in_a_sheet_laid_out_for_printing(tmp_path: Path) -> None:
    """Titles above, blank rows and columns, headers of two rows, merged cells and notes."""
    book, sheet = workbook(
        (None, "避難所一覧"),
        (),
        (None, "地区", "名称", "災害種別", None, "備考"),
        (None, None, None, "洪水", "津波", None),
        (None, "北部", "第一小", "○", None, None),
        (),
        (None, None, "第二小", None, "○", "体育館"),
        (None, "【南部】"),
        (None, "南部", "第三小", "○", "○", None),
        (None, "※令和8年4月1日現在"),
    )
    for merged in ("B1:F1", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "B5:B7"):
        sheet.merge_cells(merged)
    got = reading(tmp_path, book)
    top = "避難所一覧"
    assert got.metadata == {"title": top}
    assert got.blocks == (
        Block("第一小　地区：北部／災害種別・洪水：○", BlockKind.RECORD, (top,), name="第一小"),
        Block(
            "第二小　地区：北部／災害種別・津波：○／備考：体育館",
            BlockKind.RECORD,
            (top,),
            name="第二小",
        ),
        Block(
            "第三小　地区：南部／災害種別・洪水：○／災害種別・津波：○",
            BlockKind.RECORD,
            (top, "南部"),
            name="第三小",
        ),
        Block("※令和8年4月1日現在", headings=(top,)),
    )


def test_a_table_of_questions_gives_faqs_with_their_row(tmp_path: Path) -> None:
    """The row and the sheet say where to correct an answer."""
    book, _ = workbook(("質問", "回答"), ("何時から？", "8時半"))
    assert reading(tmp_path, book).faqs == (
        Row(2, {"question": "何時から？", "answer": "8時半"}, "Sheet"),
    )


def test_sheets_are_told_apart_and_hidden_ones_left_out(tmp_path: Path) -> None:
    """Each sheet's rows stand under its name; what staff hid stays hidden."""
    book, sheet = workbook(("施設名", "住所"), ("図書館", "本町1"))
    sheet.title = "北部"
    for name, state, row in (
        ("南部", "visible", ("公民館", "本町2")),
        ("作業", "hidden", ("控え", "x")),
    ):
        other = book.create_sheet(name)
        other.append(("施設名", "住所"))
        other.append(row)
        other.sheet_state = state
    assert [(block.headings, block.text) for block in reading(tmp_path, book).blocks] == [
        (("北部",), "図書館　住所：本町1"),
        (("南部",), "公民館　住所：本町2"),
    ]


def test_a_column_of_text_is_lines(tmp_path: Path) -> None:
    """A sheet used as a sheet of paper has no columns to name."""
    book, _ = workbook(("お知らせ",), ("4月から窓口が変わります。",))
    assert texts(tmp_path, book) == ["お知らせ\n4月から窓口が変わります。"]


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    """A stray cell in the last row and column doesn't make the sheet endless."""
    book, sheet = workbook(("施設名", "住所"), ("図書館", "本町1"))
    sheet["XFD1048576"] = "x"
    assert texts(tmp_path, book)[0] == "図書館　住所：本町1"


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    """A copy that broke off is reported."""
    file = tmp_path / "一覧.xlsx"
    workbook(("施設名", "住所"))[0].save(file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.key == "read.damaged"


def test_broken_parts_are_damaged(tmp_path: Path) -> None:
    """A workbook whose XML is cut off is reported."""
    file = tmp_path / "一覧.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.key == "read.damaged"


def test_a_large_sheet_stops_at_the_time_limit(tmp_path: Path) -> None:
    """Reading stops between rows when the time is up."""
    file = tmp_path / "一覧.xlsx"
    workbook(("施設名", "住所"), ("図書館", "本町1"))[0].save(file)
    with pytest.raises(ReadError) as caught:
        read(file, limits=Limits(seconds=0))
    assert caught.value.key == "read.too_slow"
