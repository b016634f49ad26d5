"""Gate 7: search, decide, and show the city's own words."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from chatbot.answer import GUIDANCE, LANGUAGES, Contact, Status
from chatbot.compose import Composer
from chatbot.contact import Desks
from chatbot.decision import Verdict
from chatbot.errors import ChatbotError
from chatbot.finding import FAQ_MARGIN, Finder, _faq_first
from chatbot.follow_up import FollowUp
from chatbot.gates.guidance import (
    RELATED,
    SUGGESTIONS,
    GuidanceGate,
)
from chatbot.turn import PastTurn, Turn
from corpus.city import CitySettings
from corpus.department import Department
from corpus.document import Block, BlockKind, Document, Metadata, Translation
from indexing.chunk import Hit
from indexing.live import LiveIndex
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import question_stop_words
from tests.building import CITY, build, make_document, make_faq, make_words
from tests.hashed_embedder import HashedEmbedder

NOW = datetime(2026, 4, 1, 3, tzinfo=UTC)
DESKS = [Department("sodan", "総合相談", phone="047-366-1111"), Department("gomi", "ごみ課")]
SETTINGS = CitySettings(
    name=CITY, contact="sodan", suggestions={"ja": ("ごみの日は",), "en": ("Garbage day?",)}
)
QUESTIONS = [
    "粗大ごみはどう出しますか。",
    "粗大ごみの手数料はいくらですか。",
    "燃やせるごみの日はいつですか。",
    "資源ごみはどう出しますか。",
    "有害ごみはどう出しますか。",
    "ごみの持ち込みはできますか。",
]
FAQS: list[Document] = [
    make_faq(
        question,
        f"答えは{n}番です。",
        Metadata(title=question, department="gomi"),
        translations={"en": Translation(f"Question {n}?", f"Answer {n}.")} if n else {},
    )
    for n, question in enumerate(QUESTIONS)
]
GUIDE = make_document("guide", "ごみの分別の案内です。", metadata=Metadata(title="ごみの手引き"))
RECORDS = make_document(
    "records",
    *(Block(f"{name}：ごみ", BlockKind.RECORD, name=name) for name in ("机", "椅子", "棚")),
    metadata=Metadata(title="分別表"),
)


@pytest.fixture
def live(snapshots: Snapshots, engines: Engines) -> LiveIndex:
    """An index of the city's documents about garbage."""
    name = build(snapshots, engines, [*FAQS, GUIDE, RECORDS], make_words(DESKS))
    snapshots.publish(name)
    return LiveIndex(snapshots, engines, CITY)


def _gate(live: LiveIndex, engines: Engines, city: CitySettings = SETTINGS) -> GuidanceGate:
    catalogue, stop_words = ChatbotError.catalogue, question_stop_words()
    return GuidanceGate(
        finder=Finder(live, city),
        follow_up=FollowUp.load(engines.tokenizer, stop_words),
        composer=Composer(catalogue, engines.tokenizer, stop_words, {}),
        desks=Desks(city, {desk.id: desk for desk in DESKS}),
        catalogue=catalogue,
        city=city,
    )


@pytest.fixture
def gate(live: LiveIndex, engines: Engines) -> GuidanceGate:
    """The gate over the index."""
    return _gate(live, engines)


def _turn(text: str, language: str = "ja", *history: PastTurn) -> Turn:
    return Turn(text, language, NOW, history=history)


def test_answer(gate: GuidanceGate, judge: Callable[[Verdict], None]) -> None:
    """The best Faq's answer, its desk, and other questions that can be asked next."""
    judge(Verdict.ANSWER)
    reply = gate(_turn(QUESTIONS[0]))
    assert (reply.status, reply.reason) == (Status.ANSWERED, GUIDANCE)
    assert reply.text == "答えは0番です。 [1]"
    assert [source.document_id for source in reply.sources] == [FAQS[0].id]
    assert reply.contact == Contact("ごみ課", "", "", open_now=None)
    assert len(reply.suggestions) == RELATED
    assert QUESTIONS[0] not in reply.suggestions
    assert reply.confidence == 0.5
    assert reply.search_ms > 0


def test_clarifying_offers_askable_questions(
    gate: GuidanceGate, judge: Callable[[Verdict], None]
) -> None:
    """Two to four, each once, none of a table's rows; a document is asked for by its title."""
    judge(Verdict.CLARIFY)
    reply = gate(_turn("ごみ"))
    assert (reply.status, reply.reason) == (Status.CLARIFY, GUIDANCE)
    assert 2 <= len(reply.suggestions) == len(set(reply.suggestions)) <= SUGGESTIONS
    guide = ChatbotError.catalogue.text("guidance.clarify_document", title="ごみの手引き")
    assert set(reply.suggestions) <= {*QUESTIONS, guide}
    assert reply.sources == ()


def test_suggestions_are_answered_when_asked(
    gate: GuidanceGate, judge: Callable[[Verdict], None]
) -> None:
    """Tapping a suggestion leads to what it names."""
    judge(Verdict.CLARIFY)
    suggested = gate(_turn("ごみの案内", "en")).suggestions
    judge(Verdict.ANSWER)
    titles = {reply.sources[0].title for text in suggested for reply in [gate(_turn(text, "en"))]}
    assert len(titles) == len(suggested)


def test_suggestions_in_the_asker_s_language(
    gate: GuidanceGate, judge: Callable[[Verdict], None]
) -> None:
    """A Faq's question is the city's translation where there is one, else the Japanese."""
    judge(Verdict.CLARIFY)
    english = {f"Question {n}?" for n in range(1, 6)} | {QUESTIONS[0]}
    guide = ChatbotError.catalogue.text("guidance.clarify_document", "en", title="ごみの手引き")
    assert set(gate(_turn("ごみ", "en")).suggestions) <= english | {guide}


def test_nothing_to_ask_back_is_no_answer(
    snapshots: Snapshots, engines: Engines, judge: Callable[[Verdict], None]
) -> None:
    """One suggestion is no choice."""
    snapshots.publish(build(snapshots, engines, [FAQS[0], RECORDS], make_words(DESKS)))
    judge(Verdict.CLARIFY)
    reply = _gate(LiveIndex(snapshots, engines, CITY), engines)(_turn("ごみ"))
    assert reply.status is Status.NO_ANSWER


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_names_the_desk(
    gate: GuidanceGate, judge: Callable[[Verdict], None], language: str
) -> None:
    """In the asker's language, with the telephone, and what else could be asked."""
    judge(Verdict.NO_ANSWER)
    reply = gate(_turn("徳川家康の生年は", language))
    assert (reply.status, reply.reason, reply.sources) == (Status.NO_ANSWER, GUIDANCE, ())
    assert reply.contact == Contact("総合相談", "047-366-1111", "", open_now=None)
    for part in (CITY, "総合相談", "047-366-1111"):
        assert part in reply.text
    assert reply.suggestions == SETTINGS.suggestions_in(language)


def test_no_answer_about_a_gap_names_its_desk(
    snapshots: Snapshots, engines: Engines, judge: Callable[[Verdict], None]
) -> None:
    """The city has written that no document tells this, and whom to ask; else the general desk."""
    words = make_words(DESKS, gaps=[("ごみ袋の値段", "gomi")])
    snapshots.publish(build(snapshots, engines, FAQS, words))
    gate = _gate(LiveIndex(snapshots, engines, CITY), engines)
    judge(Verdict.NO_ANSWER)
    asked, other = (gate(_turn(text)).contact for text in ("ごみ袋の値段", "徳川家康の生年は"))
    assert asked == Contact("ごみ課", "", "", open_now=None)
    assert other == Contact("総合相談", "047-366-1111", "", open_now=None)


def test_city_without_a_desk(
    live: LiveIndex, engines: Engines, judge: Callable[[Verdict], None]
) -> None:
    """No desk is made up, and the sentence still ends well."""
    judge(Verdict.NO_ANSWER)
    reply = _gate(live, engines, CitySettings(name=CITY))(_turn("徳川家康"))
    assert reply.contact is None
    assert ChatbotError.catalogue.text("guidance.no_desk") in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_index_is_told_with_a_desk(
    snapshots: Snapshots, engines: Engines, language: str
) -> None:
    """Before the first snapshot, or when it is damaged, the resident is sent to somebody."""
    reply = _gate(LiveIndex(snapshots, engines, CITY), engines)(_turn("ごみ", language))
    assert (reply.status, reply.reason) == (Status.ERROR, "error.snapshot.none")
    assert reply.contact is not None
    assert "総合相談" in reply.text
    assert "{" not in reply.text


def test_follow_up_is_searched_with_its_topic(
    gate: GuidanceGate, judge: Callable[[Verdict], None]
) -> None:
    """それはいくら？ after 粗大ごみ finds the fee of 粗大ごみ."""
    judge(Verdict.ANSWER)
    past = PastTurn("粗大ごみの出し方は", Status.ANSWERED, GUIDANCE)
    reply = gate(_turn("手数料はいくらですか", "ja", past))
    assert reply.sources[0].title == "粗大ごみの手数料はいくらですか。"


def test_city_s_name_isnt_searched_for(gate: GuidanceGate, engines: Engines) -> None:
    """Every document is the city's: 試験市役所 is 市役所; the name alone is a question."""
    assert isinstance(engines.embedder, HashedEmbedder)

    def searched(text: str) -> str:
        gate(_turn(text))
        assert isinstance(engines.embedder, HashedEmbedder)
        return engines.embedder.texts[-1]

    assert searched("試験市のごみの日") == "ごみの日"
    assert searched("試験市 ごみの日") == "ごみの日"
    assert searched("試験市役所のごみ") == "市役所のごみ"
    assert searched("試験市") == "試験市"
    assert "〔" not in searched("〔電話番号〕のごみ")


def test_day_of_the_turn_decides_what_holds(
    snapshots: Snapshots, engines: Engines, judge: Callable[[Verdict], None]
) -> None:
    """What begins tomorrow isn't an answer today."""
    later = Metadata(title="新しい手数料", effective_from=date(2026, 4, 2))
    documents = [make_document("new", "手数料は新しくなります。", metadata=later), FAQS[2]]
    snapshots.publish(build(snapshots, engines, documents))
    judge(Verdict.ANSWER)
    gate = _gate(LiveIndex(snapshots, engines, CITY), engines)
    titles = [
        gate(Turn("新しい手数料", "ja", datetime(2026, 4, day, 3, tzinfo=UTC))).sources[0].title
        for day in (1, 2)
    ]
    assert titles == [QUESTIONS[2], "新しい手数料"]


@pytest.mark.parametrize(
    ("first", "behind", "titles"),
    [
        (GUIDE, FAQ_MARGIN, [QUESTIONS[0], "ごみの手引き"]),
        (GUIDE, FAQ_MARGIN + 0.1, ["ごみの手引き", QUESTIONS[0]]),
        (RECORDS, 0.1, ["分別表", QUESTIONS[0]]),
    ],
)
def test_faq_nearly_as_good_goes_first(
    live: LiveIndex, first: Document, behind: float, titles: list[str]
) -> None:
    """It was written as an answer, a section wasn't; but a row that was found stays first."""
    index = live.current()
    chunks = {chunk.document_id: chunk for chunk in index.chunks}
    hits = tuple(
        Hit(chunks[document.id], score, 1.0)
        for document, score in ((first, behind), (FAQS[0], 0.0))
    )
    ordered = [index.documents[hit.chunk.document_id] for hit in _faq_first(hits, index)]
    assert [document.metadata.title for document in ordered] == titles
