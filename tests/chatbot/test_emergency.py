"""Gate 1: a life at risk is never missed, and ordinary questions pass."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from chatbot.answer import LANGUAGES, Mode, Status
from chatbot.errors import ChatbotError
from chatbot.gates.emergency import EmergencyGate
from chatbot.gates.patterns import read_patterns
from chatbot.turn import Reply, Turn
from corpus.faq import LANGUAGE_COLUMNS
from corpus.layout import CityLayout
from corpus.table import read_table

SAID = tomllib.loads((Path(__file__).parent / "emergencies.toml").read_text(encoding="utf-8"))
KINDS = [kind for kind in SAID["positive"] if kind != "any"]


@pytest.fixture(scope="module")
def gate() -> EmergencyGate:
    """The gate with its patterns."""
    return EmergencyGate.load(ChatbotError.catalogue)


def _turn(text: str, language: str = "ja", mode: Mode = Mode.NORMAL) -> Turn:
    return Turn(text, language, datetime(2026, 4, 1, tzinfo=UTC), mode)


def _kind(gate: EmergencyGate, text: str) -> str:
    reply = gate(_turn(text))
    return reply.reason.partition(".")[2] if isinstance(reply, Reply) else ""


@pytest.mark.parametrize("kind", KINDS)
def test_emergency_is_heard(gate: EmergencyGate, kind: str) -> None:
    """In every language, in kanji and kana, polite and in panic, by the kind that knows it."""
    heard = {text: _kind(gate, text) for text in SAID["positive"][kind]}
    assert heard == dict.fromkeys(heard, kind)


def test_emergency_in_other_words_is_heard(gate: EmergencyGate) -> None:
    """Whichever kind answers, each says whom to call."""
    assert [text for text in SAID["positive"]["any"] if not _kind(gate, text)] == []


@pytest.mark.parametrize("group", SAID["negative"])
def test_ordinary_question_passes(gate: EmergencyGate, group: str) -> None:
    """The same words about being prepared, about papers, or about what is over."""
    heard = {text: _kind(gate, text) for text in SAID["negative"][group]}
    assert {text: kind for text, kind in heard.items() if kind} == {}


def test_no_question_of_the_city_is_an_emergency(gate: EmergencyGate) -> None:
    """The bundled city's own questions are offered to be asked: each must reach its answer."""
    layout = CityLayout.of("matsudo")
    columns = ["question", *(f"question_{ending}" for ending in LANGUAGE_COLUMNS)]
    questions = [
        row.cells[column]
        for path in layout.sources(layout.faqs)
        for row in read_table(path, ("question",))
        for column in columns
        if row.cells.get(column)
    ]
    assert len(questions) > 300
    assert [text for text in questions if _kind(gate, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_reply_names_whom_to_call(gate: EmergencyGate, language: str) -> None:
    """In the resident's language, first of all and without a search."""
    for kind in read_patterns("emergency").all:
        text = SAID["positive"][kind.name][0]
        reply = gate(_turn(text, language))
        assert isinstance(reply, Reply)
        assert reply.status is Status.EMERGENCY
        assert reply.text == ChatbotError.catalogue.text(f"emergency.{kind.name}", language)
        assert any(number in reply.text for number in ("119", "110", "118"))
        assert (reply.sources, reply.suggestions, reply.search_ms) == ((), (), 0.0)


@pytest.mark.parametrize("mode", Mode)
def test_mode_makes_no_difference(gate: EmergencyGate, mode: Mode) -> None:
    """In a drill a fire is a fire."""
    assert isinstance(gate(_turn("火事です", mode=mode)), Reply)


def test_other_turns_go_on_untouched(gate: EmergencyGate) -> None:
    """The next gate gets the very same turn."""
    turn = _turn("粗大ごみを出したい")
    assert gate(turn) is turn


@pytest.mark.parametrize(
    "text",
    [
        *("人" * 1000, "がが" * 500, "火が" * 500, "息を" * 500, "家が燃え" * 200, "。" * 1000),
        *("住民票の写しを取りたいのですが、どうすればよいですか。" * 40, "help " * 200, "a" * 1000),
    ],
)
def test_longest_question_is_judged_at_once(gate: EmergencyGate, text: str) -> None:
    """No text makes the patterns run away: a thousand characters cost milliseconds."""
    began = perf_counter()
    gate(_turn(text))
    assert perf_counter() - began < 0.5
