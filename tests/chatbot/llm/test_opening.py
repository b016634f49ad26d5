"""What settings make a language model, and what is told of those that can't."""

import sys
from collections.abc import Callable

import pytest

from chatbot.errors import SettingsError
from chatbot.llm.guarded_model import GuardedModel
from chatbot.llm.opening import open_language_model
from chatbot.service import Chatbot
from chatbot.settings import load_settings
from chatbot.store.opening import open_store_at_all
from chatbot.store.store import Store
from eval.llm_stand_in import LlmStandIn
from tests.building import NOON
from tests.chatbot.llm.conftest import KEY, ask


def opened(store: Store, **settings: object) -> GuardedModel | None:
    """Open what the settings say."""
    return open_language_model(load_settings(**settings), store, lambda: NOON)


def test_none_is_the_default(own_store: Store) -> None:
    """Without ANNAI_LLM there is none."""
    assert opened(own_store) is None


@pytest.mark.parametrize(
    ("settings", "key", "told"),
    [
        ({"llm": "magic:m"}, "llm.unknown_provider", "magic"),
        ({"llm": "openai:m"}, "llm.no_key", "ANNAI_LLM_API_KEY"),
        ({"llm": "openai:m", "llm_api_key": "ｓｅｃｒｅｔ"}, "llm.bad_key", "ANNAI_LLM_API_KEY"),
        ({"llm": "openai:m", "llm_api_key": "secret\n"}, "llm.bad_key", "ANNAI_LLM_API_KEY"),
        (
            {"llm": "openai:m", "llm_api_key": "k", "llm_cost_per_day": 5},
            "llm.no_price",
            "ANNAI_LLM_INPUT_PRICE",
        ),
    ],
)
def test_settings_that_cannot_work(
    own_store: Store, settings: dict[str, object], key: str, told: str
) -> None:
    """They are told at the start, with what to do, without the key."""
    with pytest.raises(SettingsError) as caught:
        opened(own_store, **settings)

    assert caught.value.key == key
    assert told in str(caught.value)
    assert "ecret" not in str(caught.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"llm": "no-colon"},
        {"llm_base_url": "ftp://x"},
        {"llm_timeout_s": 0},
        {"llm_tokens_per_day": -1},
        {"llm_api_key": ""},
    ],
)
def test_values_that_are_not_valid(settings: dict[str, object]) -> None:
    """They are refused with the variable's name."""
    (name,) = settings

    with pytest.raises(SettingsError, match=f"ANNAI_{name.upper()}"):
        load_settings(**settings)


def test_the_extra_is_named(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where LangChain isn't installed the error says which extra to install."""
    monkeypatch.delitem(sys.modules, "langchain_openai", raising=False)
    monkeypatch.setattr("chatbot.llm.opening.find_spec", lambda name: None if name else name)

    with pytest.raises(SettingsError, match=r"annai\[llm\]"):
        opened(own_store, llm="openai:m", llm_api_key=KEY)


def test_a_dead_store_stops_no_answer(
    make_model: Callable[..., GuardedModel],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The language model answers, and what it uses is counted, without a database."""
    store = open_store_at_all(f"sqlite:///{tmp_path_factory.mktemp('no-database')}")
    model = make_model(store, llm_tokens_per_day=1000)

    assert ask(model, 60).text == "はい。"
    assert model.report().tokens_today == len("規則ごみの日は？") + len("はい。")


def test_the_chatbot_opens_and_closes_it(
    server: LlmStandIn, make_chatbot: Callable[..., Chatbot]
) -> None:
    """It reports it; nothing is sent before somebody asks."""
    given = {"llm": "openai:m", "llm_base_url": server.base_url, "llm_api_key": KEY}
    report = make_chatbot(**given).llm_report()

    assert report is not None
    assert report.model == "openai:m"
    assert server.requests == []
    assert make_chatbot().llm_report() is None
