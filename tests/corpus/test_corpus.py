"""A whole city's directory: what is read, and what is listed as a problem."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.corpus import Corpus, read_corpus, read_documents
from corpus.department import Department
from corpus.document import BlockKind, Document, Faq
from corpus.errors import CityError, CorpusError
from corpus.layout import CityLayout
from corpus.readers import Limits
from corpus.vocabulary import Canary, Gap, Synonym, Wording

MakeCity = Callable[[dict[str, str | bytes]], CityLayout]

FAQ = "question,answer\nごみの日はいつですか。,火曜日です。\n"
GUIDE = "---\ntitle: 引っ越しの案内\ndepartment: shimin\n---\n# 転入\n\n14日以内に届け出ます。\n"
SHELTER = '{"features": [{"properties": {"施設・場所名": "第一小学校", "住所": "旭町1"}}]}'


def _by_id(corpus: Corpus) -> dict[str, Document]:
    return {document.id: document for document in corpus.documents}


def test_every_part_of_a_city_is_read(make_city: MakeCity) -> None:
    """Settings, desks, words, documents, Faqs and shelters of DESIGN §4, with ids as paths."""
    corpus = read_corpus(
        make_city(
            {
                "departments.csv": "id,name\nshimin,市民課\n",
                "synonyms.csv": "everyday,official\n引っ越し,転入届\n",
                "wordings.csv": "document,language,wording\nごみの日はいつですか。,,火曜？\n",
                "gaps.csv": "question,department\n猫の登録,shimin\n",
                "canary.csv": "question,expected_document\nごみの日は,ごみの日はいつですか。\n",
                "documents/moving/guide.md": GUIDE,
                "faq/gomi.csv": FAQ,
                "shelters/gsi.geojson": SHELTER,
                "shelters/gsi.geojson.toml": 'title = "指定避難所"\nupdated_on = 2025-10-27\n',
            }
        )
    )
    assert corpus.problems == ()
    assert corpus.settings.name == "試験市"
    assert corpus.departments == {"shimin": Department("shimin", "市民課")}
    assert corpus.synonyms == (Synonym("引っ越し", "転入届"),)
    assert corpus.wordings == (Wording("ごみの日はいつですか。", "ja", "火曜？"),)
    assert corpus.gaps == (Gap("猫の登録", "shimin"),)
    assert corpus.canaries == (Canary("ごみの日は", "ごみの日はいつですか。"),)
    guide, faq, shelters = corpus.documents
    assert (guide.id, guide.metadata.title) == ("documents/moving/guide.md", "引っ越しの案内")
    assert (guide.metadata.department, guide.blocks[0].headings) == ("shimin", ("転入",))
    assert isinstance(faq, Faq)
    assert (faq.id.partition("#")[0], faq.answer) == ("faq/gomi.csv", "火曜日です。")
    assert (shelters.id, shelters.metadata.title) == ("shelters/gsi.geojson", "指定避難所")
    assert shelters.metadata.updated_on == date(2025, 10, 27)
    assert [block.kind for block in shelters.blocks] == [BlockKind.RECORD]


def test_city_of_settings_alone_is_empty(make_city: MakeCity) -> None:
    """Nothing else has to be there."""
    corpus = read_corpus(make_city({}))
    assert (corpus.documents, corpus.problems, corpus.departments) == ((), (), {})


def test_rest_goes_on_after_a_file_that_cant_be_read(make_city: MakeCity) -> None:
    """Each unreadable file is listed with its name and reason, the others are there."""
    corpus = read_corpus(
        make_city(
            {
                "documents/a-empty.md": "",
                "documents/b-binary.txt": b"\x00\x01\x02",
                "documents/c-unknown.xyz": "本文",
                "documents/d-not-a.pdf": "これはPDFではない",
                "documents/e-front.md": "---\ntitel: 誤字\n---\n本文です。\n",
                "documents/f-link.md": "---\nurl: www.a.example\n---\n本文です。\n",
                "documents/g-lost.pdf.toml": 'title = "もとのファイルがない"',
                "documents/h-sidecar.txt": "本文です。",
                "documents/h-sidecar.txt.toml": 'title = "閉じていない',
                "documents/i-table.txt": "本文です。",
                "documents/i-table.txt.toml": "[table]\nheader = 1\n",
                "documents/z-good.md": "# 題\n\n本文です。\n",
                "faq/bad.csv": "question,answer\n問,\n",
                "faq/good.csv": FAQ,
                "shelters/bad.geojson": "{}",
            }
        )
    )
    assert [document.id.partition("#")[0] for document in corpus.documents] == [
        "documents/z-good.md",
        "faq/good.csv",
    ]
    assert [problem.path for problem in corpus.problems] == [
        "documents/a-empty.md",
        "documents/b-binary.txt",
        "documents/c-unknown.xyz",
        "documents/d-not-a.pdf",
        "documents/e-front.md",
        "documents/f-link.md",
        "documents/g-lost.pdf.toml",
        "documents/h-sidecar.txt",
        "documents/i-table.txt",
        "faq/bad.csv",
        "shelters/bad.geojson",
    ]
    for problem in corpus.problems:
        assert problem.path.partition(".")[0].rpartition("/")[2] in problem.message


def test_question_asked_twice_is_a_problem(make_city: MakeCity) -> None:
    """The later answer of a table stands, and the city hears of it."""
    corpus = read_corpus(
        make_city({"faq/a.csv": "question,answer\n問,古い答え\n別の問,答え\n問,新しい答え\n"})
    )
    answers = [document.answer for document in corpus.documents if isinstance(document, Faq)]
    assert answers == ["新しい答え", "答え"]
    (problem,) = corpus.problems
    assert problem.path == "faq/a.csv"
    assert "（問）" in problem.message


def test_city_that_cant_be_understood_is_an_error(make_city: MakeCity) -> None:
    """Without its settings and desks nothing of a city can be trusted."""
    with pytest.raises(CityError):
        read_corpus(make_city({"city.toml": "name = 1"}))
    with pytest.raises(CityError):
        read_corpus(make_city({"departments.csv": "id\na\n"}))


def test_sidecar_goes_before_what_the_file_says(make_city: MakeCity) -> None:
    """The city's word about a file counts more than the file's own."""
    html = (
        '<html lang="ja"><head><title>古い題</title>'
        '<link rel="canonical" href="https://old.example/"></head>'
        "<body><p>ごみは火曜日です。</p></body></html>"
    )
    layout = make_city(
        {"documents/a.html": html, "documents/a.html.toml": 'title = "新しい題"\ncategory = "税"\n'}
    )
    (document,) = read_corpus(layout).documents
    assert document.metadata.title == "新しい題"
    assert document.metadata.url == "https://old.example/"
    assert document.metadata.category == "税"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ja-JP", "ja"),
        ("JA", "ja"),
        ("ja-jp", "ja"),
        ("en_US", "en"),
        ("zh-Hans", "zh"),
        ("", "ja"),
    ],
)
def test_language_of_a_page(make_city: MakeCity, tag: str, language: str) -> None:
    """A page is found in its language, however its tag is written."""
    html = f'<html lang="{tag}"><body><p>ごみは火曜日です。</p></body></html>'
    (document,) = read_corpus(make_city({"documents/a.html": html})).documents
    assert document.metadata.language == language


def test_easy_japanese_is_a_language_of_its_own(make_city: MakeCity) -> None:
    """`ja-easy` isn't cut to `ja`."""
    text = "---\nlanguage: ja-easy\n---\nごみは 火曜日に 出します。\n"
    (document,) = read_corpus(make_city({"documents/a.md": text})).documents
    assert document.metadata.language == "ja-easy"


def test_page_with_a_relative_address_is_read(make_city: MakeCity) -> None:
    """What a web page says wrongly about itself doesn't keep it from being read."""
    html = (
        '<html><head><link rel="canonical" href="/gomi.html"></head>'
        "<body><p>ごみは火曜日です。</p></body></html>"
    )
    corpus = read_corpus(make_city({"documents/a.html": html}))
    assert corpus.problems == ()
    assert corpus.documents[0].metadata.url == ""


def test_file_name_is_the_last_resort_for_a_title(make_city: MakeCity) -> None:
    """Every source has something to be called by."""
    (document,) = read_corpus(make_city({"documents/ごみの出し方.txt": "本文です。"})).documents
    assert document.metadata.title == "ごみの出し方"


def test_metadata_of_a_table_hold_for_its_rows(make_city: MakeCity) -> None:
    """A Faq table's sidecar gives what the rows don't say."""
    (faq,) = read_corpus(
        make_city(
            {"faq/a.csv": FAQ, "faq/a.csv.toml": 'department = "gomi"\nurl = "https://a.jp/"'}
        )
    ).documents
    assert (faq.metadata.department, faq.metadata.url) == ("gomi", "https://a.jp/")
    assert faq.metadata.title == "ごみの日はいつですか。"


def test_records_of_a_spreadsheet(make_city: MakeCity) -> None:
    """A table of records is one document whose blocks are its rows."""
    layout = make_city({"documents/gomi.csv": "品目,分別\nソファー,粗大ごみ\n乾電池,有害ごみ\n"})
    (document,) = read_corpus(layout).documents
    assert [(block.kind, block.name) for block in document.blocks] == [
        (BlockKind.RECORD, "ソファー"),
        (BlockKind.RECORD, "乾電池"),
    ]


def test_limits_reach_the_readers(make_city: MakeCity) -> None:
    """A file above the limit is refused by name."""
    layout = make_city({"documents/a.txt": "長い本文" * 100})
    with pytest.raises(CorpusError) as caught:
        read_documents(layout, layout.documents / "a.txt", Limits(max_bytes=100))
    assert caught.value.key == "read.too_large"
