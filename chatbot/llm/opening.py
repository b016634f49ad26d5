"""`open_language_model`: what the settings say, checked at once; the libraries come later.

Importing LangChain takes seconds. It is done in a thread of its own, so that the start isn't
slower; a question that comes earlier waits for it within its own time.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from importlib.util import find_spec
from threading import Thread

from chatbot.errors import SettingsError
from chatbot.llm.breaker import Breaker
from chatbot.llm.budget import Budget, Prices
from chatbot.llm.counts import LlmCounts
from chatbot.llm.daily_usage import DailyUsage
from chatbot.llm.guarded_model import MOST, Guard, GuardedModel
from chatbot.llm.request import Asked, Server
from chatbot.settings import Settings
from chatbot.store.store import Store

OPENAI = "https://api.openai.com/v1"
_PROVIDER = "openai"
_EXTRA = ("langchain", "langchain_openai")

log = logging.getLogger(__name__)


def open_language_model(
    settings: Settings, store: Store, now: Callable[[], datetime]
) -> GuardedModel | None:
    """Return the language model of the settings, None if there is none.

    Args:
        settings: The settings.
        store: Keeps what is used; one that fails stops nothing.
        now: Local time of the city, whose days the budget is for.

    Raises:
        SettingsError: They can't work: another provider, a missing key or price, or the extra
            `[llm]` isn't installed.
    """
    if not settings.llm:
        return None
    server = _server(settings)
    daily = DailyUsage(store, now)
    budget = Budget(daily, settings.llm_tokens_per_day, settings.llm_cost_per_day)
    prices = Prices(settings.llm_input_price, settings.llm_output_price)
    guard = Guard(Breaker(), budget, prices, settings.llm_timeout_s)
    daily.start()
    return GuardedModel(settings.llm, _opening(server), guard, LlmCounts(daily))


def _server(settings: Settings) -> Server:
    """Return where to ask, after looking for what can't work."""
    provider, _, model = settings.llm.partition(":")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
    if provider != _PROVIDER:
        raise SettingsError("llm.unknown_provider", provider=provider)
    if not all(find_spec(package) for package in _EXTRA):
        raise SettingsError("llm.no_extra")
    if not key and settings.llm_base_url is None:
        raise SettingsError("llm.no_key")
    if not (key.isascii() and key.isprintable() and key == key.strip()):
        raise SettingsError("llm.bad_key")
    if settings.llm_cost_per_day and not (settings.llm_input_price or settings.llm_output_price):
        raise SettingsError("llm.no_price")
    return Server(model, settings.llm_base_url or OPENAI, key)


def _opening(server: Server) -> Future[Asked]:
    """Import and make the client in a thread of its own."""
    opening: Future[Asked] = Future()
    Thread(target=_open, args=(server, opening), name="llm-opening", daemon=True).start()
    return opening


def _open(server: Server, opening: Future[Asked]) -> None:
    try:
        # Seconds of importing; nothing without a language model may pay for it.
        from chatbot.llm.chat_model import ChatModel  # noqa: PLC0415  # see above

        opening.set_result(ChatModel(server, MOST))
    except Exception as error:  # noqa: BLE001  # a library that doesn't fit may raise anything
        log.error("language model not usable: %s", type(error).__name__)  # noqa: TRY400  # its text may hold the address
        opening.set_exception(error)
