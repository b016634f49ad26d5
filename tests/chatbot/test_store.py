"""The store keeps exchanges and feedback, on SQLite and PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import StatementError

from chatbot.answer import Contact, Mode, Status
from chatbot.errors import StoreError
from chatbot.store import CitedDocument, Exchange, Feedback, Trouble, Unanswered
from chatbot.store.store import Store

JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=JST)
PLAIN = Exchange(
    answer_id="",
    conversation_id="conversation",
    asked_at=NOW,
    channel="web",
    language="ja",
    mode=Mode.NORMAL,
    status=Status.ANSWERED,
    reason="guidance",
    question_masked="ごみの日は？",
    answer_text="火曜日です。[1]",
)


def asked(question: str = "ごみの日は？", **changes: Any) -> Exchange:  # noqa: ANN401  # of any field
    """Make an exchange with an id of its own."""
    return replace(PLAIN, answer_id=str(uuid4()), question_masked=question, **changes)


def record(store: Store, *exchanges: Exchange) -> None:
    """Record several."""
    for exchange in exchanges:
        store.record(exchange)


def test_exchange_comes_back_as_it_went_in(store: Store) -> None:
    """Every field, the sources in their order, and the moment (in UTC) survive."""
    exchange = asked(
        status=Status.CLARIFY,
        mode=Mode.DRILL,
        sources=(CitedDocument("gomi/1.md", "ごみ"), CitedDocument("b", "B")),
        contact=Contact("清掃課", "047-000-0000", "平日", None),
        timing_ms={"total": 12.25, "search": 6.5},
        confidence=0.75,
    )
    record(store, exchange)
    (found,) = store.history("conversation", 5)
    assert found == exchange
    assert found.asked_at.tzinfo == UTC


def test_history_is_the_end_of_one_conversation(store: Store) -> None:
    """The last ones, oldest first, of this conversation only; `limit` 0 is none."""
    exchanges = [asked(f"質問{n}", asked_at=NOW + timedelta(minutes=n)) for n in range(4)]
    record(store, *reversed(exchanges), asked(conversation_id="other"))
    assert store.history("conversation", 3) == exchanges[1:]
    assert store.history("conversation", 0) == []
    assert store.history("unknown", 3) == []


def test_same_moment_keeps_the_order_of_recording(store: Store) -> None:
    """A clock that stands still doesn't shuffle a conversation."""
    exchanges = [asked(f"質問{n}") for n in range(6)]
    record(store, *exchanges)
    assert store.history("conversation", 4) == exchanges[2:]


def test_any_text_can_be_stored(store: Store) -> None:
    """What no database takes (NUL, half a surrogate pair) becomes U+FFFD; the rest is untouched."""
    record(store, asked("a\0b\ud83dc 😀 '); DROP TABLE exchanges; --"))
    (found,) = store.history("conversation", 1)
    assert found.question_masked == "a\ufffdb\ufffdc 😀 '); DROP TABLE exchanges; --"


def test_wrong_use_is_not_an_error_of_the_database(store: Store) -> None:
    """A moment without a zone and an id that is no UUID are the caller's bugs: no `StoreError`."""
    with pytest.raises(ValueError, match="UUID"):
        store.record(PLAIN)
    with pytest.raises(StatementError, match="ValueError"):
        store.record(asked(asked_at=datetime(2026, 11, 22)))  # noqa: DTZ001  # the bug


def test_answer_is_recorded_once(store: Store) -> None:
    """A second exchange with the same id is refused, and the first stays."""
    exchange = asked()
    record(store, exchange)
    with pytest.raises(StoreError) as caught:
        record(store, replace(exchange, answer_text="other"))
    assert caught.value.key == "store.failed"
    assert store.history("conversation", 5) == [exchange]


def test_feedback_replaces_what_was_said_before(store: Store) -> None:
    """A resident may change their mind; only the last word counts."""
    exchange = asked()
    record(store, exchange)
    store.give_feedback(exchange.answer_id, helpful=False, reason="wrong", comment="違う", now=NOW)
    later = NOW + timedelta(minutes=1)
    store.give_feedback(exchange.answer_id, helpful=True, reason="", comment="", now=later)
    assert store.feedback(None, 5) == [
        Feedback(exchange.answer_id, later, True, "", "", "ごみの日は？", Status.ANSWERED)  # noqa: FBT003  # fields in order
    ]
    assert store.unanswered(None, 5) == []


def test_feedback_is_listed_newest_first_from_a_moment_on(store: Store) -> None:
    """Staff read what is new."""
    exchanges = [asked(f"質問{n}") for n in range(3)]
    record(store, *exchanges)
    for minute, exchange in enumerate(exchanges):
        moment = NOW + timedelta(minutes=minute)
        store.give_feedback(exchange.answer_id, helpful=True, reason="", comment="", now=moment)
    listed = store.feedback(NOW + timedelta(minutes=1), 5)
    assert [feedback.question_masked for feedback in listed] == ["質問2", "質問1"]
    assert len(store.feedback(None, 1)) == 1


@pytest.mark.parametrize("answer_id", [str(UUID(int=0)), "not-a-uuid", "", "\0"])
def test_feedback_on_an_unknown_answer(store: Store, answer_id: str) -> None:
    """Whatever a client sends as an id, the error says that there is no such answer."""
    with pytest.raises(StoreError) as caught:
        store.give_feedback(answer_id, helpful=True, reason="", comment="", now=NOW)
    assert caught.value.key == "store.unknown_answer"
    assert store.feedback(None, 5) == []


def test_unanswered_groups_wordings(store: Store) -> None:
    """Width, case, spaces and punctuation don't make another question; most frequent first."""
    one, two, three = (
        asked(question, status=Status.NO_ANSWER, asked_at=NOW + timedelta(minutes=n))
        for n, question in enumerate(["WiFiは使える？", "ＷｉＦｉは 使える", "wifiは使える。"])
    )
    clarify = asked("ごみ", status=Status.CLARIFY)
    unhelpful = asked("火葬の予約", asked_at=NOW + timedelta(hours=1))
    record(store, three, one, clarify, unhelpful, two, asked("答えられた質問"))
    store.give_feedback(unhelpful.answer_id, helpful=False, reason="", comment="", now=NOW)
    assert store.unanswered(None, 5) == [
        Unanswered(
            max(one.question_masked, two.question_masked, three.question_masked),
            3,
            NOW,
            NOW + timedelta(minutes=2),
            Trouble.NO_ANSWER,
        ),
        Unanswered("火葬の予約", 1, unhelpful.asked_at, unhelpful.asked_at, Trouble.UNHELPFUL),
        Unanswered("ごみ", 1, NOW, NOW, Trouble.CLARIFY),
    ]
    assert len(store.unanswered(None, 2)) == 2


def test_unanswered_leaves_small_talk_out(store: Store) -> None:
    """A greeting asks back too, but nobody's question went unanswered."""
    record(store, asked("こんにちは", status=Status.CLARIFY, reason="small_talk.greeting"))
    assert store.unanswered(None, 5) == []


def test_unanswered_counts_an_exchange_once(store: Store) -> None:
    """A refusal that was also called unhelpful is one question in trouble, named by the refusal."""
    refused = asked(status=Status.NO_ANSWER)
    record(store, refused)
    store.give_feedback(refused.answer_id, helpful=False, reason="", comment="", now=NOW)
    (only,) = store.unanswered(None, 5)
    assert (only.count, only.status) == (1, Trouble.NO_ANSWER)


def test_unanswered_tells_questions_without_words_apart(store: Store) -> None:
    """「？」 and 「!!」 have no letters to compare, so they are compared as they are."""
    record(store, asked("？", status=Status.CLARIFY), asked("!!", status=Status.CLARIFY))
    assert sorted(found.question for found in store.unanswered(None, 5)) == ["!!", "？"]


def test_since_limits_what_is_counted(store: Store) -> None:
    """Before the moment: not counted; at the moment: counted, in any time zone."""
    record(
        store,
        asked(status=Status.NO_ANSWER, asked_at=NOW - timedelta(seconds=1)),
        asked(status=Status.NO_ANSWER),
        asked(status=Status.EMERGENCY),
    )
    since = NOW.astimezone(UTC)
    assert [found.count for found in store.unanswered(since, 5)] == [1]
    counts = {status: count for status, count in store.counts(since).items() if count}
    assert counts == {Status.NO_ANSWER: 1, Status.EMERGENCY: 1}
    assert store.counts(None)[Status.NO_ANSWER] == 2
    assert set(store.counts(None)) == set(Status)


def test_purge_removes_what_is_old_with_its_feedback(store: Store) -> None:
    """Retention: what was asked before the moment goes, what was asked at it stays."""
    old, edge = asked("古い", asked_at=NOW - timedelta(seconds=1)), asked("境目")
    record(store, old, edge)
    for exchange in (old, edge):
        store.give_feedback(exchange.answer_id, helpful=True, reason="", comment="", now=NOW)
    assert store.purge(NOW) == 1
    assert store.history("conversation", 5) == [edge]
    assert [feedback.answer_id for feedback in store.feedback(None, 5)] == [edge.answer_id]
    assert store.purge(NOW) == 0


def test_no_row_is_lost_under_fifty_threads(store: Store) -> None:
    """2,000 records from 50 threads at once are all there, each once."""
    exchanges = [asked(conversation_id=str(n % 50)) for n in range(2000)]
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(store.record, exchanges))
    assert store.counts(None)[Status.ANSWERED] == 2000
    assert sorted(
        exchange.answer_id for n in range(50) for exchange in store.history(str(n), 2000)
    ) == sorted(exchange.answer_id for exchange in exchanges)


def test_feedback_from_many_threads_on_one_answer(store: Store) -> None:
    """Impatient clicks don't collide: one piece of feedback is left."""
    exchange = asked()
    record(store, exchange)
    with ThreadPoolExecutor(10) as pool:
        clicks = [
            pool.submit(
                store.give_feedback,
                exchange.answer_id,
                helpful=helpful,
                reason="",
                comment="",
                now=NOW,
            )
            for helpful in (True, False) * 20
        ]
    assert [click.result() for click in clicks] == [None] * 40
    assert len(store.feedback(None, 50)) == 1


def test_ping_answers(store: Store) -> None:
    """An open database answers; readiness is this."""
    store.ping()
