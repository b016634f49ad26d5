"""Grading generated answers, and their figures."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from chatbot.answer import Answer, Source, Status
from chatbot.llm.usage import Usage
from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from eval.generation.figures import pass_hat, summary
from eval.generation.scoring import Scores, score_all
from eval.generation.sentences import cited_sentences
from eval.generation.told import Told

URL = "https://www.example.jp/gomi.html"
PIECE = Evidence(1, "ごみ", "いつ出しますか", "朝8時までに出します。", URL)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
DAY_AND_TIME = "火曜日です。 [1] 9時までに出してください。 [1]"


def _stops_nine(
    sentence: Sentence, evidence: Mapping[int, Evidence], _language: str
) -> Fault | None:
    assert evidence == {1: PIECE}
    return Fault.TIME if "9時" in sentence.text else None


def _told(  # noqa: PLR0913  # each is what a test is about
    text: str = "朝8時までに出してください。 [1]",
    *,
    status: Status = Status.ANSWERED,
    outcome: str = "generated",
    language: str = "ja",
    asked_in: str = "ja",
    right: tuple[str, ...] = ("gomi",),
    name: str = "q1.1",
    timing: Mapping[str, float] | None = None,
) -> Told:
    source = Source(1, "gomi", "ごみ", URL, "", None, "", None, "")
    answer = Answer(
        "a",
        "c",
        status,
        text,
        language,
        NOON,
        sources=(source,) if status is Status.ANSWERED else (),
        timing_ms=dict(timing or {}),
        generation=outcome,
    )
    question, _, repetition = name.partition(".")
    return Told(
        id=name,
        question=question,
        repetition=int(repetition),
        text="?",
        language=asked_in,
        documents=right,
        kind="" if right else "legal",
        answer=answer,
        evidence=(PIECE,),
        usage=Usage(100, 10),
    )


def _scores(told: Told) -> Scores:
    (scored,) = score_all([told], _stops_nine)
    return scored.scores


def test_a_text_is_cut_at_its_marks() -> None:
    """The full stop may stand behind them; addresses of sources are tokens; the rest has none."""
    text = f"朝出します。 [1]\n・詳しくは {URL} をご覧ください [1][2]。おしまいです。"

    assert cited_sentences(text, {1: URL, 2: ""}) == [
        Sentence("朝出します。", (1,)),
        Sentence("・詳しくは {{link:1}} をご覧ください", (1, 2)),
        Sentence("おしまいです。", ()),
    ]


def test_of_two_sources_at_one_address_the_cited_one_is_meant() -> None:
    """And the longer of two addresses that begin alike."""
    urls = {1: URL, 2: URL, 3: f"{URL}?page=2"}

    assert cited_sentences(f"{URL} [2] {URL}?page=2 [3]", urls) == [
        Sentence("{{link:2}}", (2,)),
        Sentence("{{link:3}}", (3,)),
    ]


def test_a_right_answer_is_right_in_everything() -> None:
    """Every sentence borne out, a right document, the language that was asked."""
    scores = _scores(_told())

    assert (scores.sentences, scores.faults, scores.borne_out) == (1, (), 1)
    assert (scores.answered, scores.answered_right, scores.language_right) == (1, 1, 1)
    assert (scores.refused, scores.right) == (None, 1)


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        (_told(DAY_AND_TIME), "borne_out", 1 / 2),
        (_told(right=("other",)), "answered_right", 0),
        (_told("Put it out by 8.  [1]"), "language_right", 0),
        (_told(asked_in="en"), "language_right", 0),
        (_told(status=Status.NO_ANSWER, outcome=""), "answered", 0),
        (_told(right=()), "refused", 0),
    ],
    ids=["invented", "wrong document", "other language", "mistaken", "refused", "answered"],
)
def test_one_thing_wrong_makes_it_wrong(told: Told, field: str, value: float) -> None:
    """Whatever it is."""
    scores = _scores(told)

    assert getattr(scores, field) == value
    assert scores.right == 0


def test_quotes_are_not_graded_as_generated() -> None:
    """A fall-back is the city's own words; what isn't answered has no sentence."""
    fallback = _scores(_told("9時 [1]", outcome="fallback.timeout"))
    refused = _scores(_told(status=Status.REFUSED, outcome="", right=()))
    emergency = _scores(_told("119", status=Status.EMERGENCY, outcome=""))

    assert (fallback.sentences, fallback.borne_out, fallback.right) == (0, None, 1)
    assert (refused.answered, refused.refused, refused.right) == (None, 1, 1)
    assert (emergency.answered, emergency.right) == (1, 1)


def test_easy_japanese_is_japanese() -> None:
    """Both ways."""
    assert _scores(_told(language="ja-easy")).language_right == 1


def test_what_was_told_can_be_read_again() -> None:
    """A row of a stored run holds all that grading takes."""
    (scored,) = score_all([_told()], _stops_nine)

    assert Told.model_validate(scored.row, strict=False) == scored.told


@pytest.mark.parametrize(
    ("right", "k", "expected"),
    [(3, 1, 3 / 4), (3, 2, 1 / 2), (3, 3, 1 / 4), (3, 4, 0), (4, 4, 1), (0, 1, 0)],
)
def test_pass_hat_k(right: int, k: int, expected: float) -> None:
    """Of 4 answers 3 are right: C(3,2) / C(4,2) = 3 / 6, C(3,3) / C(4,3) = 1 / 4."""
    assert pass_hat(right, 4, k) == expected


def test_the_figures_of_a_run() -> None:
    """Two questions asked twice: q1 is right both times, q2 once; r1 is refused both times.

    pass^1 = (1 + 1/2 + 1) / 3, pass^2 = (1 + 0 + 1) / 3. Of four sentences one is not borne out.
    """
    answers = [
        _told(name="q1.1", timing={"generation_own": 4, "total": 900}),
        _told(name="q1.2", timing={"generation_own": 6, "total": 700}, outcome="partial"),
        _told(DAY_AND_TIME, name="q2.1", timing={"generation_own": 5, "total": 800}),
        _told("9時 [1]", name="q2.2", outcome="fallback.timeout", timing={"total": 20000}),
        *(_told(name=f"r1.{n}", right=(), status=Status.REFUSED, outcome="") for n in (1, 2)),
    ]
    figures = summary(score_all(answers, _stops_nine))

    assert figures == {
        "answers": 6,
        "sentences": 4,
        "borne_out_rate": 3 / 4,
        "faults": {"time": 1},
        "worded": 4,
        "generated_rate": 1 / 2,
        "partial_rate": 1 / 4,
        "fallback_rate": 1 / 4,
        "outcomes": {"fallback.timeout": 1 / 4, "generated": 1 / 2, "partial": 1 / 4},
        "answered_rate": 1,
        "answered_right": 1,
        "refused_rate": 1,
        "language_right": 1,
        "language_right_by_language": {"ja": 1},
        "pass_hat": {"1": pytest.approx(2.5 / 3), "2": pytest.approx(2 / 3)},
        "own_ms": {"p50": 5, "p95": 6},
        "total_ms": {"p50": 800, "p95": 900},
        "input_tokens": 600,
        "output_tokens": 60,
    }


def test_a_run_that_worded_nothing_has_no_rates() -> None:
    """Not applicable isn't 0."""
    figures = summary(score_all([_told(status=Status.REFUSED, outcome="")], _stops_nine))

    assert (figures["borne_out_rate"], figures["generated_rate"], figures["own_ms"]) == (
        None,
        None,
        None,
    )
