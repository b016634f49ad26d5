"""The chatbot as channels see it: built from settings, answering, logging, coming up again."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chatbot.answer import GUIDANCE, Question, Status
from chatbot.decision import Verdict
from chatbot.errors import StoreError
from chatbot.service import Chatbot, Readiness, index_dir, open_chatbot
from chatbot.settings import Settings
from corpus.errors import CityError
from corpus.layout import CityLayout
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import NOON, build, make_faq

GARBAGE = "粗大ごみの出し方を教えてください。"


def test_conversation_with_the_bundled_embedder(published_settings: Settings) -> None:
    """Asked in other words, asked on, asked about something else, asked what nobody wrote down."""
    chatbot = open_chatbot(published_settings, lambda: NOON)

    def ask(text: str) -> tuple[Status, str]:
        answer = chatbot.ask(Question(text, conversation_id="c"))
        return answer.status, answer.sources[0].title if answer.sources else ""

    try:
        assert ask("粗大ごみの出し方を教えて") == (Status.ANSWERED, GARBAGE)
        assert ask("ありがとう") == (Status.CLARIFY, "")
        assert ask("どうやって申し込むの？") == (Status.ANSWERED, GARBAGE)
        assert ask("市立図書館の休館日はいつ") == (
            Status.ANSWERED,
            "市立図書館の休館日はいつですか。",
        )
        assert ask("徳川家康の生年は") == (Status.NO_ANSWER, "")
    finally:
        chatbot.close()


def test_exchange_is_logged_masked(
    make_chatbot: Callable[..., Chatbot], judge: Callable[[Verdict], None]
) -> None:
    """Question, answer, sources and times are in the log, personal data isn't."""
    judge(Verdict.ANSWER)
    chatbot = make_chatbot()
    asked = Question(f"090-1234-5678です。{GARBAGE}", conversation_id="c", channel="line")
    answer = chatbot.ask(asked)
    (logged,) = chatbot.store.history("c", 9)
    assert UUID(logged.answer_id) == UUID(answer.answer_id)
    assert "1234" not in logged.question_masked
    assert GARBAGE in logged.question_masked
    assert (logged.status, logged.reason) == (Status.ANSWERED, GUIDANCE)
    assert (logged.channel, logged.language, logged.confidence) == ("line", "ja", 0.5)
    assert (logged.answer_text, logged.contact) == (answer.text, answer.contact)
    assert [cited.document_id for cited in logged.sources] == [answer.sources[0].document_id]
    assert logged.timing_ms == answer.timing_ms
    assert logged.asked_at == answer.as_of


@pytest.mark.parametrize("text", ["火事です。090-1234-5678です", "死ね 090-1234-5678"])
def test_log_is_masked_where_no_gate_has_masked(
    make_chatbot: Callable[..., Chatbot], text: str
) -> None:
    """An emergency is answered before the privacy gate: its log is masked all the same."""
    chatbot = make_chatbot()
    chatbot.ask(Question(text, conversation_id="c"))
    (logged,) = chatbot.store.history("c", 9)
    assert "1234" not in logged.question_masked


def test_follow_up_over_the_log(
    make_chatbot: Callable[..., Chatbot], judge: Callable[[Verdict], None]
) -> None:
    """The conversation is remembered by its id, and by no other; a thank-you is no topic."""
    judge(Verdict.ANSWER)
    chatbot = make_chatbot()

    def ask(text: str, conversation: str) -> str:
        return chatbot.ask(Question(text, conversation_id=conversation)).sources[0].title

    assert ask(GARBAGE, "a") == GARBAGE
    chatbot.ask(Question("ありがとう", conversation_id="a"))
    assert ask("それはいくらですか", "a") == GARBAGE
    assert ask("市立図書館の休館日はいつですか。", "b") == "市立図書館の休館日はいつですか。"
    assert ask("予約はいりますか", "b") == "市立図書館の休館日はいつですか。"
    assert ask("持ち物は？", "a") == GARBAGE


def test_feedback_is_kept_masked(make_chatbot: Callable[..., Chatbot]) -> None:
    """What a resident writes about an answer may hold personal data too."""
    chatbot = make_chatbot()
    answer = chatbot.ask(Question("こんにちは"))
    chatbot.give_feedback(answer.answer_id, helpful=False, comment="090-1234-5678に電話して")
    (kept,) = chatbot.store.feedback(None, 9)
    assert "1234" not in kept.comment
    assert "に電話して" in kept.comment
    with pytest.raises(StoreError) as caught:
        chatbot.give_feedback("none", helpful=True)
    assert caught.value.key == "store.unknown_answer"


def test_what_waits_to_be_written_is_forgotten_too(make_chatbot: Callable[..., Chatbot]) -> None:
    """Whoever leaves right after asking is no longer to be found by the conversation."""
    chatbot = make_chatbot()
    chatbot.ask(Question("こんにちは", conversation_id="c"))
    chatbot.forget("c")
    assert chatbot.store.history("c", 9) == []
    assert sum(chatbot.store.counts(None).values()) == 1


def test_store_that_fails_keeps_no_answer_back(
    make_chatbot: Callable[..., Chatbot], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The resident is answered; operators read of it, without the question."""
    chatbot = make_chatbot()
    for path in (tmp_path / "data").glob("annai.db*"):
        path.write_bytes(b"no database any more" * 500)
    caplog.set_level(logging.ERROR)
    answer = chatbot.ask(Question("こんにちは", conversation_id="c"))
    assert answer.status is Status.CLARIFY
    chatbot.close()
    assert "answer not logged" in caplog.text
    assert "こんにちは" not in caplog.text


def test_city_without_an_index_yet(make_chatbot: Callable[..., Chatbot], engines: Engines) -> None:
    """It starts, sends residents to the desk, and takes the first index up by itself."""
    chatbot = make_chatbot(indexed=False)
    assert chatbot.readiness() == Readiness("", store=True)
    answer = chatbot.ask(Question(GARBAGE))
    assert (answer.status, answer.reason) == (Status.ERROR, "error.snapshot.none")
    assert answer.contact is not None
    assert answer.contact.department == "総合相談"
    assert chatbot.ask(Question("火事です")).status is Status.EMERGENCY

    snapshots = Snapshots(index_dir(chatbot.settings))
    name = build(snapshots, engines, [make_faq("犬は？", "登録します。")])
    snapshots.publish(name)
    chatbot._live.refresh()  # noqa: SLF001  # the watcher would within a second
    assert chatbot.readiness() == Readiness(name, store=True)


def test_suggestions_to_begin_with(make_chatbot: Callable[..., Chatbot]) -> None:
    """The city's, in the language asked for, else in Japanese."""
    chatbot = make_chatbot()
    assert chatbot.suggestions("ja")[0] == GARBAGE
    assert chatbot.suggestions("en") == chatbot.suggestions("ja")


def test_clock_is_the_city_s(
    published_settings: Settings, engines: Engines, small_city: CityLayout
) -> None:
    """Without a clock of the caller's, it is the system's in the city's time zone."""
    text = small_city.settings.read_text(encoding="utf-8")
    small_city.settings.write_text(f'timezone = "Asia/Katmandu"\n{text}', encoding="utf-8")
    chatbot = open_chatbot(published_settings, engines=engines)
    try:
        assert chatbot.ask(Question("こんにちは")).as_of.utcoffset() == timedelta(minutes=345)
    finally:
        chatbot.close()


def test_city_that_isnt_valid_doesnt_start(
    make_chatbot: Callable[..., Chatbot], small_city: CityLayout
) -> None:
    """The error names what is wrong."""
    small_city.settings.write_text("nmae = 1", encoding="utf-8")
    with pytest.raises(CityError):
        make_chatbot(indexed=False)


def test_threads_share_a_chatbot(
    make_chatbot: Callable[..., Chatbot], judge: Callable[[Verdict], None]
) -> None:
    """Residents ask at once: each gets the answer to their question, and each is logged."""
    judge(Verdict.ANSWER)
    chatbot = make_chatbot()
    titles = [GARBAGE, "市立図書館の休館日はいつですか。", "犬の登録はどこでしますか。"] * 20

    def ask(numbered: tuple[int, str]) -> str:
        number, text = numbered
        answer = chatbot.ask(Question(text, conversation_id=f"c{number}"))
        return answer.sources[0].title

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, enumerate(titles))) == titles
    store = chatbot.store
    assert all(len(store.history(f"c{number}", 9)) == 1 for number in range(len(titles)))
