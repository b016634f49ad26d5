"""Lists, page by page, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.answer import Status
from chatbot.review import listing
from chatbot.review.listing import Asked, Listing, Place, Wanted
from chatbot.review.period import Period
from chatbot.store import Trouble
from chatbot.store.store import Store

TOKYO = ZoneInfo("Asia/Tokyo")
PERIOD = Period(date(2026, 11, 21), date(2026, 11, 23), TOKYO)
NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=TOKYO)


def questions(found: list[Asked]) -> list[str]:
    """Return what was asked."""
    return [asked.exchange.question_masked for asked in found]


def test_pages_follow_each_other(store: Store, ask: Callable[..., str]) -> None:
    """Newest first; nothing is missing or twice, also where all were asked at one moment."""
    for number in range(7):
        moment = NOON + timedelta(seconds=number // 4)
        ask(question_masked=f"質問{number}", asked_at=moment)
    lists, wanted = Listing(store), Wanted(PERIOD)
    first = lists.asked(wanted, 3)
    ask(question_masked="あとから", asked_at=NOON + timedelta(hours=1))
    second = lists.asked(wanted, 3, Place.read(str(first[-1].place)))
    third = lists.asked(wanted, 3, second[-1].place)

    assert questions(first) == ["質問6", "質問5", "質問4"]
    assert questions(second) == ["質問3", "質問2", "質問1"]
    assert questions(third) == ["質問0"]


def test_a_file_gets_all_in_batches(
    store: Store, ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than fit into one batch."""
    monkeypatch.setattr(listing, "BATCH", 2)
    for number in range(5):
        ask(question_masked=str(number))

    assert len(set(questions(list(Listing(store).all_asked(Wanted(PERIOD)))))) == 5


def test_status_and_words_narrow_the_list(store: Store, ask: Callable[..., str]) -> None:
    """In any case; a sign of the database's patterns means itself."""
    ask(question_masked="WiFiは100%使えますか", status=Status.NO_ANSWER)
    ask(question_masked="WIFIの場所")
    ask(question_masked="ごみ", asked_at=PERIOD.end)
    lists = Listing(store)

    def found(status: Status | None = None, words: str = "") -> int:
        wanted = Wanted(PERIOD, status, words)
        assert lists.count(wanted) == len(lists.asked(wanted, 9))
        return lists.count(wanted)

    assert (found(), found(Status.NO_ANSWER), found(words="wifi")) == (2, 1, 2)
    assert (found(words="%"), found(words="_"), found(words="ごみ")) == (1, 0, 0)


def test_a_question_comes_with_what_was_said_of_it(store: Store, ask: Callable[..., str]) -> None:
    """Helpful, not helpful, nothing."""
    for helpful in (True, False, None):
        ask(helpful=helpful)

    assert [asked.helpful for asked in Listing(store).asked(Wanted(PERIOD), 3)] == [
        None,
        False,
        True,
    ]


def test_feedback_of_a_period(store: Store, ask: Callable[..., str]) -> None:
    """All, or one kind only."""
    ask(helpful=True)
    ask(helpful=False)
    ask(helpful=False, asked_at=PERIOD.end)
    lists = Listing(store)

    assert len(lists.feedback(PERIOD, helpful=None, limit=9)) == 2
    assert [one.helpful for one in lists.feedback(PERIOD, helpful=False, limit=9)] == [False]


def test_unanswered_of_a_period_and_a_trouble(store: Store, ask: Callable[..., str]) -> None:
    """What failed after the period isn't in it."""
    ask(question_masked="A", status=Status.NO_ANSWER)
    ask(question_masked="B", helpful=False)
    ask(question_masked="C", status=Status.NO_ANSWER, asked_at=PERIOD.end)
    lists = Listing(store)

    assert sorted(one.question for one in lists.unanswered(PERIOD, 9, None)) == ["A", "B"]
    (only,) = lists.unanswered(PERIOD, 9, Trouble.UNHELPFUL)
    assert (only.question, only.status) == ("B", Trouble.UNHELPFUL)


@pytest.mark.parametrize("text", ["-", "1", "a-1", "1-b", f"{10**30}-1", f"1-{1 << 63}", "1--1"])
def test_a_place_is_read_or_refused(text: str) -> None:
    """An address can say anything."""
    with pytest.raises(ValueError, match=text):
        Place.read(text)


def test_a_place_keeps_the_microsecond() -> None:
    """As the database does."""
    place = Place(datetime(2026, 11, 22, 3, 0, 0, 999999, tzinfo=UTC), 42)

    assert Place.read(str(place)) == place
