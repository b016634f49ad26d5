"""The bodies of answers, as OpenAI's API reference gives them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from chatbot.llm.usage import Usage
from eval.llm_stand_in.behaviour import Behaviour
from eval.llm_stand_in.chat_request import ChatRequest

MODEL = "stand-in"
_CREATED = 1_893_456_000
_DONE = "[DONE]"


def completion(request: ChatRequest, behaviour: Behaviour) -> dict[str, Any]:
    """Return a whole answer."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": behaviour.text, "refusal": None},
        "logprobs": None,
        "finish_reason": behaviour.finish,
    }
    counted = {"usage": _usage(request, behaviour)} if behaviour.counts else {}
    return {**_head(request, "chat.completion"), "choices": [choice], **counted}


def chunks(
    request: ChatRequest, behaviour: Behaviour, before: Callable[[Behaviour, int], None]
) -> Iterator[str]:
    """Yield the lines of a stream; `before` is called before each piece of the text."""
    yield _chunk(request, {"role": "assistant", "content": ""})
    text = behaviour.text[: behaviour.cut_after]
    for start in range(0, len(text), max(behaviour.piece, 1)):
        before(behaviour, start)
        yield _chunk(request, {"content": text[start : start + max(behaviour.piece, 1)]})
    if behaviour.cut_after is not None or not behaviour.finish:
        return
    yield _chunk(request, {}, behaviour.finish)
    if request.wants_usage and behaviour.counts:
        head = _head(request, "chat.completion.chunk")
        yield json.dumps({**head, "choices": [], "usage": _usage(request, behaviour)})
    yield _DONE


def _chunk(request: ChatRequest, delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = _head(request, "chat.completion.chunk")
    return json.dumps({**head, "choices": [choice]}, ensure_ascii=False)


def _head(request: ChatRequest, kind: str) -> dict[str, Any]:
    name = f"chatcmpl-{request.number}"
    return {"id": name, "object": kind, "created": _CREATED, "model": request.model}


def _usage(request: ChatRequest, behaviour: Behaviour) -> dict[str, int]:
    asked = sum(len(text) for _, text in request.messages)
    used = behaviour.usage or Usage(asked, len(behaviour.text))
    return {
        "prompt_tokens": used.input_tokens,
        "completion_tokens": used.output_tokens,
        "total_tokens": used.input_tokens + used.output_tokens,
    }
