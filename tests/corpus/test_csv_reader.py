"""CSV files: records, Faqs and articles."""

from pathlib import Path

import pytest

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers import Reading, Row, TableOptions, read

SHELTERS = (
    "NO,名称,名称_カナ,住所,緯度,経度,市区町村コード,災害種別_洪水,災害種別_津波,想定収容人数,備考\r\n"
    "1,中央公民館,チュウオウコウミンカン,試験市本町1,35.1,139.9,122076,1,,120,\r\n"
    "2,髙砂小学校,タカサゴショウガッコウ,試験市本町2,35.2,139.8,122076,,1,1500,体育館のみ\r\n"
)


def reading(path: Path, text: str, options: TableOptions | None = None) -> Reading:
    """Return what a CSV file with this text says."""
    file = path / "表.csv"
    file.write_bytes(text.encode())
    return read(file, options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_rows_are_records_whatever_the_encoding(tmp_path: Path, encoding: str) -> None:
    """Labels and values read as a statement; numbers, codes and coordinates are left out."""
    file = tmp_path / "避難所.csv"
    file.write_bytes(SHELTERS.encode(encoding))
    assert read(file).blocks == (
        Block(
            "中央公民館　カナ：チュウオウコウミンカン／住所：試験市本町1／洪水：○"
            "／想定収容人数：120人",
            BlockKind.RECORD,
            name="中央公民館",
        ),
        Block(
            "髙砂小学校　カナ：タカサゴショウガッコウ／住所：試験市本町2／津波：○"
            "／想定収容人数：1500人／備考：体育館のみ",
            BlockKind.RECORD,
            name="髙砂小学校",
        ),
    )


def test_english_columns_have_japanese_labels(tmp_path: Path) -> None:
    """Open data names its columns for programs; residents read Japanese."""
    header = "#property,name,classification,note\n"
    text = f"{header}1,ＩＣレコーダー,破砕ごみ,回収箱へ\n2,アイロン,破砕ごみ,\n"
    assert [block.text for block in reading(tmp_path, text).blocks] == [
        "ＩＣレコーダー　分別区分：破砕ごみ／備考：回収箱へ",
        "アイロン　分別区分：破砕ごみ",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    """Semicolons and tabs separate as well; a comma in a cell is no separator."""
    rows = (("施設名", "住所"), ("図書館", '"本町1,2"'), ("公民館", "本町3"))
    text = "\n".join(separator.join(row) for row in rows)
    assert [block.text for block in reading(tmp_path, text).blocks] == [
        "図書館　住所：本町1,2",
        "公民館　住所：本町3",
    ]


def test_a_table_of_questions_gives_faqs(tmp_path: Path) -> None:
    """Japanese columns become the fields of a Faq; answers keep their lines, rows their number."""
    text = (
        "No.,質問,回答,担当課,更新日\n"
        '1,"転入届は？","14日以内です。\n\n窓口へ。",市民課,2026-04-01\n'
        "2,転出届は？,郵送可。,,\n"
    )
    assert reading(tmp_path, text) == Reading(
        faqs=(
            Row(
                2,
                {
                    "question": "転入届は？",
                    "answer": "14日以内です。\n\n窓口へ。",
                    "department": "市民課",
                    "updated_on": "2026-04-01",
                },
            ),
            Row(
                5,
                {
                    "question": "転出届は？",
                    "answer": "郵送可。",
                    "department": "",
                    "updated_on": "",
                },
            ),
        )
    )


def test_long_texts_are_articles(tmp_path: Path) -> None:
    """A newsletter's articles are prose under their titles, the issue is the document's title."""
    body = "記事の本文です。" * 30
    text = f"発行号タイトル,記事タイトル,記事本文\n広報4月号,転入届,{body}\n広報4月号,ごみ,{body}\n"
    got = reading(tmp_path, text)
    assert got.blocks == (
        Block(body, headings=("転入届",)),
        Block(body, headings=("ごみ",)),
    )
    assert got.metadata == {"title": "広報4月号"}


def test_a_sidecar_overrides_what_is_guessed(tmp_path: Path) -> None:
    """It names the name column, labels columns, and skips or brings back columns."""
    text = "id,kind2,場所名,memo\n7,大,第一,x\n8,小,第二,y\n"
    options = TableOptions(name="kind2", columns={"ID": "受付番号"}, skip=("memo",))
    assert [block.text for block in reading(tmp_path, text, options).blocks] == [
        "大　受付番号：7／場所名：第一",
        "小　受付番号：8／場所名：第二",
    ]


def test_a_sidecar_maps_columns_of_a_faq(tmp_path: Path) -> None:
    """Columns nobody could guess are mapped to fields."""
    options = TableOptions(kind="faq", columns={"たずね": "question", "こたえ": "answer"})
    rows = reading(tmp_path, "たずね,こたえ\n何時から？,8時半\n", options).faqs
    assert rows == (Row(2, {"question": "何時から？", "answer": "8時半"}),)


def test_dates_and_whole_numbers_are_written_for_people(tmp_path: Path) -> None:
    """ISO dates and 3.0 come from programs; all other wording stays."""
    text = "名称,開始日,部屋,版\nA会館,2026-04-01,3.0,3.0以上\nB会館,2026/4/5 13:30,12,1.50\n"
    assert [block.text for block in reading(tmp_path, text).blocks] == [
        "A会館　開始日：2026年4月1日／部屋：3／版：3.0以上",
        "B会館　開始日：2026年4月5日 13:30／部屋：12／版：1.50",
    ]


def test_titles_above_and_notes_below_are_not_rows(tmp_path: Path) -> None:
    """Sheets saved as CSV keep what was laid out for printing."""
    text = (
        "公共施設一覧,,\n令和8年4月1日現在,,\n,,\n施設名,住所,電話\n"
        "図書館,本町1,0123\n公民館,本町2,0124\n※休館日は月曜です。,,\n"
    )
    got = reading(tmp_path, text)
    assert got.metadata == {"title": "公共施設一覧"}
    under = ("公共施設一覧",)
    assert got.blocks == (
        Block("令和8年4月1日現在", headings=under),
        Block("図書館　住所：本町1／電話：0123", BlockKind.RECORD, under, name="図書館"),
        Block("公民館　住所：本町2／電話：0124", BlockKind.RECORD, under, name="公民館"),
        Block("※休館日は月曜です。", headings=under),
    )


def test_a_cell_that_is_never_closed_is_reported(tmp_path: Path) -> None:
    """The rest of the file would silently become one cell."""
    with pytest.raises(ReadError) as caught:
        reading(tmp_path, '名称,住所\n図書館,本町1\n公民館,"本町2\n集会所,本町3\n')
    assert (caught.value.key, caught.value.details["line"]) == ("read.open_quote", 3)


def test_a_cell_too_long_to_be_one_is_reported(tmp_path: Path) -> None:
    """The same in a large file, where the library's limit for a cell is met first."""
    text = '名称,住所\n図書館,本町1\n公民館,"本町2\n' + "集会所,本町3\n" * 20_000
    with pytest.raises(ReadError) as caught:
        reading(tmp_path, text)
    assert (caught.value.key, caught.value.details["line"]) == ("read.open_quote", 3)


def test_a_table_without_a_header_is_lines(tmp_path: Path) -> None:
    """Numbers name no columns; the rows are still read."""
    assert reading(tmp_path, "1,2\n3,4\n").blocks == (Block("1 | 2\n3 | 4", BlockKind.TABLE),)
