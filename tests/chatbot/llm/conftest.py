"""A stand-in server and language models that ask it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from chatbot.llm.guarded_model import GuardedModel
from chatbot.llm.language_model import LlmError, Trouble
from chatbot.llm.opening import open_language_model
from chatbot.settings import load_settings
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from eval.llm_stand_in import LlmStandIn, llm_stand_in, say
from tests.building import NOON

KEY = "sk-very-secret"
PROMPT = (("system", "規則"), ("human", "ごみの日は？"))


@dataclass(frozen=True)
class Asked:
    """What came of a question."""

    text: str
    trouble: Trouble | None
    seconds: float


def ask(model: GuardedModel, within: float = 5.0, schema: dict[str, object] | None = None) -> Asked:
    """Ask, and take what comes."""
    began, trouble = monotonic(), None
    pieces: list[str] = []
    try:
        pieces.extend(model.stream(PROMPT, within, schema))
    except LlmError as error:
        trouble = error.trouble
    return Asked("".join(pieces), trouble, monotonic() - began)


@pytest.fixture
def server() -> Iterator[LlmStandIn]:
    """Run a server that says はい。; a test changes its script."""
    with llm_stand_in(lambda _: say("はい。")) as running:
        yield running


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """A store that is there: which kind it is makes no difference to answers."""
    with closing(open_store(f"sqlite:///{tmp_path}/annai.db")) as opened:
        yield opened


@pytest.fixture
def make_model(server: LlmStandIn, own_store: Store) -> Iterator[Callable[..., GuardedModel]]:
    """Opens language models that ask the server, and closes them."""
    with ExitStack() as opened:

        def make(store: Store = own_store, **settings: object) -> GuardedModel:
            given = {"llm": "openai:m", "llm_base_url": server.base_url, "llm_api_key": KEY}
            model = open_language_model(load_settings(**(given | settings)), store, lambda: NOON)
            assert model is not None
            opened.callback(model.close)
            return model

        yield make


@pytest.fixture
def model(make_model: Callable[..., GuardedModel]) -> GuardedModel:
    """One that is open: importing took its time."""
    made = make_model()
    assert ask(made, 60).text == "はい。"
    return made
