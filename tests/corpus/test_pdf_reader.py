"""PDFs: what can be read, and why the others can't."""

from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from corpus.errors import ReadError
from corpus.readers import Limits, Reading, read
from tests.printing import Canvas, Draw, printed, write
from tests.printing import lines as text


def scan(canvas: Canvas) -> None:
    """Draw a picture over the page, as a scanner does."""
    canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 595, 842)


def pdf(path: Path, *pages: Draw) -> Path:
    """Write a PDF with these pages."""
    return printed(path / "案内.pdf", *pages)


def key_of(file: Path, limits: Limits | None = None) -> str:
    """Return why a file can't be read; its message names the file."""
    with pytest.raises(ReadError) as caught:
        read(file, limits=limits)
    assert str(file) in str(caught.value)
    return caught.value.key


def pages(reading: Reading) -> list[tuple[int | None, str]]:
    """Return page and text of each block."""
    return [(block.page, block.text) for block in reading.blocks]


def test_blocks_carry_the_number_of_their_page(tmp_path: Path) -> None:
    """Citations name the page, counted from 1."""
    file = pdf(tmp_path, text("転入届は市民課です。"), text("転出届は郵送できます。"))
    assert pages(read(file)) == [(1, "転入届は市民課です。"), (2, "転出届は郵送できます。")]


def test_a_picture_of_text_is_reported_as_scanned(tmp_path: Path) -> None:
    """Staff are told that the paper was photographed, not that the file is empty."""
    assert key_of(pdf(tmp_path, scan, scan)) == "read.scanned"


def test_pages_without_anything_are_empty(tmp_path: Path) -> None:
    """Blank pages are no pictures."""
    assert key_of(pdf(tmp_path, lambda canvas: canvas.line(0, 0, 9, 9))) == "read.empty"


def test_readable_pages_are_read_and_the_others_named(tmp_path: Path) -> None:
    """One scanned page doesn't lose the rest; a blank page is no fault."""
    file = pdf(tmp_path, text("表紙です。"), scan, lambda _: None, text("本文です。"))
    reading = read(file)
    assert pages(reading) == [(1, "表紙です。"), (4, "本文です。")]
    assert reading.unread_pages == (2,)


@pytest.mark.parametrize("line", ["‚±‚ñ‚É‚¿‚Í¼ÎŽs–ð", "ÇàÇ¢Ç§Ç¶Ç®ÅB"])
def test_noise_of_a_wrong_encoding_is_reported(tmp_path: Path, line: str) -> None:
    """Shift_JIS shown as Western letters is garbled, not text."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, line)

    assert key_of(pdf(tmp_path, draw)) == "read.garbled"


def test_text_set_letter_by_letter_downwards_is_reported(tmp_path: Path) -> None:
    """The order of such text is lost; shown as it is, it would be nonsense."""

    def draw(canvas: Canvas) -> None:
        for number, letter in enumerate("わたくしといふ現象は仮定された有機交流電燈のひとつの"):
            write(canvas, 500, 800 - 15 * number, letter)

    assert key_of(pdf(tmp_path, draw)) == "read.garbled"


def test_a_password_is_reported(tmp_path: Path) -> None:
    """A file that asks for a password can't be read."""
    file = pdf(tmp_path, text("内部資料です。"))
    writer = PdfWriter(clone_from=file)
    writer.encrypt("user", "owner", algorithm="AES-256")
    writer.write(file)
    assert key_of(file) == "read.encrypted"


def test_a_file_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    """Many offices protect a file against changes; everybody may read it."""
    file = pdf(tmp_path, text("公開資料です。"))
    writer = PdfWriter(clone_from=file)
    writer.encrypt("", "owner", algorithm="AES-128")
    writer.write(file)
    assert pages(read(file)) == [(1, "公開資料です。")]


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    """A file cut off is not read in part without a word."""
    file = pdf(tmp_path, *[text("本文です。")] * 5)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert key_of(file) == "read.damaged"


@pytest.mark.parametrize("data", [b"<html>not found</html>", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_damaged(tmp_path: Path, data: bytes) -> None:
    """A page saved under the wrong name, and a PDF without anything in it."""
    file = tmp_path / "案内.pdf"
    file.write_bytes(data)
    assert key_of(file) == "read.damaged"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    """The number of pages is checked before any is read."""
    file = pdf(tmp_path, *[text("本文")] * 3)
    with pytest.raises(ReadError) as caught:
        read(file, limits=Limits(max_pages=2))
    assert (caught.value.key, caught.value.details["pages"]) == ("read.too_many_pages", "3")


def test_a_page_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """The clock runs outside the parser, which one page can keep busy for minutes."""
    file = pdf(tmp_path, text("a"))
    writer = PdfWriter(clone_from=file)
    contents = writer.pages[0].get_contents()
    assert contents is not None
    contents.set_data(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * 300_000 + b"ET")
    writer.pages[0].replace_contents(contents)
    writer.write(file)
    assert key_of(file, Limits(seconds=1.0)) == "read.too_slow"


def test_the_title_is_the_stated_one_or_the_largest_print(tmp_path: Path) -> None:
    """Titles that programs make up are none."""

    def titled(title: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.setTitle(title)
            write(canvas, 100, 800, "令和8年度 ごみの手引き", 20)
            text("朝8時30分までに出してください。")(canvas)

        return draw

    assert read(pdf(tmp_path, titled("ごみ出し案内"))).metadata == {"title": "ごみ出し案内"}
    made_up = read(pdf(tmp_path, titled("Microsoft Word - gomi_2.docx")))
    assert made_up.metadata == {"title": "令和8年度 ごみの手引き"}
    assert pages(made_up) == [(1, "朝8時30分までに出してください。")]
