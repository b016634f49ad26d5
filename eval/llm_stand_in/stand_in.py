"""What the server knows while it runs: its script, and what it was asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from eval.llm_stand_in.behaviour import Behaviour, refuse
from eval.llm_stand_in.chat_request import ChatRequest, fault_of

Script = Callable[[ChatRequest], Behaviour]
"""Says what to do with a request; called from several threads."""


@dataclass
class LlmStandIn:
    """The server while it runs. May be used from several threads.

    Attributes:
        script: What it does; may be changed while it runs.
        key: The one key that it takes; "": any.
        base_url: Its address for clients, with `/v1`.
        requests: Parsed bodies of all requests that weren't refused, oldest first.
        keys: The key of each request, refused or not.
        open: How many requests it is answering.
    """

    script: Script
    key: str = ""
    base_url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    open: int = 0
    stopping: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def behaviour(self, key: str, body: object) -> tuple[ChatRequest | None, Behaviour]:
        """Return the request and what to do with it; no request where it is refused."""
        with self._lock:
            self.keys.append(key)
            if not key or key != (self.key or key):
                return None, refuse(401, message="Incorrect API key provided.")
            if fault := fault_of(body):
                return None, refuse(400, message=fault)
            assert isinstance(body, dict)  # noqa: S101  # `fault_of` has just said so
            request = ChatRequest(len(self.requests), body)
            self.requests.append(body)
        return request, self.script(request)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request as open."""
        with self._lock:
            self.open += 1
        try:
            yield
        finally:
            with self._lock:
                self.open -= 1
