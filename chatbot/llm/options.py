"""What a server is asked for beside the answer, and what is left out where it refuses that.

The form of the answer is asked for in OpenAI's way first, then in the way of llama-cpp-python's and
some other servers (`json_object` with a schema), then not at all.
https://platform.openai.com/docs/api-reference/chat/create
https://llama-cpp-python.readthedocs.io/en/latest/#json-schema-mode
"""

from typing import Any

from chatbot.llm.request import Request
from chatbot.llm.sdk_errors import failure_of, named_in

_FORMAT, _OTHER_FORM, _NO_FORM = "response_format", "other form", "no form"
_UNKNOWN_OPTION = frozenset({400, 422})
_SERVER_ERROR = 500


def options_of(request: Request, left_out: frozenset[str]) -> dict[str, Any]:
    """Return what is asked for, without what a server has refused (`refused_of`)."""
    options: dict[str, Any] = {"temperature": 0, **_form(request, left_out)}
    return {name: value for name, value in options.items() if name not in left_out}


def refused_of(error: Exception, request: Request, left_out: frozenset[str]) -> frozenset[str]:
    """Return the options by which a server may have refused a request: those it names, or all.

    llama-cpp-python's server says 500 where it doesn't know an option, and names it.
    """
    sent = frozenset(options_of(request, left_out))
    named = named_in(error, sent)
    status = failure_of(error).status
    if status in _UNKNOWN_OPTION:
        return _instead(named or sent, left_out)
    return _instead(named, left_out) if status == _SERVER_ERROR else frozenset()


def _form(request: Request, left_out: frozenset[str]) -> dict[str, Any]:
    if request.schema is None or _NO_FORM in left_out:
        return {}
    if _OTHER_FORM in left_out:
        return {_FORMAT: {"type": "json_object", "schema": request.schema}}
    answer = {"name": "answer", "schema": request.schema, "strict": True}
    return {_FORMAT: {"type": "json_schema", "json_schema": answer}}


def _instead(refused: frozenset[str], left_out: frozenset[str]) -> frozenset[str]:
    """Return the same, but ask for the form in the other way before it is left out."""
    if _FORMAT not in refused:
        return refused
    form = _NO_FORM if _OTHER_FORM in left_out else _OTHER_FORM
    return (refused - {_FORMAT}) | {form}
