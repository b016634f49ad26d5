"""Figures of a period, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chatbot.answer import Mode, Status
from chatbot.review.counting import Counting
from chatbot.review.figures import Outcome
from chatbot.review.period import Period
from chatbot.store.store import Store

TOKYO = ZoneInfo("Asia/Tokyo")
PERIOD = Period(date(2026, 11, 21), date(2026, 11, 23), TOKYO)
MIDNIGHT = datetime(2026, 11, 22, tzinfo=TOKYO)


def test_days_are_the_citys(store: Store, ask: Callable[..., str]) -> None:
    """A minute before midnight of Japan is the day before, though both are one day in UTC."""
    ask(asked_at=MIDNIGHT - timedelta(minutes=1))
    ask(asked_at=MIDNIGHT)
    ask(asked_at=MIDNIGHT + timedelta(hours=23, minutes=59))
    ask(asked_at=PERIOD.begin - timedelta(microseconds=1))
    ask(asked_at=PERIOD.end)
    figures = Counting(store).figures(PERIOD)

    assert [(day.day.day, day.asked) for day in figures.days] == [(21, 1), (22, 2), (23, 0)]
    assert figures.asked == 3


def test_each_question_has_one_outcome(store: Store, ask: Callable[..., str]) -> None:
    """Whatever status it ended in; a greeting that asks back is no question that failed."""
    for status in Status:
        ask(status=status)
    ask(status=Status.CLARIFY, reason="small_talk.greeting")
    figures = Counting(store).figures(PERIOD)

    assert {outcome: figures.ended(outcome) for outcome in Outcome} == {
        Outcome.ANSWERED: 3,
        Outcome.ASKED_BACK: 1,
        Outcome.UNANSWERED: 2,
        Outcome.OTHER: 2,
    }
    assert figures.asked == 8
    assert figures.statuses["clarify"] == 2


def test_topics_are_of_answers_and_desks_of_questions_without(
    store: Store, ask: Callable[..., str]
) -> None:
    """The most frequent first, then by name; a question that was declined has neither."""
    for topic in ("税", "ごみ", "戸籍", "ごみ"):
        ask(topic=topic)
    ask(topic="市民課", status=Status.NO_ANSWER)
    ask(topic="", status=Status.REFUSED)
    figures = Counting(store).figures(PERIOD)

    assert list(figures.topics.items()) == [("ごみ", 2), ("戸籍", 1), ("税", 1)]
    assert figures.desks == {"市民課": 1}


def test_languages_channels_and_modes(store: Store, ask: Callable[..., str]) -> None:
    """Each is counted apart."""
    ask(language="en", channel="line", mode=Mode.DRILL, status=Status.DISASTER)
    ask(language="en")
    ask()
    figures = Counting(store).figures(PERIOD)

    assert figures.languages == {"en": 2, "ja": 1}
    assert figures.channels == {"web": 2, "line": 1}
    assert figures.modes == {"normal": 2, "drill": 1}


def test_feedback_counts_on_the_day_it_was_given(store: Store, ask: Callable[..., str]) -> None:
    """Helpful or not; what was asked earlier and rated today counts today."""
    ask(helpful=True)
    ask(helpful=False)
    old = ask(asked_at=PERIOD.begin - timedelta(days=5))
    store.give_feedback(old, helpful=False, reason="", comment="", now=MIDNIGHT)
    figures = Counting(store).figures(PERIOD)

    assert [(day.helpful, day.unhelpful) for day in figures.days] == [(0, 0), (1, 2), (0, 0)]
    assert (figures.helpful, figures.unhelpful) == (1, 2)


def test_an_empty_store_counts_nothing(store: Store) -> None:
    """Every day is there with nothing on it."""
    figures = Counting(store).figures(PERIOD)

    assert (figures.asked, len(figures.days), figures.topics) == (0, 3, {})
