"""Asking a city's set: the finder's ranking, and how each kind of answer is graded."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chatbot.answer import Answer, Question, Source, Status
from chatbot.finding import Finder
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from eval.city_run import MEASURES, CityRun, QuestionRow, RefusedRow
from eval.city_set import CityQuestion, CitySet, RefusedQuestion
from indexing.live import LiveIndex
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import build, make_faq, silent
from tests.hashed_embedder import HashedEmbedder

WASTE = make_faq("粗大ごみの出し方を教えてください。", "電話で申し込みます。")
DOG = make_faq("犬の登録はどこでしますか。", "動物愛護の担当でします。")
OUTSIDE = RefusedQuestion(id="r1", text="徳川家康の生年は", language="ja", kind="encyclopedia")


def _question(text: str, *documents: str) -> CityQuestion:
    return CityQuestion(
        id="q1", text=text, language="ja", style="short", group="", documents=documents
    )


def _answer(status: Status, *cited: str) -> Answer:
    sources = tuple(
        Source(number, name, "", "", "", None, "", None, "")
        for number, name in enumerate(cited, start=1)
    )
    return Answer("a", "c", status, "", "ja", datetime(2026, 4, 1, tzinfo=UTC), sources=sources)


Run = Callable[[Answer, CityQuestion], tuple[QuestionRow, RefusedRow]]


@pytest.fixture
def run(small_city: CityLayout, snapshots: Snapshots) -> Run:
    """Asks one question and one to refuse on two Faqs; both get the same answer."""
    engines = Engines(HashedEmbedder(), SudachiTokenizer())
    snapshots.publish(build(snapshots, engines, [WASTE, DOG]))
    city = read_city_settings(small_city)
    live = LiveIndex(snapshots, engines, city.name)
    finder = Finder(live, city)

    def run(answer: Answer, question: CityQuestion) -> tuple[QuestionRow, RefusedRow]:
        asked: list[Question] = []

        def ask(question: Question) -> Answer:
            asked.append(question)
            return answer

        city_run = CityRun(ask, finder.find, live.current().documents)
        (row,), (refused,) = city_run.run(CitySet((question,), (OUTSIDE,)), silent)
        assert [each.text for each in asked] == [question.text, OUTSIDE.text]
        assert {each.conversation_id for each in asked} == {""}
        return row, refused

    return run


def test_the_ranking_is_the_finders(run: Run) -> None:
    """The second document is the right one: first it isn't, in the first three it is."""
    row, _ = run(_answer(Status.ANSWERED, DOG.id), _question(DOG.question, WASTE.id))

    assert row.ranking == (DOG.id, WASTE.id)
    assert (row.rank, row.right_first, row.right_in_3, row.reciprocal_rank) == (2, 0, 1, 0.5)
    assert (row.found_title, row.right_title) == (DOG.question, WASTE.question)
    assert 0 < row.confidence < 1


@pytest.mark.parametrize(
    ("status", "cited", "answered", "right", "refused"),
    [
        (Status.ANSWERED, (WASTE.id, DOG.id), 1, 1, 0),
        (Status.ANSWERED, (WASTE.id,), 1, 0, 0),
        (Status.EMERGENCY, (), 1, 1, 1),
        (Status.CLARIFY, (), 0, None, 1),
        (Status.NO_ANSWER, (), 0, None, 1),
        (Status.REFUSED, (), 0, None, 1),
    ],
)
def test_answers_are_graded_by_the_rule(  # noqa: PLR0913, PLR0917  # a case's columns
    run: Run,
    status: Status,
    cited: tuple[str, ...],
    answered: float,
    right: float | None,
    refused: float,
) -> None:
    """One right source is enough; an emergency is right; asking back is neither right nor wrong."""
    row, outside = run(_answer(status, *cited), _question("犬の登録", DOG.id))

    assert (row.status, row.answered, row.answered_right) == (status, answered, right)
    assert (row.cited, outside.refused) == (cited, refused)


def test_every_measure_is_in_the_rows(run: Run) -> None:
    """Of the questions all but `refused`, of those to refuse only it."""
    row, outside = run(_answer(Status.ANSWERED, DOG.id), _question("犬の登録", DOG.id))

    assert [name for name in MEASURES.metrics if not hasattr(row, name)] == ["refused"]
    assert [name for name in MEASURES.metrics if hasattr(outside, name)] == ["refused"]
