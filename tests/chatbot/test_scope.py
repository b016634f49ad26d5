"""Gate 6: what a city's chatbot must not judge or can't know, and what the documents answer."""

import csv
import tomllib
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest

from chatbot.answer import LANGUAGES, Status
from chatbot.contact import Desks
from chatbot.errors import ChatbotError
from chatbot.gates.scope import URGENT, ScopeGate
from chatbot.turn import Reply, Turn
from corpus.city import read_city_settings
from corpus.department import read_departments
from corpus.faq import LANGUAGE_COLUMNS
from corpus.layout import CityLayout
from corpus.table import read_table

SAID = tomllib.loads((Path(__file__).parent / "scopes.toml").read_text(encoding="utf-8"))
EVERY = 10
"""One in so many wordings is tried: all of them take seconds."""


@pytest.fixture(scope="module")
def city() -> CityLayout:
    """The bundled city."""
    return CityLayout.of("matsudo")


@pytest.fixture(scope="module")
def gate(city: CityLayout) -> ScopeGate:
    """Its gate."""
    desks = Desks(read_city_settings(city), read_departments(city.departments))
    return ScopeGate.load(ChatbotError.catalogue, desks)


def _turn(text: str, language: str = "ja") -> Turn:
    return Turn(text, language, datetime(2026, 4, 1, tzinfo=UTC))


def _reason(gate: ScopeGate, text: str) -> str:
    reply = gate(_turn(text))
    return reply.reason if isinstance(reply, Reply) else ""


@pytest.mark.parametrize("kind", SAID["refused"])
def test_out_of_scope_is_refused(gate: ScopeGate, kind: str) -> None:
    """In every language, in full sentences and in keywords."""
    heard = {text: _reason(gate, text) for text in SAID["refused"][kind]}
    assert heard == dict.fromkeys(heard, f"scope.{kind}")


@pytest.mark.parametrize("group", SAID["passes"])
def test_what_documents_may_answer_passes(gate: ScopeGate, group: str) -> None:
    """Where somebody comes from or works, whom to turn to, how to object."""
    heard = {text: _reason(gate, text) for text in SAID["passes"][group]}
    assert {text: reason for text, reason in heard.items() if reason} == {}


def test_every_question_of_the_city_passes(gate: ScopeGate, city: CityLayout) -> None:
    """The bundled city's own questions are offered to be asked: each must reach its answer."""
    columns = ["question", *(f"question_{ending}" for ending in LANGUAGE_COLUMNS)]
    questions = [
        row.cells[column]
        for path in city.sources(city.faqs)
        for row in read_table(path, ("question",))
        for column in columns
        if row.cells.get(column)
    ]
    assert len(questions) > 300
    assert [text for text in questions if _reason(gate, text)] == []


def test_residents_wordings_pass(gate: ScopeGate, city: CityLayout) -> None:
    """However residents put it, what the documents answer is not refused: 1 in 1000 at most."""
    with (city.root / "wordings.csv").open(encoding="utf-8") as file:
        asked = [row["wording"] for row in islice(csv.DictReader(file), 0, None, EVERY)]
    refused = [text for text in asked if _reason(gate, text)]
    assert len(refused) <= len(asked) / 1000, refused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SAID["refused"])
def test_reply_says_whom_to_ask(gate: ScopeGate, kind: str, language: str) -> None:
    """In the asker's language, with the city's desk and questions that can be asked instead."""
    reply = gate(_turn(SAID["refused"][kind][0], language))
    assert isinstance(reply, Reply)
    assert (reply.status, reply.reason) == (Status.REFUSED, f"scope.{kind}")
    assert reply.text == ChatbotError.catalogue.text(f"scope.{kind}", language, city="松戸市")
    assert "{" not in reply.text
    assert reply.contact is not None
    assert reply.contact.department == "松戸市役所（代表）"
    assert reply.suggestions == gate.desks.settings.suggestions_in(language) != ()
    life = ChatbotError.catalogue.text("notice.life_at_risk", language)
    assert reply.notices == ((life,) if kind == URGENT else ())


def test_other_turns_go_on_untouched(gate: ScopeGate) -> None:
    """The next gate gets the very same turn."""
    turn = _turn("粗大ごみを出したい")
    assert gate(turn) is turn


@pytest.mark.parametrize(
    "text",
    [
        *("隣の" * 330, "薬を" * 330, "か" * 1000, "柏" * 1000, "保育園" * 330, "税金" * 500),
        *(
            "is my " * 160,
            "nagareyama " * 90,
            "nna" * 333 + "1",
            "the neighbor " * 76,
            "药" * 1000,
            "가나" * 500,
        ),
    ],
)
def test_patterns_dont_run_away(gate: ScopeGate, text: str) -> None:
    """A thousand characters cost milliseconds."""
    began = perf_counter()
    gate(_turn(text))
    assert perf_counter() - began < 0.5


def test_usual_question_costs_little(gate: ScopeGate) -> None:
    """Well under a millisecond on a machine that does other things too."""
    turn = _turn("引っ越してきたのですが、国民健康保険の手続きには何が必要でしょうか。")
    times = []
    for _ in range(50):
        began = perf_counter()
        gate(turn)
        times.append(perf_counter() - began)
    assert min(times) < 0.001
