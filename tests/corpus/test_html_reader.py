"""HTML pages."""

from pathlib import Path

import pytest

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Reading, read

PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="{charset}">
<title>転入届｜試験市</title><link rel="canonical" href="https://city.example/tennyu.html">
<meta name="description" content="転入の手続き"><style>p {{ color: red }}</style></head>
<body class="header-fixed">
<div id="header"><h1><a href="/">試験市</a></h1><ul class="gnav"><li>くらし<li>市政</ul></div>
<p>現在の位置：ホーム &gt; くらし &gt; 転入届</p>
<div id="wrap"><div id="sidebar"><h2>関連情報</h2><p>転出届</p></div>
<div id="contents"><header><h1>転入届</h1></header>
<p>引っ越しをしたら、<strong>14日以内</strong>に
届け出てください。<br>窓口は市民課です。</p>
<h2>持ち物</h2><ul><li>本人確認書類<ul><li>運転免許証</li></ul></li><li>転出証明書</li></ul>
<p>ページの先頭へ</p></div></div>
<form><h2>アンケート</h2><p>役に立ちましたか。</p></form>
<div class="footer">試験県試験市1-1</div><script>var a = "転入";</script></body></html>"""


def reading(path: Path, body: str) -> Reading:
    """Return what a page with this body says."""
    file = path / "a.html"
    file.write_text(f"<html><body><main>{body}</main></body></html>")
    return read(file)


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"])
def test_a_page_is_its_own_text_only(tmp_path: Path, charset: str) -> None:
    """Menus, breadcrumbs, forms, footers and links to the top go, whatever the encoding."""
    file = tmp_path / "a.html"
    file.write_bytes(PAGE.format(charset=charset).encode(charset))
    got = read(file)
    assert got.blocks == (
        Block(
            "引っ越しをしたら、14日以内に届け出てください。\n窓口は市民課です。",
            headings=("転入届",),
        ),
        Block("・本人確認書類\n　・運転免許証\n・転出証明書", headings=("転入届", "持ち物")),
    )
    assert got.metadata == {
        "language": "ja",
        "title": "転入届｜試験市",
        "url": "https://city.example/tennyu.html",
        "description": "転入の手続き",
    }


def test_the_bytes_win_over_a_wrong_declaration(tmp_path: Path) -> None:
    """A page that says Shift_JIS but is UTF-8 is read as UTF-8."""
    file = tmp_path / "a.html"
    file.write_bytes('<meta charset="Shift_JIS"><p>市民課</p>'.encode())
    assert [block.text for block in read(file).blocks] == ["市民課"]


def test_the_first_heading_is_the_title_of_a_page_without_one(tmp_path: Path) -> None:
    """A fragment without a head still has a name to cite."""
    assert reading(tmp_path, "<h1>転入届</h1><p>本文").metadata == {"title": "転入届"}


def test_a_page_in_a_form_is_read(tmp_path: Path) -> None:
    """Some content management systems wrap the whole page in a form."""
    file = tmp_path / "a.html"
    file.write_text("<body><form><div><h1>転入届</h1><p>14日以内です。</p></div></form></body>")
    assert [block.text for block in read(file).blocks] == ["14日以内です。"]


def test_spans_of_a_table_are_opened_up(tmp_path: Path) -> None:
    """A merged cell belongs to each row; the rows of a header become one."""
    table = """<table><caption>手数料</caption>
    <tr><th rowspan=2>証明書<th colspan=2>手数料<tr><th>窓口<th>コンビニ
    <tr><td rowspan=2>住民票<td>300円<td>250円<tr><td colspan=2>無料（年金）</table>"""
    assert reading(tmp_path, table).blocks == (
        Block("手数料"),
        Block(
            "証明書 | 手数料・窓口 | 手数料・コンビニ\n"
            "住民票 | 300円 | 250円\n住民票 | 無料（年金）",
            BlockKind.TABLE,
        ),
    )


def test_a_table_of_names_and_values_reads_as_lines(tmp_path: Path) -> None:
    """Without a header no line of it stands for the others."""
    table = "<table><tr><th>受付<td>平日<br>8時30分から<tr><th>場所<td>本館</table>"
    assert reading(tmp_path, table).blocks == (Block("受付：平日 8時30分から\n場所：本館"),)


def test_a_table_that_lays_out_a_page_is_not_a_table(tmp_path: Path) -> None:
    """Old pages are laid out with tables; their cells hold headings and text."""
    table = "<table><tr><td><h2>転入</h2><p>本文</p></td></tr></table>"
    assert reading(tmp_path, table).blocks == (Block("本文", headings=("転入",)),)


def test_definitions_and_numbers_are_kept(tmp_path: Path) -> None:
    """Terms stand before what they mean; ordered lists keep their numbers."""
    body = "<dl><dt>電話<dd>0123-45-6789<dt>受付<dd>平日</dl><ol><li>申請<li>受取</ol>"
    texts = [block.text for block in reading(tmp_path, body).blocks]
    assert texts == ["電話：0123-45-6789\n受付：平日", "1. 申請\n2. 受取"]


def test_readings_above_words_are_left_out(tmp_path: Path) -> None:
    """Furigana would double every word."""
    body = "<p><ruby>避難<rp>（</rp><rt>ひなん</rt><rp>）</rp></ruby>する</p>"
    assert [block.text for block in reading(tmp_path, body).blocks] == ["避難する"]


@pytest.mark.parametrize(
    "style",
    [
        "color: #FFF",
        "font-size:0",
        "font-size: 1px; line-height: 1",
        "opacity: 0",
        "visibility: hidden",
        "position:absolute; left: -9999px",
        "color: rgba(255, 255, 255, 0)",
    ],
)
def test_what_can_not_be_seen_is_left_out(tmp_path: Path, style: str) -> None:
    """White, tiny, clear or beside the screen: nobody has read it."""
    body = f'<p>手数料は300円です。<span style="{style}">9,999円です。</span></p>'
    assert [block.text for block in reading(tmp_path, body).blocks] == ["手数料は300円です。"]


@pytest.mark.parametrize(
    "style",
    [
        "color: #f00",
        "background: #036; color: #fff",
        "background-color: white",
        "font-size: 12px",
        "font-size: 1.5em",
        "opacity: 0.9",
        "display: none",
        "margin-left: -8px",
    ],
)
def test_what_is_only_styled_is_read(tmp_path: Path, style: str) -> None:
    """White on a dark ground too, and what a page has folded."""
    body = f'<p>手数料は<span style="{style}">300円</span>です。</p>'
    assert [block.text for block in reading(tmp_path, body).blocks] == ["手数料は300円です。"]


def test_deep_nesting_and_endless_spans_are_read(tmp_path: Path) -> None:
    """Two thousand nested elements and a cell over a hundred million columns stop nothing."""
    body = "<div>" * 2_000 + "届出" + "</div>" * 2_000
    table = '<table><tr><td colspan="99999999">a<td>b<tr><td>c<td>d</table>'
    texts = [block.text for block in reading(tmp_path, body + table).blocks]
    assert texts == ["届出", "a | b\nc | d"]


def test_a_hostile_page_is_refused(tmp_path: Path) -> None:
    """A hundred thousand nested elements would keep the parser busy for minutes."""
    with pytest.raises(ReadError) as caught:
        reading(tmp_path, "<div>" * 100_000 + "届出" + "</div>" * 100_000)
    assert caught.value.key == "read.damaged"
