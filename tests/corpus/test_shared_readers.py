"""Real files of real cities: how they read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Reading, read


@pytest.fixture(scope="module")
def survey(shared_data: Path) -> Reading:
    """A city's survey report: 83 pages of text, tables and charts."""
    return read(shared_data / "takamatsu" / "citizen_survey_r7.pdf")


def on_page(reading: Reading, page: int) -> Iterator[Block]:
    """Yield the blocks of a page."""
    return (block for block in reading.blocks if block.page == page)


def test_the_survey_reads_as_written(survey: Reading) -> None:
    """A broken paragraph is whole, under its headings, on the page where it stands."""
    assert survey.metadata == {"title": "令和７年度市民満足度調査結果報告書"}
    assert survey.unread_pages == ()
    first = next(on_page(survey, 4))
    assert first.headings == ("Ⅰ 調査の概要", "1 調査の目的")
    assert first.text == (
        "本市においては、令和６年4月に、市政運営の基本方針となる第７次高松市総合計画を新たにスタート"
        "させ、市民の皆様とともに、目指すべき都市像｢人がつどい 未来に躍動する 世界都市・高松｣の実現"
        "に向け、魅力あふれる高松のまちづくりを推進しています。"
    )
    second = list(on_page(survey, 11))[1]
    assert second.headings[-1] == "（４）居住年数別"
    assert second.text == (
        "20年以上が71.9％、次いで10年以上20年未満が12.1％、3年以上10年未満が9.3％、3年未満が6.8％と"
        "なっています。"
    )


def test_the_survey_has_no_page_numbers_and_no_contents(survey: Reading) -> None:
    """`- 38 -` and the lines of dots would be found and cited."""
    text = "\n".join(block.text for block in survey.blocks)
    assert "- 38 -" not in text
    assert "......" not in text


def test_a_table_placed_in_the_survey_is_read(survey: Reading) -> None:
    """It is a form with borders, its header in two rows."""
    table = next(block for block in on_page(survey, 4) if block.kind is BlockKind.TABLE)
    assert table.text.split("\n")[:2] == [
        " | 令和７年度・送付数 | 令和７年度・割合 | R６年度・送付数 | R６年度・割合",
        "１８～２９歳 | 1,377 | 31.7% | 1,158 | 25.7%",
    ]


def test_school_districts_are_rows_under_a_header_on_each_page(shared_data: Path) -> None:
    """Spread letters, cells merged over many towns, borders missing at a page's foot."""
    reading = read(shared_data / "takamatsu" / "school_area_by_address.pdf")
    assert str(reading.metadata["title"]).startswith("高松市小・中学校区一覧表")
    tables = [block for block in reading.blocks if block.kind is BlockKind.TABLE]
    assert [table.page for table in tables] == list(range(1, 17))
    assert all(table.text.startswith("町名 | 小 | 中\n") for table in tables)
    assert "い | 今新町 | 高松第一 | 高松第一" in tables[0].text.split("\n")
    assert "い | 生島町 | 下笠居 | 下笠居" in tables[1].text.split("\n")


def test_radicals_in_a_description_are_kanji(shared_data: Path) -> None:
    """⽔位計 would never be found."""
    reading = read(shared_data / "yaizu" / "streamgauge_description.pdf")
    text = "".join(block.text for block in reading.blocks)
    assert "常時、川の水位情報を提供する水位計です。" in text
    assert not any("\u2e80" <= letter <= "\u2fdf" for letter in text)


@pytest.mark.parametrize("name", ["vertical.pdf", "vertical_prose.pdf", "noembed-eucjp.pdf"])
def test_pdfs_that_decode_to_noise_are_reported(shared_data: Path, name: str) -> None:
    """Noise in the index would be shown to residents."""
    with pytest.raises(ReadError) as caught:
        read(shared_data / "pdf" / name)
    assert caught.value.key == "read.garbled"


def test_a_pdf_without_fonts_in_shift_jis_is_read(shared_data: Path) -> None:
    """Old tools don't embed fonts; the codes are enough."""
    reading = read(shared_data / "pdf" / "noembed-sjis.pdf")
    assert [block.text for block in reading.blocks] == ["あいうえお"]


@pytest.mark.parametrize(
    ("name", "count", "first"),
    [
        (
            "takamatsu/garbage_separation.xlsx",
            606,
            "ＩＣレコーダー　分別区分：破砕ごみ／備考：小型家電として回収ボックスに投入できます",
        ),
        ("takamatsu/organization_list.xlsx", 387, "高松市　局：高松市"),
        ("yaizu/222127_evacuation_space.csv", 31, None),
        (
            "yaizu/family_farm_cp932.csv",
            9,
            "やまとファミリー農園（策牛）　区分：市民農園／住所：静岡県焼津市策牛167",
        ),
        ("yaizu/yohairyosya_cp932.csv", 277, None),
    ],
)
def test_every_row_of_open_data_is_a_record(
    shared_data: Path, name: str, count: int, first: str | None
) -> None:
    """No row is lost, none is the header, each has a name."""
    blocks = read(shared_data / name).blocks
    assert len(blocks) == count
    assert all(block.kind is BlockKind.RECORD and block.name for block in blocks)
    assert first is None or blocks[0].text == first


def test_shelters_say_which_hazards_they_are_for(shared_data: Path) -> None:
    """English columns read in Japanese, without coordinates and row numbers."""
    block = read(shared_data / "takamatsu" / "evacuation_space.xlsx").blocks[0]
    assert block.name == "日新小学校跡施設"
    assert block.text.startswith(
        "日新小学校跡施設　住所：高松市瀬戸内町18-2／電話番号：087-839-2611／"
    )
    assert "／津波：△／" in block.text
    assert "／収容人数：238人／" in block.text
    assert "34.3475" not in block.text


def test_newsletters_are_articles_under_their_titles(shared_data: Path) -> None:
    """All 1,814 articles of both cities are prose with a heading."""
    blocks = [
        block
        for path in sorted((shared_data / "bulletins").iterdir())
        for block in read(path).blocks
    ]
    assert len(blocks) == 1814
    assert all(block.kind is BlockKind.PROSE and len(block.headings) == 1 for block in blocks)
