"""What residents read of the state, in every language."""

import string
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files

import pytest

from chatbot.answer import LANGUAGES, Mode
from chatbot.disaster.banner import banner, banners, drill_prefix, order_text
from chatbot.disaster.event import HAZARDS, ORDER_LEVELS
from chatbot.disaster.orders import Order
from chatbot.disaster.state import DisasterState
from corpus.messages import Catalogue

CATALOGUE = Catalogue("chatbot")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=9)))
ISSUED = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
OTHERS = [language for language in LANGUAGES if language != "ja"]


def state(mode: Mode, *orders: str, hazards: tuple[str, ...] = ()) -> DisasterState:
    """Make a state with orders of these kinds."""
    made = tuple(Order(kind, ("旭町", "古ケ崎"), ISSUED, (), "本部") for kind in orders)
    return DisasterState(mode, NOW, hazards, orders=made)


def texts(language: str) -> dict[str, str]:
    """Return the texts of one language as its file has them."""
    file = files("chatbot") / "messages" / f"{language}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))["disaster"]
    return {
        f"{group}.{key}": text
        for group in ("banner", "order", "hazard")
        for key, text in table[group].items()
    }


def test_normal_mode_has_no_banner() -> None:
    """An empty text in each language."""
    assert banners(state(Mode.NORMAL), CATALOGUE) == dict.fromkeys(LANGUAGES, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_banner_names_hazards_and_numbers(language: str) -> None:
    """Whom to call stands in it, whatever the language."""
    about = banner(state(Mode.DISASTER, hazards=("flood",)), language, CATALOGUE)

    assert CATALOGUE.text("disaster.hazard.flood", language) in about
    assert all(number in about for number in ("119", "110"))
    assert "119" in banner(state(Mode.DISASTER), language, CATALOGUE)
    assert "【訓練】" not in about


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_drill_begins_with_the_drill(language: str) -> None:
    """In Japanese, and in the reader's language."""
    said = banner(state(Mode.DRILL, "避難指示"), language, CATALOGUE).splitlines()
    prefix = drill_prefix(Mode.DRILL, language, CATALOGUE)

    assert len(said) == 2
    assert prefix.startswith("【訓練】")
    assert all(line.startswith(prefix) for line in said)
    assert drill_prefix(Mode.DISASTER, language, CATALOGUE) == ""
    assert (prefix == "【訓練】") == (language == "ja")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ORDER_LEVELS)
def test_an_order_says_what_where_and_when(kind: str, language: str) -> None:
    """In the city's time; the Japanese name is what residents hear outside."""
    given = state(Mode.DISASTER, kind)
    said = order_text(given.orders[0], given, language, CATALOGUE)

    assert all(part in said for part in (kind, "旭町", "古ケ崎", "09:30", "22", "11"))
    assert str(ORDER_LEVELS[kind]) in said
    assert said in banner(given, language, CATALOGUE)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    """The same keys with the same placeholders, and no copy of the Japanese."""

    def placeholders(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    japanese, translated = texts("ja"), texts(language)
    assert {key: placeholders(text) for key, text in translated.items()} == {
        key: placeholders(text) for key, text in japanese.items()
    }
    alike = {"地震", "洪水", "大雪"}  # in Chinese
    same = {text for key, text in japanese.items() if translated[key] == text}
    assert same - alike == set()


def test_every_hazard_has_a_name() -> None:
    """And no name is left over."""
    assert {key for key in texts("ja") if key.startswith("hazard.")} == {
        f"hazard.{name}" for name in HAZARDS
    }
