"""Asking for the answer's form, of servers that know one way to say so, another, or none."""

from contextlib import closing
from typing import Any

import pytest

from chatbot.llm.chat_model import ChatModel
from chatbot.llm.failure import CallFailed
from chatbot.llm.request import Request, Server
from eval.llm_stand_in import Behaviour, ChatRequest, llm_stand_in, refuse, say

SCHEMA = {"title": "answer", "type": "object", "properties": {}}
LLAMA = "1 validation error: {'loc': ('body', 'response_format', 'type')}"


def _asked(script: Any, times: int = 1) -> list[dict[str, Any]]:  # noqa: ANN401  # of a stand-in
    with llm_stand_in(script) as server:
        with closing(ChatModel(Server("stand-in", server.base_url, "any"), 1)) as model:
            for _ in range(times):
                pieces = model.pieces(Request((("human", "?"),), 5.0, SCHEMA))
                assert "".join(piece.text for piece in pieces) == "{}"
        return server.requests


def _form(body: dict[str, Any]) -> str | None:
    wanted: str | None = body.get("response_format", {}).get("type")
    return wanted


def test_llama_cpps_own_way_is_tried_too() -> None:
    """Its Python server says 500 to OpenAI's way; it is asked in its own from then on."""

    def script(request: ChatRequest) -> Behaviour:
        known = _form(dict(request.body)) == "json_object"
        return say("{}") if known else refuse(500, message=LLAMA)

    asked = _asked(script, times=2)
    assert [_form(body) for body in asked] == ["json_schema", "json_object", "json_object"]
    assert asked[1]["response_format"]["schema"] == SCHEMA


def test_a_server_that_knows_neither_is_asked_without() -> None:
    """The other options stay."""

    def script(request: ChatRequest) -> Behaviour:
        return refuse(400, message="response_format") if _form(dict(request.body)) else say("{}")

    asked = _asked(script)
    assert [_form(body) for body in asked] == ["json_schema", "json_object", None]
    assert {body["temperature"] for body in asked} == {0}


def test_a_server_that_fails_is_not_asked_otherwise() -> None:
    """A 500 that names no option is a failure."""
    with pytest.raises(CallFailed):
        _asked(lambda _request: refuse(500, message="out of memory"))
