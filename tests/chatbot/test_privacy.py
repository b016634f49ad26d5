"""Gate 2: personal data goes no further."""

from datetime import UTC, datetime

import pytest

from chatbot.errors import ChatbotError
from chatbot.gates.privacy import PrivacyGate
from chatbot.turn import Turn

PUBLIC = frozenset({"047-366-1111"})


@pytest.fixture
def gate() -> PrivacyGate:
    """A gate of a city with one public number."""
    return PrivacyGate.of(ChatbotError.catalogue, PUBLIC)


def _turn(text: str, language: str = "ja") -> Turn:
    return Turn(text, language, datetime(2026, 4, 1, tzinfo=UTC), notices=("前の注意",))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_personal_data_is_masked_and_the_resident_told(gate: PrivacyGate, language: str) -> None:
    """The turn goes on without it, with a notice beside those it had."""
    passed = gate(_turn("電話は090-1234-5678です。転入届は？", language))
    assert isinstance(passed, Turn)
    assert "1234" not in passed.text
    assert "転入届は？" in passed.text
    notice = ChatbotError.catalogue.text("notice.masked", language)
    assert passed.notices == ("前の注意", notice)


@pytest.mark.parametrize(
    "text", ["047-366-1111は何番ですか", "119番", "〒271-8588", "2026年4月1日"]
)
def test_public_numbers_stay(gate: PrivacyGate, text: str) -> None:
    """The city's own number is no secret, and nobody is told off for it."""
    turn = _turn(text)
    assert gate(turn) is turn
