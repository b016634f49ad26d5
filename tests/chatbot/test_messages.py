"""What residents read: every text in every language, with the same placeholders."""

import string
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import get_args

import pytest

from chatbot.answer import LANGUAGES
from chatbot.gates.patterns import read_patterns
from corpus.city import Language

RESIDENTS = (
    "guidance",
    "notice",
    "small_talk",
    "refused",
    "scope",
    "error",
    "emergency",
    "line",
)
OTHERS = [language for language in LANGUAGES if language != "ja"]


def _messages(language: str) -> dict[str, str]:
    file = files("chatbot") / "messages" / f"{language}.toml"
    raw: Mapping[str, Mapping[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        f"{table}.{key}": text for table in RESIDENTS for key, text in raw.get(table, {}).items()
    }


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_languages_are_those_a_city_may_offer() -> None:
    """What `city.toml` may name can be answered in."""
    assert set(LANGUAGES) == set(get_args(Language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    """No resident gets a Japanese sentence for want of a key, and no key is left over."""
    assert set(_messages(language)) == set(_messages("ja"))


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    """A translation shows the same values."""
    japanese, translated = _messages("ja"), _messages(language)
    assert {key: _placeholders(text) for key, text in translated.items()} == {
        key: _placeholders(text) for key, text in japanese.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_texts_are_translations(language: str) -> None:
    """None is a copy of the Japanese but what is nothing but a placeholder."""
    japanese, translated = _messages("ja"), _messages(language)
    same = [key for key, text in translated.items() if text == japanese[key] and text != "{quote}"]
    assert [
        key for key in same if key != "guidance.clarify_document" or language != "ja-easy"
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    """An empty bubble helps nobody."""
    assert [key for key, text in _messages(language).items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emergency_names_whom_to_call(language: str) -> None:
    """Each kind of the gate has a text, and each text a number of Japan's."""
    messages = _messages(language)
    kinds = [kind.name for kind in read_patterns("emergency").all]
    assert {f"emergency.{kind}" for kind in kinds} == {
        key for key in messages if key.startswith("emergency.")
    }
    for kind in kinds:
        assert any(n in messages[f"emergency.{kind}"] for n in ("119", "110", "118")), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_numbers_in_every_language(language: str) -> None:
    """A wrong number could cost a life: translations name the numbers of the Japanese text."""

    def numbers(text: str) -> set[str]:
        words = "".join(c if c.isascii() and (c.isdigit() or c in "#-") else " " for c in text)
        return {word.strip("-") for word in words.split() if len(word.strip("-")) >= 3}

    japanese, translated = _messages("ja"), _messages(language)
    for key in japanese:
        if key.startswith("emergency."):
            assert numbers(translated[key]) == numbers(japanese[key]), key


def test_every_kind_of_the_gates_has_its_text() -> None:
    """A pattern file can't name a kind nobody has written a text for."""
    japanese = _messages("ja")
    scopes = [("scope", f"scope-{language}") for language in ("ja", "en", "zh", "ko", "vi")]
    for table, name in (("refused", "protection"), ("small_talk", "small_talk"), *scopes):
        for kind in read_patterns(name).all:
            assert f"{table}.{kind.name}" in japanese
