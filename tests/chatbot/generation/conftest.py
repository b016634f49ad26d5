"""The small city with a language model, opened once for a file of tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from chatbot.generation.opening import Llm
from chatbot.service import Chatbot, index_dir, open_chatbot
from chatbot.settings import Settings, load_settings
from corpus.corpus import read_corpus
from corpus.layout import CityLayout
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import NOON, build, make_words
from tests.small_city import FILES


@pytest.fixture(scope="module")
def open_small(
    tmp_path_factory: pytest.TempPathFactory, engines: Engines
) -> Iterator[Callable[..., Chatbot]]:
    """Opens chatbots of the small city; what makes their language model is given."""
    root = tmp_path_factory.mktemp("generated")
    for name, text in FILES.items():
        (root / "city" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "city" / name).write_text(text.lstrip(), encoding="utf-8")
    documents = read_corpus(CityLayout(root / "city")).documents
    with ExitStack() as opened:

        def make(llm: Callable[[Settings], Llm], **more: object) -> Chatbot:
            settings = load_settings(city=str(root / "city"), data_dir=root / "data", **more)
            snapshots = Snapshots(index_dir(settings))
            snapshots.publish(build(snapshots, engines, documents, make_words()))
            chatbot = open_chatbot(settings, lambda: NOON, engines, llm(settings))
            opened.callback(chatbot.close)
            return chatbot

        yield make
