"""Asking a set several times, and what is kept of the answers."""

from datetime import UTC, datetime

from chatbot.answer import Answer, Question, Source, Status
from chatbot.llm.usage import Usage
from chatbot.verification.sentence import Evidence
from corpus.document import BlockKind, Metadata, Translation
from eval.city_set import CityQuestion, CitySet, RefusedQuestion
from eval.generation.asking import Asking, sampled
from eval.generation.cited import CitedPlaces
from indexing.chunk import Chunk
from tests.building import make_document, make_faq, silent

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
DOG = make_faq(
    "犬の登録はどこでしますか。",
    "動物愛護の担当でします。",
    Metadata(title="犬の登録", url="https://www.example.jp/dog.html"),
    translations={"en": Translation("Where do I register my dog?", "At the animal desk.")},
)
FEES = make_document("fees", "会議室は500円です。")
CHUNKS = (
    Chunk(FEES.id, 0, "会議室：500円", "会議室", ("使用料",), kind=BlockKind.RECORD),
    Chunk(FEES.id, 1, "体育館：900円", "体育館", ("使用料",), kind=BlockKind.RECORD),
    Chunk(FEES.id, 2, "市民課で払います。", "施設 払い方", ("払い方",)),
)
PLACES = CitedPlaces({DOG.id: DOG, FEES.id: FEES}, CHUNKS)


def _source(document: str, section: str = "", quote: str = "") -> Source:
    return Source(1, document, "題", "https://u.example.jp/", section, None, "", None, quote)


def _answer(*sources: Source, language: str = "ja") -> Answer:
    return Answer("a", "c", Status.ANSWERED, "です。 [1]", language, NOON, sources=sources)


def _question(name: str) -> CityQuestion:
    return CityQuestion(
        id=name, text=f"{name}?", language="ja", style="plain", group="", documents=(DOG.id,)
    )


REFUSED = RefusedQuestion(id="r1", text="将軍は", language="ja", kind="encyclopedia")


def test_the_whole_set_is_asked_again_and_again() -> None:
    """Each time in a conversation of its own; what an answer used is the difference."""
    asked: list[Question] = []

    def ask(question: Question) -> Answer:
        asked.append(question)
        return _answer(_source(DOG.id))

    def usage() -> Usage:
        return Usage(100 * len(asked), 10 * len(asked))

    told = list(Asking(ask, usage, PLACES).run(CitySet((_question("q1"),), (REFUSED,)), 2, silent))

    assert [each.id for each in told] == ["q1.1", "r1.1", "q1.2", "r1.2"]
    assert [each.text for each in asked] == ["q1?", "将軍は", "q1?", "将軍は"]
    assert {each.conversation_id for each in asked} == {""}
    assert {each.usage for each in told} == {Usage(100, 10)}
    assert [(each.documents, each.kind) for each in told[:2]] == [
        ((DOG.id,), ""),
        ((), "encyclopedia"),
    ]


def test_a_faq_is_its_answer_with_the_translation_below() -> None:
    """As the language model is shown it."""
    assert PLACES.of(_answer(_source(DOG.id), language="en")) == (
        Evidence(
            1,
            "題",
            "犬の登録はどこでしますか。",
            "動物愛護の担当でします。\nAt the animal desk.",
            "https://u.example.jp/",
        ),
    )


def test_another_document_is_what_stands_at_the_place() -> None:
    """Of the rows of a table the one that is quoted; without a match the quote itself."""
    (row,) = PLACES.of(_answer(_source(FEES.id, "使用料", "体育館：900円")))
    (prose,) = PLACES.of(_answer(_source(FEES.id, "払い方", "市民課")))
    (gone,) = PLACES.of(_answer(_source("documents/gone.md", "", "昔の文")))

    assert (row.label, row.text) == ("体育館", "体育館：900円")
    assert prose.text == "市民課で払います。"
    assert gone.text == "昔の文"


def test_a_sample_is_the_same_each_time_and_part_of_a_larger_one() -> None:
    """In the set's own order; without a number it is the whole set."""
    city_set = CitySet(tuple(_question(f"q{n}") for n in range(20)), (REFUSED,))
    small, large = sampled(city_set, 5), sampled(city_set, 9)

    assert (len(small.questions), len(large.questions), len(small.refused)) == (5, 9, 1)
    assert set(small.questions) < set(large.questions)
    assert [each for each in city_set.questions if each in small.questions] == list(small.questions)
    assert sampled(city_set, None) == city_set
