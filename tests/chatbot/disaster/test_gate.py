"""The gate of a disaster: guides, shelters, the menu, and the safety text when all else fails."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chatbot.answer import LANGUAGES, Location, Mode, Question, Status
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import load_settings
from chatbot.store.opening import open_store
from indexing.search import Engines

TOKIWADAIRA = Location(35.8035, 139.9480)


def _switch(data_dir: Path, action: Action, *hazards: str) -> None:
    store = open_store(f"sqlite:///{data_dir / 'annai.db'}")
    event = DisasterEvent(
        at=datetime.now(UTC), actor="職員", action=action, hazards=hazards, reason="試験"
    )
    Journal(store, data_dir).append(event)
    store.close()


@pytest.fixture
def open_in(
    tmp_path: Path, engines: Engines, embedder_cache: Path
) -> Iterator[Callable[..., Chatbot]]:
    """Opens the bundled city's chatbot, without an index, in a mode."""
    embedder_cache.mkdir(parents=True, exist_ok=True)
    (tmp_path / "models").symlink_to(embedder_cache.resolve())
    opened: list[Chatbot] = []

    def make(action: Action | None, *hazards: str) -> Chatbot:
        if action:
            _switch(tmp_path, action, *hazards)
        opened.append(open_chatbot(load_settings(data_dir=tmp_path), engines=engines))
        return opened[-1]

    yield make
    for chatbot in opened:
        chatbot.close()


@pytest.fixture
def in_disaster(open_in: Callable[..., Chatbot]) -> Chatbot:
    """In disaster mode for a flood."""
    return open_in(Action.ON, "flood")


def test_guide_is_the_approved_text(in_disaster: Chatbot) -> None:
    """Its id is the source's, the mode can be seen, and what helps next is offered."""
    answer = in_disaster.ask(Question("停電した"))
    assert (answer.mode, answer.status) == (Mode.DISASTER, Status.DISASTER)
    assert [source.document_id for source in answer.sources] == ["power-cut"]
    assert "[1]" in answer.text
    assert answer.sources[0].quote.splitlines()[0] in answer.text
    assert answer.suggestions


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_match_is_the_menu(in_disaster: Chatbot, language: str) -> None:
    """In the asker's language; each of its questions leads on."""
    answer = in_disaster.ask(Question("円周率の百桁目", language=language))
    assert (answer.status, answer.reason) == (Status.DISASTER, "disaster.menu")
    assert "119" in answer.text
    assert len(answer.suggestions) == 5
    reasons = [in_disaster.ask(Question(each)).reason for each in answer.suggestions]
    assert reasons[:2] == ["disaster.where", "disaster.in_force_unknown"]
    assert reasons[2:] == [
        "disaster.guide.go-bag",
        "disaster.guide.safety-confirmation",
        "disaster.guide.emergency-numbers",
    ]


def test_shelters_suit_the_hazard(in_disaster: Chatbot) -> None:
    """By location and by a place in the question; never said to be open."""
    here = in_disaster.ask(Question("近くの避難所", location=TOKIWADAIRA))
    there = in_disaster.ask(Question("常盤平の避難所はどこ"))
    for answer in (here, there):
        assert answer.reason == "disaster.shelters"
        assert len(answer.shelters) == 3
        assert all("flood" in shelter.designated_for for shelter in answer.shelters)
        assert {shelter.status for shelter in answer.shelters} == {"unknown"}
        assert "指定緊急避難場所" in answer.sources[0].title
    distances = [shelter.distance_m or 0 for shelter in here.shelters]
    assert distances == sorted(distances)


def test_location_alone_is_a_question(in_disaster: Chatbot) -> None:
    """As LINE sends it."""
    assert in_disaster.ask(Question("", location=TOKIWADAIRA)).reason == "disaster.shelters"


def test_emergency_comes_first(in_disaster: Chatbot) -> None:
    """In any mode."""
    assert in_disaster.ask(Question("家が燃えています")).status is Status.EMERGENCY


@pytest.mark.parametrize("text", ["ありがとう", "hello", "こんにちは"])
def test_courtesy_gets_the_menu(in_disaster: Chatbot, text: str) -> None:
    """It asks for nothing."""
    assert in_disaster.ask(Question(text)).reason == "disaster.menu"


def test_everyday_question_gets_the_menu(in_disaster: Chatbot) -> None:
    """No search, no guess: even where there is an index."""
    assert in_disaster.ask(Question("パスポートの写真のサイズ")).timing_ms["search"] == 0


def test_every_message_of_a_drill_says_so(open_in: Callable[..., Chatbot]) -> None:
    """Guides, menu, shelters and emergency alike."""
    drill = open_in(Action.DRILL, "earthquake")
    asked = ("停電した", "円周率", "近くの避難所", "いま警報は出ていますか", "家が燃えています", "")
    answers = [drill.ask(Question(text)) for text in asked]
    assert {answer.mode for answer in answers} == {Mode.DRILL}
    assert [answer.text[:4] for answer in answers] == ["【訓練】"] * len(answers)


def test_normal_mode_lets_questions_pass(open_in: Callable[..., Chatbot]) -> None:
    """But for shelters around a point and what is in force: both are of the moment."""
    normal = open_in(None)
    reasons = [
        normal.ask(Question(text, location=point)).reason
        for text, point in (
            ("停電した", None),
            ("近くの避難所", None),
            ("近くの避難所", TOKIWADAIRA),
            ("いま警報は出ていますか", None),
        )
    ]
    assert reasons == [
        "error.snapshot.none",
        "error.snapshot.none",
        "disaster.shelters",
        "disaster.in_force_unknown",
    ]


def test_orders_are_told_with_their_time(tmp_path: Path, open_in: Callable[..., Chatbot]) -> None:
    """Only staff enter them."""
    store = open_store(f"sqlite:///{tmp_path / 'annai.db'}")
    now = datetime.now(UTC)
    Journal(store, tmp_path).append(
        DisasterEvent(
            at=now,
            actor="職員",
            action=Action.ORDER,
            hazards=("flood",),
            reason="江戸川の水位",
            order="避難指示",
            areas=("試験地区",),
            until=now + timedelta(hours=6),
        )
    )
    store.close()
    answer = open_in(None).ask(Question("避難指示は出ていますか"))
    assert (answer.mode, answer.reason) == (Mode.DISASTER, "disaster.in_force_unknown")
    assert "避難指示（警戒レベル4）】試験地区" in answer.text


def test_failure_inside_is_the_safety_text_logged_once(
    in_disaster: Chatbot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It fails closed, in the asker's language, and works again when it can."""

    def broken(*_: object) -> None:
        raise OSError

    with caplog.at_level(logging.INFO, logger="chatbot.disaster"):
        with monkeypatch.context() as patch:
            patch.setattr("chatbot.disaster.guides.matcher.GuideMatcher.match", broken)
            patch.setattr("chatbot.disaster.replies.DisasterReplies.guide", broken)
            texts = [in_disaster.ask(Question("停電した", language=each)) for each in LANGUAGES]
        assert in_disaster.ask(Question("停電した")).reason == "disaster.guide.power-cut"
    assert {answer.reason for answer in texts} == {"disaster.safety"}
    assert all("119" in answer.text and "110" in answer.text for answer in texts)
    failures = [record for record in caplog.records if "disaster answer" in record.message]
    assert [record.levelname for record in failures] == ["ERROR", "INFO"]


def test_answers_are_logged_though_nobody_waits(in_disaster: Chatbot) -> None:
    """In the background, all of them."""
    for _ in range(50):
        in_disaster.ask(Question("停電した"))
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if in_disaster.store.counts(None)[Status.DISASTER] == 50:
            break
        time.sleep(0.05)
    assert in_disaster.store.counts(None)[Status.DISASTER] == 50
