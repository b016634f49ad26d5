"""The extractive answer: the city's own words, each with its source."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from chatbot.answer import LANGUAGES, Procedure
from chatbot.compose import EXCERPT, QUOTE, RECORDS, Composer, Composition
from chatbot.errors import ChatbotError
from corpus.department import Department
from corpus.document import Block, BlockKind, Document, Faq, Metadata, Translation
from indexing.index import Index
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import question_stop_words
from tests.building import make_document, make_faq, make_words, open_index

DAY = date(2026, 4, 1)
LONG = "".join(f"第{n}の手続きは、{n}番の窓口で行います。" for n in range(60))
GARBAGE = make_faq(
    "粗大ごみはどう出しますか。",
    "電話で申し込みます。納付券を貼ります。",
    Metadata(
        title="粗大ごみはどう出しますか。",
        url="https://a.example/sodai",
        department="gomi",
        updated_on=DAY,
        procedure_url="https://a.example/apply",
    ),
    translations={
        "en": Translation("How do I dispose of bulky waste?", "Apply by phone."),
        "ko": Translation("대형 쓰레기는?", ""),
        "vi": Translation("", "Gọi điện."),
    },
)
MANY = make_faq("手続きの一覧はありますか。", LONG)
GUIDE = make_document(
    "moving",
    Block("市役所は丘の上にあります。", headings=("案内",), page=1),
    Block(
        "転入届は引っ越した日から十四日以内に出します。" + "窓口は混み合うことがあります。" * 40,
        headings=("転入", "期限"),
        page=2,
    ),
    metadata=Metadata(title="引っ越しの案内", department="gone"),
)
CITED = make_document(
    "cited", "検診の対象は注[7]のとおりです。注[1]を見てください。", metadata=Metadata(title="検診")
)
SORTING = make_document(
    "sorting",
    *(
        Block(f"{name}：{kind}", BlockKind.RECORD, name=name)
        for name, kind in (
            ("ソファー(布製)", "粗大ごみ"),
            ("椅子", "粗大ごみ"),
            ("ソファー(革製)", "粗大ごみ。予約が要ります"),
            ("ソファーベッド", "粗大ごみ"),
        )
    ),
    metadata=Metadata(title="分別表", procedure_url="https://a.example/apply"),
)
FEES = make_document(
    "fees",
    Block(
        "証明 | 手数料\n"
        + "\n".join(f"証明その{n} | {n}00円" for n in range(40))
        + "\n戸籍謄本 | 450円",
        BlockKind.TABLE,
        ("手数料",),
    ),
    metadata=Metadata(title="手数料の表"),
)
ENGLISH = make_document(
    "english", "Foreign residents can ask here.", metadata=Metadata(title="Help", language="en")
)
DOCUMENTS = [GARBAGE, MANY, GUIDE, CITED, SORTING, FEES, ENGLISH]
QUESTIONS = [
    *(
        "粗大ごみはどう出しますか。",
        "手続きの一覧",
        "転入届はいつまで",
        "市役所はどこ",
        "検診の対象の注",
        "ソファー",
        "椅子",
    ),
    *(
        "戸籍謄本の手数料",
        "証明その3",
        "bulky waste",
        "foreign residents",
        "ソファーベッド",
        "対象",
        "窓口",
    ),
]


Compose = Callable[..., Composition]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, engines: Engines) -> Index:
    """A document of each kind."""
    snapshots = Snapshots(tmp_path_factory.mktemp("compose"))
    words = make_words([Department("gomi", "ごみ課")])
    return open_index(snapshots, engines, DOCUMENTS, words)


@pytest.fixture(scope="module")
def compose(index: Index, engines: Engines) -> Compose:
    """Searches and composes as the guidance gate does; `about` is what was found first."""
    links = {"https://a.example/apply": "電子申請"}
    composer = Composer(ChatbotError.catalogue, engines.tokenizer, question_stop_words(), links)

    def ask(question: str, language: str = "ja", about: Document | None = None) -> Composition:
        hits = index.search(question, day=DAY, language=language, limit=99).hits
        wanted = about.id if about else ""
        first = sorted(hits, key=lambda hit: hit.chunk.document_id != wanted)
        return composer.compose(question, first, index, language)

    return ask


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_rests_on_its_sources(
    compose: Compose, index: Index, question: str, language: str
) -> None:
    """Each `[n]` is a source and each source a `[n]`; each quote stands in the document."""
    composed = compose(question, language)
    cited = [int(n) for n in re.findall(r"\[(\d+)\]", composed.text)]
    assert cited == [source.n for source in composed.sources] == list(range(1, len(cited) + 1))
    for source in composed.sources:
        chunks = (each for each in index.chunks if each.document_id == source.document_id)
        texts = [chunk.text for chunk in chunks]
        document = index.documents[source.document_id]
        if isinstance(document, Faq):
            texts += [translation.answer for translation in document.translations.values()]
        assert source.quote
        assert any(source.quote in text for text in texts)
        assert source.title == document.metadata.title


def test_faq_answers_with_its_answer(compose: Compose) -> None:
    """Word for word, with all that is known of the source."""
    composed = compose(GARBAGE.question, about=GARBAGE)
    (source,) = composed.sources
    assert composed.text == "電話で申し込みます。納付券を貼ります。 [1]"
    assert source.quote == GARBAGE.answer
    assert (source.document_id, source.url) == (GARBAGE.id, "https://a.example/sodai")
    assert (source.department, source.updated_on) == ("ごみ課", DAY)
    assert (source.section, source.page) == ("", None)


def test_city_s_translation_goes_first(compose: Compose) -> None:
    """What the city has translated is shown without a word about it."""
    assert compose(GARBAGE.question, "en", GARBAGE).text == "Apply by phone. [1]"
    assert compose(GARBAGE.question, "vi", GARBAGE).text == "Gọi điện. [1]"


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_untranslated_answer_is_said_to_be_japanese(compose: Compose, language: str) -> None:
    """A question alone that was translated is no answer: the frame says what follows."""
    quote = "電話で申し込みます。納付券を貼ります。 [1]"
    composed = compose(GARBAGE.question, language, GARBAGE)
    assert composed.text == ChatbotError.catalogue.text(
        "guidance.japanese_only", language, quote=quote
    )
    assert composed.text != quote


def test_document_in_the_asker_s_language_has_no_frame(
    compose: Compose,
) -> None:
    """An English page answers an English question as it is."""
    assert compose("foreign residents", "en", ENGLISH).text == "Foreign residents can ask here. [1]"


def test_long_answer_is_shown_whole_and_quoted_in_part(
    compose: Compose,
) -> None:
    """The quote is its beginning, in whole sentences."""
    composed = compose("手続きの一覧", about=MANY)
    (source,) = composed.sources
    assert composed.text == f"{LONG} [1]"
    assert len(source.quote) <= QUOTE
    assert LONG.startswith(source.quote)
    assert source.quote.endswith("。")


def test_section_answers_with_its_best_sentences(compose: Compose) -> None:
    """Under its heading, with page and path, from where the question is answered."""
    composed = compose("転入届はいつまでに出しますか", about=GUIDE)
    (source,) = composed.sources
    assert composed.text.startswith("【期限】\n転入届は引っ越した日から十四日以内に出します。")
    assert (source.section, source.page) == ("転入 > 期限", 2)
    assert len(source.quote) <= EXCERPT
    assert source.quote.endswith("。")
    assert source.department == "gone"


def test_signs_of_the_text_are_no_citations(compose: Compose) -> None:
    """A footnote of the document isn't taken for a source; the quote keeps it."""
    composed = compose("検診の対象の注", about=CITED)
    assert composed.text.endswith("注［7］のとおりです。注［1］を見てください。 [1]")
    assert composed.sources[0].quote == "検診の対象は注[7]のとおりです。注[1]を見てください。"


def test_records_of_the_same_thing_are_shown_together(
    compose: Compose,
) -> None:
    """What stands in brackets tells kinds apart; another thing stays out; each has its number."""
    composed = compose("ソファーは(布製)", about=SORTING)
    assert composed.text == (
        "ソファー(布製)：粗大ごみ [1]\nソファー(革製)：粗大ごみ。予約が要ります [2]"
    )
    assert len(composed.sources) <= RECORDS
    assert compose("椅子", about=SORTING).text == "椅子：粗大ごみ [1]"


def test_table_answers_with_its_header_and_rows(compose: Compose) -> None:
    """The row that was asked for under its columns; the quote is the rows."""
    composed = compose("戸籍謄本の手数料", about=FEES)
    assert composed.text.startswith("【手数料】\n証明 | 手数料\n")
    assert "戸籍謄本 | 450円" in composed.text
    assert "戸籍謄本 | 450円" in composed.sources[0].quote
    assert "証明 | 手数料" not in composed.sources[0].quote


def test_procedure_by_the_name_the_city_gave(compose: Compose) -> None:
    """Where it can be done online, once, by the link's title; nothing where there is none."""
    online = (Procedure("電子申請", "https://a.example/apply"),)
    assert compose(GARBAGE.question, about=GARBAGE).procedures == online
    assert compose("椅子", about=SORTING).procedures == online
    assert compose("検診の対象の注", about=CITED).procedures == ()
