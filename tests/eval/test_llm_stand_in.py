"""The stand-in language model does what its script says, in OpenAI's protocol."""

import json
from collections.abc import Iterator
from threading import Event

import httpx
import pytest

from chatbot.llm.usage import Usage
from eval.llm_stand_in import (
    Behaviour,
    ChatRequest,
    LlmStandIn,
    llm_stand_in,
    refuse,
    say,
    send,
    stay_silent,
)

_BODY = {"model": "m", "messages": [{"role": "user", "content": "ごみは？"}]}
_STREAM = {**_BODY, "stream": True, "stream_options": {"include_usage": True}}
_KEY = {"Authorization": "Bearer some-key"}


@pytest.fixture
def server() -> Iterator[LlmStandIn]:
    """Run a server that says はい。; a test changes its script."""
    with llm_stand_in(lambda _: say("はい。", Usage(12, 3))) as running:
        yield running


def _post(
    server: LlmStandIn, body: object, headers: dict[str, str] = _KEY, timeout: float = 5
) -> httpx.Response:
    return httpx.post(
        f"{server.base_url}/chat/completions", json=body, headers=headers, timeout=timeout
    )


def _data(response: httpx.Response) -> list[str]:
    return [
        line.removeprefix("data: ")
        for line in response.text.splitlines()
        if line.startswith("data: ")
    ]


def test_it_answers_in_one_piece(server: LlmStandIn) -> None:
    """Not streamed, an answer is a chat.completion with its usage."""
    answer = _post(server, _BODY).json()

    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["message"]["content"] == "はい。"
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert answer["usage"] == {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    assert server.requests == [_BODY]


def test_it_streams(server: LlmStandIn) -> None:
    """Streamed, the pieces come first, then the reason it stopped, the usage and [DONE]."""
    server.script = lambda _: say("はい、出せます。", Usage(12, 3), piece=3)
    response = _post(server, _STREAM)

    *chunks, usage, done = _data(response)
    choices = [json.loads(chunk)["choices"][0] for chunk in chunks]
    texts = [choice["delta"].get("content", "") for choice in choices]

    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert texts == ["", "はい、", "出せま", "す。", ""]
    assert [choice["finish_reason"] for choice in choices] == [None, None, None, None, "stop"]
    assert json.loads(usage)["choices"] == []
    assert json.loads(usage)["usage"]["total_tokens"] == 15
    assert done == "[DONE]"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (_BODY, {}, 401),
        ({"model": "m", "messages": []}, _KEY, 400),
        ({"messages": _BODY["messages"]}, _KEY, 400),
        ({"model": "m", "messages": ["x"]}, _KEY, 400),
        ([], _KEY, 400),
    ],
)
def test_what_a_real_server_refuses(
    server: LlmStandIn, body: object, headers: dict[str, str], status: int
) -> None:
    """A request without key, model or messages is refused as OpenAI does; no script sees it."""
    response = _post(server, body, headers)

    assert response.status_code == status
    assert response.json()["error"]["message"]
    assert server.requests == []


def test_one_key_only() -> None:
    """With a key of its own it takes no other."""
    with llm_stand_in(lambda _: say("はい"), key="right") as server:
        right = _post(server, _BODY, {"Authorization": "Bearer right"})
        wrong = _post(server, _BODY)

    assert (right.status_code, wrong.status_code) == (200, 401)
    assert server.keys == ["right", "some-key"]


def test_it_lists_its_models(server: LlmStandIn) -> None:
    """A client that asks for the models gets one."""
    models = httpx.get(f"{server.base_url}/models").json()

    assert [model["id"] for model in models["data"]] == ["stand-in"]


def test_refusals(server: LlmStandIn) -> None:
    """A refusal has its status and says when to come again."""
    server.script = lambda _: refuse(429, retry_after="2")
    response = _post(server, _STREAM)

    assert (response.status_code, response.headers["retry-after"]) == (429, "2")


def test_other_bodies(server: LlmStandIn) -> None:
    """Any bytes can be sent as a good answer."""
    server.script = lambda _: send(b"<html>", "text/html")
    response = _post(server, _STREAM)

    assert (response.status_code, response.content) == (200, b"<html>")
    assert response.headers["content-type"] == "text/html"


@pytest.mark.parametrize("body", [_BODY, _STREAM])
def test_a_connection_that_breaks(server: LlmStandIn, body: object) -> None:
    """After the given characters the connection is closed in the midst."""
    server.script = lambda _: say("とても長い答え", cut_after=5)

    with pytest.raises(httpx.RemoteProtocolError):
        _post(server, body)


def test_a_stream_that_just_ends(server: LlmStandIn) -> None:
    """A stream can end well without having said that the answer is complete."""
    server.script = lambda _: say("途中まで", finish="")

    assert _data(_post(server, _STREAM))[-1] != "[DONE]"


def test_silence(server: LlmStandIn) -> None:
    """A silent server sends nothing; who waits gives up."""
    server.script = lambda _: stay_silent()

    with pytest.raises(httpx.ReadTimeout):
        _post(server, _STREAM, timeout=0.1)


def test_pings_are_not_an_answer(server: LlmStandIn) -> None:
    """A server may send comments for as long as it thinks."""
    server.script = lambda _: say("はい", delay_s=0.1, pings_s=0.02)
    lines = _post(server, _STREAM).text.splitlines()

    assert lines.count(": ping") >= 4


def test_a_test_can_hold_a_piece_back(server: LlmStandIn) -> None:
    """A test decides when the next piece comes, so that it needs no pauses."""
    go_on = Event()

    def wait(sent: int) -> None:
        if sent == 4:
            go_on.wait(5)

    server.script = lambda _: say("12345678", piece=4, before_piece=wait)
    address = f"{server.base_url}/chat/completions"
    with httpx.stream("POST", address, json=_STREAM, headers=_KEY) as response:
        lines = response.iter_lines()
        before = next(line for line in lines if "1234" in line)
        assert "5678" not in before
        go_on.set()
        assert any("5678" in line for line in lines)


def test_what_a_script_sees() -> None:
    """A script can tell the messages, the schema and which request it is."""
    schema = {"type": "object"}
    body = {
        "model": "m",
        "messages": [
            {"role": "system", "content": "規則"},
            {"role": "user", "content": [{"type": "text", "text": "質問"}]},
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": schema}},
    }
    request = ChatRequest(4, body)

    assert request.system == "規則"
    assert request.last == "質問"
    assert request.schema == schema
    assert not request.streams
    assert Behaviour().status == 200
