"""How the text of a PDF's pages is put together."""

from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from corpus.document import Block, BlockKind
from corpus.readers.pdf.characters import ordinary
from corpus.readers.pdf.extract import extract
from corpus.readers.pdf.noise import is_noise
from corpus.readers.reading import Limits
from tests.printing import LEFT, Canvas, Draw, lines, printed, write


def blocks(path: Path, *pages: Draw) -> tuple[Block, ...]:
    """Return the blocks of a PDF with these pages."""
    return extract(printed(path / "案内.pdf", *pages), Limits()).blocks


def texts(path: Path, *pages: Draw) -> list[str]:
    """Return the text of each block."""
    return [block.text for block in blocks(path, *pages)]


FULL = "転入届は新しい住所に住み始めた日から十四日以内に市民課の窓口へ届"
"""A line that reaches the right margin."""


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    """No space in Japanese; an indented line begins a paragraph, a short one ends it."""
    page = lines(FULL, "け出てください。", f"　{FULL}"[:33], "け出を忘れずに。")
    assert texts(tmp_path, page) == [f"{FULL}け出てください。", f"{FULL[:32]}け出を忘れずに。"]


def test_words_of_a_spaced_language_keep_their_space(tmp_path: Path) -> None:
    """A line break between English words is a space."""
    page = lines("Please come to the city hall within fourteen days of your", "move to the city.")
    assert texts(tmp_path, page) == [
        "Please come to the city hall within fourteen days of your move to the city."
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """It stands on the page where it begins."""
    pages = lines(FULL, top=60), lines("け出てください。", "次の段落です。")
    assert [(block.page, block.text) for block in blocks(tmp_path, *pages)] == [
        (1, f"{FULL}け出てください。"),
        (2, "次の段落です。"),
    ]


def test_items_of_a_list_stay_lines(tmp_path: Path) -> None:
    """A long item goes on in its indented next line."""

    def page(canvas: Canvas) -> None:
        write(canvas, LEFT, 700, "・印鑑")
        write(canvas, LEFT, 680, "・" + FULL[:32])
        write(canvas, LEFT + 12, 660, "け出る書類")
        write(canvas, LEFT, 640, "・手数料")

    assert texts(tmp_path, page) == [f"・印鑑\n・{FULL[:32]}け出る書類\n・手数料"]


def test_blanks_of_typesetting_are_taken_out(tmp_path: Path) -> None:
    """Spread letters and the blanks around numbers aren't words' blanks; real ones stay."""
    page = lines(
        "高 松 市 小 ・ 中 学 校", "20 年以上 住んでいる 人", "3 月 1 日から 5 時", pitch=60
    )
    assert texts(tmp_path, page) == [
        "高松市小・中学校",
        "20年以上 住んでいる 人",
        "3月1日から5時",
    ]


def test_glyphs_named_by_radicals_are_kanji(tmp_path: Path) -> None:
    """⽔ is what some fonts call 水."""
    assert texts(tmp_path, lines("⽔位計の⻑さ")) == ["水位計の長さ"]
    assert ordinary("か\u3099くせい︓︵神︶") == "がくせい：（神）"
    assert ordinary("\uf06c") == "・"


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    """What most pages have at their head or foot is no text, even when it counts."""

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 200, 810, "試験市 ごみの手引き")
            write(canvas, LEFT, 700, f"第{number}の品目は可燃ごみです。")
            write(canvas, LEFT, 50, f"環境課 令和{number}年版")
            write(canvas, 290, 30, f"- {number} -")

        return draw

    assert texts(tmp_path, *(page(number) for number in range(1, 5))) == [
        f"第{number}の品目は可燃ごみです。" for number in range(1, 5)
    ]


def test_headers_of_even_and_odd_pages_are_left_out(tmp_path: Path) -> None:
    """Printed booklets alternate them."""

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 100, 810, "試験市" if number % 2 else "くらしの便利帳")
            write(canvas, LEFT, 700, f"本文{'あいうえおか'[number]}です。")

        return draw

    got = texts(tmp_path, *(page(number) for number in range(6)))
    assert got == [f"本文{letter}です。" for letter in "あいうえおか"]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    """Its lines would answer questions with page numbers."""
    page = lines("目次", "1 概要 ............ 1", "2 方法 ............ 3", "3 結果 ............ 9")
    assert texts(tmp_path, page, lines("本文です。")) == ["本文です。"]


def test_numbered_and_large_lines_are_headings(tmp_path: Path) -> None:
    """The path follows the numbering; sentences and lists aren't headings."""

    def page(canvas: Canvas) -> None:
        write(canvas, LEFT, 780, "第1章 届出", 18)
        write(canvas, LEFT, 740, "1 転入届")
        write(canvas, LEFT, 720, "市民課で受け付けます。")
        write(canvas, LEFT, 680, "（1）持ち物")
        write(canvas, LEFT, 660, "届出には次の書類が必要です。")
        write(canvas, LEFT, 620, "1 印鑑")
        write(canvas, LEFT, 600, "2 旅券")
        write(canvas, LEFT, 580, "3 保険証")
        write(canvas, LEFT, 540, "■窓口")
        write(canvas, LEFT, 520, "本館1階です。")

    chapter, first, second = "第1章 届出", "1 転入届", "（1）持ち物"
    assert blocks(tmp_path, page) == (
        Block("市民課で受け付けます。", headings=(chapter, first), page=1),
        Block("届出には次の書類が必要です。", headings=(chapter, first, second), page=1),
        Block("1 印鑑\n2 旅券\n3 保険証", headings=(chapter, first, second), page=1),
        Block("本館1階です。", headings=(chapter, first, second, "■窓口"), page=1),
    )


def grid(
    canvas: Canvas, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]
) -> None:
    """Draw a table with borders and a text in each cell."""
    canvas.grid(list(xs), list(ys))
    for y, row in zip(ys[1:], rows, strict=True):
        for x, text in zip(xs, row, strict=False):
            write(canvas, x + 4, y + 6, text, 10)


def test_a_table_with_borders_is_rows_of_cells(tmp_path: Path) -> None:
    """Cells keep their row however close they stand; text around it stays in its place."""

    def page(canvas: Canvas) -> None:
        write(canvas, LEFT, 750, "手数料は次のとおりです。")
        rows = (("証明書", "窓口"), ("住民票の写し", "300円"), ("印鑑登録証明", "300円"))
        grid(canvas, (72, 138, 200), (720, 700, 680, 660), rows)
        write(canvas, LEFT, 620, "郵送もできます。")

    assert blocks(tmp_path, page) == (
        Block("手数料は次のとおりです。", page=1),
        Block("証明書 | 窓口\n住民票の写し | 300円\n印鑑登録証明 | 300円", BlockKind.TABLE, page=1),
        Block("郵送もできます。", page=1),
    )


def test_a_merged_cell_belongs_to_each_of_its_rows(tmp_path: Path) -> None:
    """A school named once for three towns is the school of each; groups of columns are named."""

    def page(canvas: Canvas) -> None:
        for y in (720, 680, 620):
            canvas.line(72, y, 372, y)
        canvas.line(172, 700, 372, 700)
        for y in (660, 640):
            canvas.line(72, y, 172, y)
        for x in (72, 172, 372):
            canvas.line(x, 720, x, 620)
        canvas.line(272, 700, 272, 620)
        for x, y, text in (
            (76, 695, "町名"), (250, 706, "通学区域"), (176, 686, "小学校"), (276, 686, "中学校"),
            (76, 666, "一丁目"), (76, 646, "二丁目"), (76, 626, "三丁目"),
            (176, 646, "第一小"), (276, 646, "中央中"),
        ):  # fmt: skip
            write(canvas, x, y, text, 10)

    assert texts(tmp_path, page)[0].split("\n") == [
        "町名 | 通学区域・小学校 | 通学区域・中学校",
        "一丁目 | 第一小 | 中央中",
        "二丁目 | 第一小 | 中央中",
        "三丁目 | 第一小 | 中央中",
    ]


def test_a_table_over_two_pages_has_its_header_on_both(tmp_path: Path) -> None:
    """Cut from its header a row says nothing."""

    def page(*rows: tuple[str, str]) -> Draw:
        ys = [760 - 20 * number for number in range(len(rows) + 1)]
        return lambda canvas: grid(canvas, (72, 200, 400), ys, rows)

    first = page(("品目", "区分"), ("鍋", "不燃"), ("本", "資源"))
    second = page(("皿", "不燃"), ("机", "粗大"))
    assert [(block.page, block.text) for block in blocks(tmp_path, first, second)] == [
        (1, "品目 | 区分\n鍋 | 不燃\n本 | 資源"),
        (2, "品目 | 区分\n皿 | 不燃\n机 | 粗大"),
    ]


def test_columns_without_borders_are_rows(tmp_path: Path) -> None:
    """What stands far apart on a line are cells."""

    def page(canvas: Canvas) -> None:
        for number, (item, kind) in enumerate((("品目", "区分"), ("鍋", "不燃"), ("本", "資源"))):
            write(canvas, LEFT, 700 - 20 * number, item)
            write(canvas, 300, 700 - 20 * number, kind)

    assert blocks(tmp_path, page) == (
        Block("品目 | 区分\n鍋 | 不燃\n本 | 資源", BlockKind.TABLE, page=1),
    )


def test_columns_of_a_newsletter_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Text set in columns isn't a table, and its lines aren't mixed."""
    left = [f"左の段の{number}行目で本文が続いて" for number in "一二三四五六"]
    right = [f"右の段の{number}行目で本文が続いて" for number in "一二三四五六"]

    def page(canvas: Canvas) -> None:
        write(canvas, LEFT, 800, "くらしの情報をお知らせする広報紙の四月号をお届けします。")
        lines(*left, top=760)(canvas)
        lines(*right, x=330, top=760)(canvas)

    assert texts(tmp_path, page) == [
        "くらしの情報をお知らせする広報紙の四月号をお届けします。",
        "".join(left),
        "".join(right),
    ]


def test_a_turned_page_reads_as_an_upright_one(tmp_path: Path) -> None:
    """Wide tables are often printed sideways."""

    def page(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        lines("区分は次のとおりです。", "可燃ごみは月曜です。", top=500)(canvas)

    assert texts(tmp_path, page) == ["区分は次のとおりです。", "可燃ごみは月曜です。"]


def test_a_form_stands_where_it_is_placed(tmp_path: Path) -> None:
    """Tables pasted from another program are forms; their text isn't in the page's corner."""

    def page(canvas: Canvas) -> None:
        canvas.beginForm("table")
        write(canvas, 0, 0, "表の中の文字")
        canvas.endForm()
        write(canvas, LEFT, 700, "前の段落です。")
        write(canvas, LEFT, 500, "後の段落です。")
        canvas.saveState()
        canvas.translate(LEFT, 600)
        canvas.doForm("table")
        canvas.restoreState()

    assert texts(tmp_path, page) == ["前の段落です。", "表の中の文字", "後の段落です。"]


def test_text_printed_twice_and_outside_the_page_is_left_out(tmp_path: Path) -> None:
    """Shadows double a text; what is cut off at the page's edge isn't seen."""

    def page(canvas: Canvas) -> None:
        write(canvas, LEFT, 700, "お知らせです。")
        write(canvas, LEFT + 1, 699, "お知らせです。")
        write(canvas, LEFT, 900, "隠れた文字です。")

    assert texts(tmp_path, page) == ["お知らせです。"]


def test_labels_of_charts_are_left_out(tmp_path: Path) -> None:
    """Scales and letters set one below the other say nothing; the end of a sentence does."""
    scale = lines("4.600", "4.500", "4.400", "4.300", "4.200", "重", "要", "度", "指", "数")
    page = lines("図の説明です。", top=300)
    assert texts(tmp_path, lambda canvas: (scale(canvas), page(canvas))) == ["図の説明です。"]


def test_leaflets_in_many_languages_are_no_noise() -> None:
    """A word of one script is a word; a word of several is noise."""
    leaflet = "日本語 English 한국어 नेपाली বাংলা ไทย မြန်မာ Tiếng Việt Português"
    assert not is_noise(leaflet)
    assert not is_noise("Đăng ký thường trú tại tòa thị chính. Xin vui lòng mang hộ chiếu.")
    assert is_noise("Θͨ͘͠ͱ͍;ݱ৅͸၊ఆ͞Εͨ༗ަػྲྀ")
    assert is_noise("꒢꒤꒦꒨꒪")


def test_a_page_without_resources_is_read_past(tmp_path: Path) -> None:
    """An odd page doesn't stop the others."""
    file = printed(tmp_path / "案内.pdf", lines("本文です。"))
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.append(PdfReader(file))
    writer.write(file)
    reading = extract(file, Limits())
    assert [(block.page, block.text) for block in reading.blocks] == [(2, "本文です。")]
