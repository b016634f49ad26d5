"""The chatbot residents use, without its log: what an evaluation asks is no resident's question."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import Settings
from indexing.search import Engines


@contextmanager
def unlogged_chatbot(
    settings: Settings, engines: Engines, now: Callable[[], datetime]
) -> Iterator[Chatbot]:
    """Open it with a store of its own, which is thrown away."""
    with TemporaryDirectory(prefix="annai-eval-") as folder:
        store = SecretStr(f"sqlite:///{folder}/store.db")
        apart = settings.model_copy(update={"database_url": store})
        chatbot = open_chatbot(apart, now, engines)
        try:
            yield chatbot
        finally:
            chatbot.close()
