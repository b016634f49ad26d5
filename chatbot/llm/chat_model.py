"""The chat model itself: LangChain's, for any server that speaks OpenAI's protocol.

Importing it takes seconds, so only `opening` does, in the background. What the SDKs would do beside
asking is off: their retries (ours know the deadline), LangSmith's tracing, their addresses and keys
from other environment variables, their logs of requests. Options that a server refuses (the
answer's schema, the temperature) are left out from then on.
"""

import logging
from collections.abc import Iterator
from time import monotonic
from typing import Any

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langsmith.run_helpers import tracing_context

from chatbot.llm.failure import CallFailed
from chatbot.llm.options import options_of, refused_of
from chatbot.llm.request import Piece, Request, Server
from chatbot.llm.sdk_errors import failure_of
from chatbot.llm.usage import Usage

_NO_KEY = "none"
"""Sent to servers that need no key: OpenAI's SDK insists on one."""
_LOGS = ("openai", "httpx", "httpcore", "langsmith")
"""Loggers that tell addresses and bodies when somebody turns them on."""


class ChatModel:
    """Asks the server. May be used from several threads; `close` it.

    Args:
        server: The server.
        most: How many requests it has to do at once.
    """

    def __init__(self, server: Server, most: int) -> None:
        """Make the clients; nothing is sent yet."""
        for name in _LOGS:
            logging.getLogger(name).setLevel(logging.WARNING)
        limits = httpx.Limits(max_connections=most, max_keepalive_connections=most)
        hooks = {"response": [_limit_reading]}
        self._client = httpx.Client(limits=limits, event_hooks=hooks)
        self._left_out: frozenset[str] = frozenset()
        self._model: BaseChatModel = init_chat_model(
            server.model,
            model_provider="openai",
            base_url=server.base_url,
            api_key=server.key or _NO_KEY,
            http_client=self._client,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
        )

    def pieces(self, request: Request) -> Iterator[Piece]:
        """Yield the answer as it comes.

        Raises:
            CallFailed: It isn't whole.
        """
        left_out = self._left_out
        while True:
            try:
                for piece in self._asked(request, left_out):
                    self._left_out = left_out
                    yield piece
            except Exception as error:  # noqa: BLE001  # the SDK's can be any
                refused = refused_of(error, request, left_out)
                if not refused:
                    raise CallFailed(failure_of(error)) from None
                left_out |= refused
            else:
                return

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _asked(self, request: Request, left_out: frozenset[str]) -> Iterator[Piece]:
        # In the body as it is: LangChain would have the SDK parse and keep what comes.
        how: dict[str, Any] = {
            "timeout": request.within,
            "extra_body": options_of(request, left_out),
        }
        with tracing_context(enabled=False):
            for chunk in self._model.stream(list(request.prompt), **how):
                if isinstance(chunk, AIMessageChunk):
                    yield _piece(chunk)


def _piece(chunk: AIMessageChunk) -> Piece:
    told = chunk.usage_metadata
    usage = Usage(told["input_tokens"], told["output_tokens"]) if told else None
    finish = chunk.response_metadata.get("finish_reason") or ""
    return Piece(chunk.text, usage, finish)


def _limit_reading(response: httpx.Response) -> None:
    """Let an answer take no longer than its request may wait for a byte.

    A server that sends comments or single letters would never be silent for that long.
    """
    stream = response.stream
    limit = response.request.extensions.get("timeout", {}).get("read")
    if limit is not None and isinstance(stream, httpx.SyncByteStream):
        response.stream = _Limited(stream, monotonic() + limit)


class _Limited(httpx.SyncByteStream):
    """Bytes until a moment."""

    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            if monotonic() > self._until:
                raise httpx.ReadTimeout("")
            yield data

    def close(self) -> None:
        self._stream.close()
