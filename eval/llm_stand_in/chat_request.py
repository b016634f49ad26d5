"""A request as a script sees it, and what is wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A request for an answer.

    Attributes:
        number: How many came before it.
        body: The parsed JSON.
    """

    number: int
    body: Mapping[str, Any]

    @property
    def model(self) -> str:
        """The model asked for."""
        return str(self.body["model"])

    @property
    def streams(self) -> bool:
        """Whether the answer is wanted piece by piece."""
        return bool(self.body.get("stream"))

    @property
    def wants_usage(self) -> bool:
        """Whether a stream shall end with its tokens."""
        return bool((self.body.get("stream_options") or {}).get("include_usage"))

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """The JSON Schema that the answer is asked to follow."""
        wanted = self.body.get("response_format") or {}
        schema: Mapping[str, Any] | None = (wanted.get("json_schema") or {}).get("schema")
        return schema

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """Role and text of each message."""
        return tuple((one["role"], _text(one.get("content"))) for one in self.body["messages"])

    @property
    def system(self) -> str:
        """The system messages' text."""
        return "\n".join(text for role, text in self.messages if role in {"system", "developer"})

    @property
    def last(self) -> str:
        """The last message's text."""
        return self.messages[-1][1]


def fault_of(body: object) -> str:
    """Return what a real server would refuse a body for; "" if nothing."""
    if not isinstance(body, dict):
        return "The body is not a JSON object."
    if not isinstance(body.get("model"), str) or not body["model"]:
        return "you must provide a model parameter"
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        return "[] is too short - 'messages'"
    if not all(isinstance(one, dict) and isinstance(one.get("role"), str) for one in messages):
        return "Missing required parameter: 'messages[0].role'."
    return ""


def _text(content: object) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")
