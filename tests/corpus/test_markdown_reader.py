"""Markdown files."""

from datetime import date
from pathlib import Path

import pytest

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Reading, read


def reading(path: Path, text: str) -> Reading:
    """Return what a Markdown file with this text says."""
    file = path / "a.md"
    file.write_text(text)
    return read(file)


def texts(path: Path, text: str) -> list[str]:
    """Return the text of each block."""
    return [block.text for block in reading(path, text).blocks]


def test_headings_are_the_path_of_what_follows(tmp_path: Path) -> None:
    """A heading closes those of its own level and below."""
    text = "# 引っ越し\n前文\n## 転入\n### 持ち物\n印鑑\n## 転出\n郵送可\n"
    assert reading(tmp_path, text).blocks == (
        Block("前文", headings=("引っ越し",)),
        Block("印鑑", headings=("引っ越し", "転入", "持ち物")),
        Block("郵送可", headings=("引っ越し", "転出")),
    )


def test_front_matter_is_metadata_and_not_text(tmp_path: Path) -> None:
    """The keys come as YAML reads them; the first heading doesn't replace the title."""
    got = reading(tmp_path, "---\ntitle: 転入届\nupdated_on: 2026-01-19\n---\n# 別の題\n本文\n")
    assert got.metadata == {"title": "転入届", "updated_on": date(2026, 1, 19)}
    assert [block.text for block in got.blocks] == ["本文"]


def test_the_first_heading_is_the_title_without_front_matter(tmp_path: Path) -> None:
    """A page always has a title to cite if it has a heading."""
    assert reading(tmp_path, "# 転入 *届*\n本文\n").metadata == {"title": "転入 届"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 転入届\nurl: [\n---\n本文\n", 4),
        ("---\ntitle: 転入届\n本文が続く\n", 1),
        ("---\n- 一覧\n---\n本文\n", 2),
        ("---\nupdated_on: 2026-02-31\n---\n本文\n", 1),
    ],
)
def test_damaged_front_matter_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    """Not YAML, not closed, not keys, no such day: staff are told where to look."""
    with pytest.raises(ReadError) as caught:
        reading(tmp_path, text)
    assert (caught.value.key, caught.value.details["line"]) == ("read.front_matter", line)
    assert f"{line}行目" in str(caught.value)


def test_a_rule_across_the_page_is_no_front_matter(tmp_path: Path) -> None:
    """A page may begin with `---` for a line."""
    assert texts(tmp_path, "---\n本文\n\n続き\n") == ["本文", "続き"]


def test_markup_is_taken_out(tmp_path: Path) -> None:
    """Links keep their text, emphasis goes, breaks in the source mean nothing in Japanese."""
    text = "**14日以内**に[市民課](https://a.b)へ\n届け出る。  \n`窓口`は<br>本館 1 &amp; 2\n"
    assert texts(tmp_path, text) == ["14日以内に市民課へ届け出る。\n窓口は\n本館 1 & 2"]


def test_emphasis_beside_japanese_punctuation_is_taken_out(tmp_path: Path) -> None:
    """CommonMark leaves the asterisks of `**「重要」**です` standing."""
    assert texts(tmp_path, "届出は**「重要」**です。") == ["届出は「重要」です。"]


def test_words_of_spaced_languages_keep_their_space(tmp_path: Path) -> None:
    """A line break between English words is a space."""
    assert texts(tmp_path, "city\nhall\n市民\n課") == ["city hall市民課"]


def test_a_list_is_one_block_with_its_marks(tmp_path: Path) -> None:
    """Nested items are indented, ordered ones keep their numbers."""
    text = "- 印鑑\n- 書類\n  - 免許証\n\n本文\n\n3. 三\n4. 四\n"
    assert texts(tmp_path, text) == ["・印鑑\n・書類\n　・免許証", "本文", "3. 三\n4. 四"]


def test_a_table_is_a_block_of_lines(tmp_path: Path) -> None:
    """The header comes first, cells are apart."""
    text = "| 区分 | 手数料 |\n|---|---|\n| **住民票** | 300円 |\n| 印鑑 \\| 登録 | |\n"
    assert reading(tmp_path, text).blocks == (
        Block("区分 | 手数料\n住民票 | 300円\n印鑑 | 登録", BlockKind.TABLE),
    )


def test_code_and_html_are_text(tmp_path: Path) -> None:
    """Fences and tags are markup; what they hold is read, comments are not."""
    text = "```\n申請書\n```\n\n<div>窓口<br>案内</div>\n<!-- 下書き -->\n"
    assert texts(tmp_path, text) == ["申請書", "窓口\n案内"]
