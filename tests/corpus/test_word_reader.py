"""Word documents."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Limits, Reading, read


def reading(path: Path, document: Document) -> Reading:
    """Return what a saved document says."""
    file = path / "手引き.docx"
    document.save(str(file))
    return read(file)


def test_heading_styles_are_the_path(tmp_path: Path) -> None:
    """The title is outermost; the properties' title is the document's."""
    document = docx.Document()
    document.core_properties.title = "ごみの手引き（令和8年度）"
    document.add_heading("ごみの手引き", 0)
    document.add_heading("出し方", 1)
    document.add_heading("時間", 2)
    document.add_paragraph("朝8時30分までです。")
    document.add_heading("連絡先", 1)
    document.add_paragraph("環境課です。")
    got = reading(tmp_path, document)
    assert got.metadata == {"title": "ごみの手引き（令和8年度）"}
    assert got.blocks == (
        Block("朝8時30分までです。", headings=("ごみの手引き", "出し方", "時間")),
        Block("環境課です。", headings=("ごみの手引き", "連絡先")),
    )


def test_japanese_and_derived_heading_styles_are_known(tmp_path: Path) -> None:
    """Other programs name styles 見出し 1; an office's own style is based on a heading."""
    document = docx.Document()
    styles = document.styles
    styles.add_style("見出し 1", 1)
    styles.add_style("庁内小見出し", 1).base_style = styles["Heading 2"]
    document.add_paragraph("出し方", style="見出し 1")
    document.add_paragraph("時間", style="庁内小見出し")
    document.add_paragraph("朝8時30分までです。")
    assert reading(tmp_path, document).blocks == (
        Block("朝8時30分までです。", headings=("出し方", "時間")),
    )


def test_lists_have_the_marks_word_prints(tmp_path: Path) -> None:
    """Marks aren't in the text of the file; a list is one block."""
    document = docx.Document()
    for style, text in (("List Bullet", "印鑑"), ("List Number", "申請"), ("List Number", "受取")):
        document.add_paragraph(text, style=style)
    assert [block.text for block in reading(tmp_path, document).blocks] == [
        "・印鑑\n1. 申請\n2. 受取"
    ]


def test_articles_are_numbered_as_printed(tmp_path: Path) -> None:
    """第一条 comes from the numbering of the document, (1) counts anew below each."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, text) in enumerate((("japaneseCounting", "第%1条"), ("decimal", "(%2)"))):
        each = OxmlElement("w:lvl")
        each.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            each.append(child)
        abstract.append(each)
    numbering.insert(0, abstract)
    number_id = numbering.add_num(90).numId
    for level, text in ((0, "目的"), (1, "趣旨"), (1, "対象"), (0, "定義"), (1, "用語")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no numbering
        properties.get_or_add_numId().val = number_id
        properties.get_or_add_ilvl().val = level
    assert [block.text for block in reading(tmp_path, document).blocks] == [
        "第一条 目的\n　(1)趣旨\n　(2)対象\n第二条 定義\n　(1)用語"
    ]


def test_tables_stand_in_their_place_and_merged_cells_once(tmp_path: Path) -> None:
    """A merged cell is said where it begins and not again."""
    document = docx.Document()
    document.add_paragraph("手数料は次のとおりです。")
    table = document.add_table(3, 3)
    for cell, text in zip(table.rows[0].cells, ("区分", "手数料", "備考"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "粗大ごみ"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "500円"
    table.cell(2, 1).text = "1000円"
    document.add_paragraph("以上です。")
    assert reading(tmp_path, document).blocks == (
        Block("手数料は次のとおりです。"),
        Block("区分 | 手数料 | 備考\n粗大ごみ | 500円\n | 1000円", BlockKind.TABLE),
        Block("以上です。"),
    )


def test_a_frame_of_one_cell_is_text(tmp_path: Path) -> None:
    """Offices frame notices with a table of one cell."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "注意"
    cell.add_paragraph("家電は出せません。")
    assert [block.text for block in reading(tmp_path, document).blocks] == [
        "注意",
        "家電は出せません。",
    ]


def test_words_with_a_reading_are_read(tmp_path: Path) -> None:
    """Furigana is left out, the word below it isn't."""
    document = docx.Document()
    run = document.add_paragraph("すぐに").add_run()
    ruby = OxmlElement("w:ruby")
    for name, text in (("w:rt", "ひなん"), ("w:rubyBase", "避難")):
        part, inner, leaf = OxmlElement(name), OxmlElement("w:r"), OxmlElement("w:t")
        leaf.text = text
        inner.append(leaf)
        part.append(inner)
        ruby.append(part)
    run._r.append(ruby)  # noqa: SLF001 - python-docx has no furigana
    assert [block.text for block in reading(tmp_path, document).blocks] == ["すぐに避難"]


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    """What Word neither shows nor prints; what is only formatted otherwise is read."""
    document = docx.Document()
    paragraph = document.add_paragraph("手数料は")
    paragraph.add_run("9,999円、").font.hidden = True
    paragraph.add_run("300円です。").font.hidden = False
    assert [block.text for block in reading(tmp_path, document).blocks] == ["手数料は300円です。"]


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    """A copy that broke off is reported."""
    file = tmp_path / "手引き.docx"
    docx.Document().save(str(file))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.key == "read.damaged"


@pytest.mark.parametrize("member", ["word/document.xml", "[Content_Types].xml", "別のもの.xml"])
def test_an_archive_of_something_else_is_damaged(tmp_path: Path, member: str) -> None:
    """A ZIP file with the wrong suffix or broken parts is reported."""
    file = tmp_path / "手引き.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "<w:document")
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.key == "read.damaged"


def test_a_password_is_reported_as_such(tmp_path: Path) -> None:
    """Office keeps protected documents in an OLE container."""
    file = tmp_path / "手引き.docx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.key == "read.encrypted"


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    """A bomb of zeros is refused by the size it states."""
    file = tmp_path / "手引き.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300_000))
    with pytest.raises(ReadError) as caught:
        read(file, limits=Limits(max_bytes=200_000))
    assert (caught.value.key, caught.value.details["size"]) == ("read.too_large", 300_000)
