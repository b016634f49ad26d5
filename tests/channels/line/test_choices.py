"""Choosing topics and joining the drill group in the talk."""

import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from channels.line.client import LineClient
from channels.line.drill_group import SLOT, DrillGroup, code_at, code_ends, number_of
from channels.line.topics import Topics
from chatbot.answer import LANGUAGES
from chatbot.errors import ChatbotError
from chatbot.store.opening import open_store
from chatbot.store.segments import TOPICS
from chatbot.store.subscribers import Subscriber, Subscribers

NOW = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)
USER = "U" + "0123456789abcdef" * 2
SECRET = "channel secret"  # noqa: S105  # of no channel


@pytest.fixture
def subscribers(tmp_path: Path) -> Iterator[Subscribers]:
    """Nobody yet."""
    with closing(open_store(f"sqlite:///{tmp_path}/annai.db")) as store:
        yield Subscribers(store)


def topics_of(subscribers: Subscribers, mark: str = "") -> Topics:
    """Return what answers about topics."""
    return Topics(subscribers, ChatbotError.catalogue, lambda _: mark, lambda: NOW)


def group_at(subscribers: Subscribers, now: datetime = NOW) -> DrillGroup:
    """Return the drill group at a moment."""
    return DrillGroup(SECRET, subscribers, lambda: now)


def labels(message: dict[str, Any]) -> list[str]:
    """Return what the buttons of a bubble say."""
    contents = message["contents"]["body"]["contents"]
    return [each["action"]["label"] for each in contents if each["type"] == "button"]


def chosen(subscribers: Subscribers) -> frozenset[str]:
    """Return what the user is told about."""
    known = subscribers.get("line", USER)
    return known.topics if known else frozenset()


def test_nobody_is_told_without_having_asked(subscribers: Subscribers) -> None:
    """Looking at the menu subscribes to nothing; every topic can be subscribed to."""
    (menu,) = topics_of(subscribers).answer(USER, "topics", "ja")

    assert subscribers.get("line", USER) is None
    assert labels(menu) == ["登録する"] * len(TOPICS)


def test_a_topic_is_switched_on_and_off(subscribers: Subscribers) -> None:
    """Each answer says what was done, and shows how it is now."""
    topics = topics_of(subscribers)
    (on,) = topics.answer(USER, "topic-on=childcare", "ja")
    assert (chosen(subscribers), on["altText"]) == (
        frozenset({"childcare"}),
        "「子育て」のお知らせを登録しました。",
    )
    assert labels(on) == ["登録する", "やめる", "登録する"]
    (off,) = topics.answer(USER, "topic-off=childcare", "ja")
    assert (chosen(subscribers), off["altText"]) == (
        frozenset(),
        "「子育て」のお知らせをやめました。",
    )


def test_doing_it_twice_changes_nothing(subscribers: Subscribers) -> None:
    """LINE may deliver a tap twice."""
    topics = topics_of(subscribers)
    first = topics.answer(USER, "topic-on=waste", "ja")

    assert topics.answer(USER, "topic-on=waste", "ja") == first
    assert chosen(subscribers) == {"waste"}


def test_other_choices_stay(subscribers: Subscribers) -> None:
    """Language, group and other topics."""
    known = Subscriber("line", USER, "vi", frozenset({"waste"}), False, True, NOW)  # noqa: FBT003  # in order
    subscribers.save(known)
    topics_of(subscribers).answer(USER, "topic-on=disaster", "vi")

    assert subscribers.get("line", USER) == replace(known, topics=frozenset({"waste", "disaster"}))


@pytest.mark.parametrize("data", ["topic-on=", "topic-on=taxes", "topic-off=x=y", "topics=waste"])
def test_what_is_no_topic_shows_the_menu(subscribers: Subscribers, data: str) -> None:
    """A postback can be made up."""
    (menu,) = topics_of(subscribers).answer(USER, data, "ja")

    assert subscribers.get("line", USER) is None
    assert menu["altText"] == "お知らせの登録"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_keeps_lines_limits(subscribers: Subscribers, language: str) -> None:
    """The SDK knows every key, labels have 20 characters at most, and texts are the language's."""
    (menu,) = topics_of(subscribers, "【訓練】").answer(USER, "topic-on=waste", language)
    japanese = ChatbotError.catalogue.text("topics.about")
    about = ChatbotError.catalogue.text("topics.about", language)

    assert LineClient.__doc__  # the SDK is there
    assert all(len(label) <= 20 for label in labels(menu))
    assert menu["altText"].startswith("【訓練】")
    assert len(menu["altText"]) <= 400
    assert about in str(menu)
    assert (about == japanese) is (language == "ja")


def _topic_texts(language: str) -> dict[str, object]:
    file = files("chatbot") / "messages" / f"{language}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))["topics"]
    nested = {
        f"{name}.{key}": text
        for name in ("name", "state", "done")
        for key, text in table.pop(name).items()
    }
    return {**table, **nested}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "ja"])
def test_every_text_on_topics_is_translated(language: str) -> None:
    """No key is missing, none is a copy of the Japanese."""
    japanese, translated = _topic_texts("ja"), _topic_texts(language)

    assert translated.keys() == japanese.keys()
    assert [key for key in japanese if translated[key] == japanese[key]] == []


def test_the_code_lets_somebody_in_and_out(subscribers: Subscribers) -> None:
    """Typed on any keyboard, with or without a space."""
    code = code_at(SECRET, NOW)
    wide = code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    group = group_at(subscribers)
    for said in (f"訓練登録 {code}", f" 訓練登録\u3000{wide}\n", f"訓練登録{code}"):
        assert number_of(USER) in str(group.answer(USER, said))
        joined = subscribers.get("line", USER)
        assert joined is not None
        assert joined.drill
        assert "外れました" in str(group.answer(USER, "訓練解除"))
        left = subscribers.get("line", USER)
        assert left is not None
        assert not left.drill


def test_the_code_counts_for_half_an_hour_at_least(subscribers: Subscribers) -> None:
    """And an hour at most: until the moment that staff are told."""
    code, ends = code_at(SECRET, NOW), code_ends(NOW)

    assert SLOT <= ends - NOW <= 2 * SLOT
    last, late = ends - timedelta(seconds=1), ends
    assert "正しくない" in str(group_at(subscribers, late).answer(USER, f"訓練登録 {code}"))
    assert "入りました" in str(group_at(subscribers, last).answer(USER, f"訓練登録 {code}"))


def test_a_wrong_code_lets_nobody_in(subscribers: Subscribers) -> None:
    """Nor one of another channel."""
    group = group_at(subscribers)
    for code in ("0", "00000000", code_at("other", NOW)):
        assert "正しくない" in str(group.answer(USER, f"訓練登録 {code}"))
    assert subscribers.get("line", USER) is None


@pytest.mark.parametrize("said", ["訓練はいつですか", "訓練登録", "訓練登録の方法", "12345678", ""])
def test_other_texts_are_questions(subscribers: Subscribers, said: str) -> None:
    """The engine answers them."""
    assert group_at(subscribers).answer(USER, said) is None
