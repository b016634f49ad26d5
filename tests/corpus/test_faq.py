"""Rows of a Faq table."""

from datetime import date

import pytest

from corpus.document import Faq, Metadata, Translation
from corpus.errors import CorpusError
from corpus.faq import LANGUAGE_COLUMNS, faq_from_row

PATH = "faq/moving.csv"
PAIR = {"question": "転入届はどこで出しますか。", "answer": "市民課で出します。"}


def _faq(cells: dict[str, str], defaults: Metadata | None = None) -> Faq:
    return faq_from_row(cells, defaults or Metadata(), path=PATH, line=7)


def test_row_with_every_column_of_the_design() -> None:
    """Each column of DESIGN §4 ends in the field it names."""
    faq = _faq(
        {
            **PAIR,
            "category": "引っ越し",
            "department": "shimin",
            "url": "https://a.example/",
            "keywords": "引越、 入居,住所変更",
            "updated_on": "2026-04-01",
            "effective_from": "2026/4/1",
            "expires_on": "2027年3月31日",
            "procedure_url": "https://b.example/",
            "question_en": "Where do I register?",
            "answer_en": "At the Citizens Division.",
            "answer_easy": "市役所で します。",
        }
    )
    assert faq.metadata == Metadata(
        title=PAIR["question"],
        url="https://a.example/",
        department="shimin",
        category="引っ越し",
        updated_on=date(2026, 4, 1),
        effective_from=date(2026, 4, 1),
        expires_on=date(2027, 3, 31),
        procedure_url="https://b.example/",
    )
    assert (faq.question, faq.answer) == (PAIR["question"], PAIR["answer"])
    assert faq.keywords == ("引越", "入居", "住所変更")
    assert faq.translations == {
        "en": Translation("Where do I register?", "At the Citizens Division."),
        "ja-easy": Translation("", "市役所で します。"),
    }


@pytest.mark.parametrize(("ending", "language"), LANGUAGE_COLUMNS.items())
def test_every_offered_language_has_columns(ending: str, language: str) -> None:
    """`question_<ending>` and `answer_<ending>` are a language's translation."""
    faq = _faq({**PAIR, f"question_{ending}": "Q", f"answer_{ending}": "A"})
    assert faq.translations == {language: Translation("Q", "A")}


def test_cells_go_before_what_the_table_says() -> None:
    """The sidecar's metadata hold for rows that say nothing themselves."""
    defaults = Metadata(title="表", department="shimin", updated_on=date(2025, 1, 1))
    kept = _faq({**PAIR, "department": "", "updated_on": ""}, defaults).metadata
    own = _faq({**PAIR, "department": "kaigo", "updated_on": "2026-04-01"}, defaults).metadata
    assert (kept.department, kept.updated_on) == ("shimin", date(2025, 1, 1))
    assert (own.department, own.updated_on) == ("kaigo", date(2026, 4, 1))
    assert kept.title == PAIR["question"]


def test_id_is_stable_while_the_question_is() -> None:
    """A mended answer or a moved row keeps the id; another question has another."""
    first = _faq(PAIR)
    assert first.id.startswith(f"{PATH}#")
    assert _faq({**PAIR, "answer": "別の答え"}).id == first.id
    assert _faq({**PAIR, "question": "別の質問"}).id != first.id


@pytest.mark.parametrize("keywords", ["", "  ", "、", ","])
def test_no_keyword_is_empty(keywords: str) -> None:
    """Separators alone make no keywords, nor do those at the ends."""
    assert _faq({**PAIR, "keywords": keywords}).keywords == ()
    assert _faq({**PAIR, "keywords": f"、引越{keywords}、"}).keywords == ("引越",)


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"question": "問", "answer": ""}, "faq.incomplete"),
        ({"question": " ", "answer": "答"}, "faq.incomplete"),
        ({"answer": "答"}, "faq.incomplete"),
        ({**PAIR, "anser_en": "A"}, "faq.column"),
        ({**PAIR, "question_fr": "Q"}, "faq.column"),
        ({**PAIR, "updated_on": "先月"}, "metadata.date"),
        ({**PAIR, "url": "www.a.example"}, "metadata.link"),
    ],
)
def test_bad_row_is_named(cells: dict[str, str], key: str) -> None:
    """The message names the file and the row."""
    with pytest.raises(CorpusError) as caught:
        _faq(cells)
    assert caught.value.key == key
    assert f"{PATH} の7行目" in str(caught.value)


def test_columns_without_a_name_are_no_mistake() -> None:
    """Excel leaves empty columns behind."""
    assert _faq({**PAIR, "": ""}).question == PAIR["question"]
