"""OpenAPI is served and true."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import Case, GenerationMode

OPERATIONS = {
    "/api/chat": "POST",
    "/api/turns/{turn_id}/events": "GET",
    "/api/furigana": "POST",
    "/api/feedback": "POST",
    "/api/suggestions": "GET",
    "/api/city": "GET",
    "/api/disaster": "GET",
    "/api/shelters": "GET",
    "/healthz": "GET",
    "/readyz": "GET",
    "/metrics": "GET",
}
TAKES_SOMETHING = (
    "/api/chat",
    "/api/furigana",
    "/api/feedback",
    "/api/suggestions",
    "/api/shelters",
)
"""Operations to which something wrong can be sent."""


@pytest.fixture(scope="module")
def schema(client: httpx.Client) -> schemathesis.BaseSchema:
    """The schema as the server gives it."""
    return schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, GenerationMode.POSITIVE) for path in OPERATIONS]
    + [(path, GenerationMode.NEGATIVE) for path in TAKES_SOMETHING],
)
def test_the_server_does_what_its_schema_says(
    schema: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    """Made-up requests, right and wrong, get the responses that the schema names."""

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(schema[path][OPERATIONS[path]].as_strategy(generation_mode=mode))
    def check(case: Case[Any]) -> None:
        case.call_and_validate()

    check()


def test_every_route_of_the_design_is_described(client: httpx.Client) -> None:
    """And nothing more: the page is for people."""
    assert set(client.get("/openapi.json").json()["paths"]) == set(OPERATIONS)


def test_an_answer_is_described_in_order(client: httpx.Client) -> None:
    """The schema's properties are those of DESIGN §6; the reason is not among them."""
    properties = list(
        client.get("/openapi.json").json()["components"]["schemas"]["AnswerBody"]["properties"]
    )

    assert properties[:4] == ["answer_id", "conversation_id", "mode", "status"]
    assert properties[-1] == "timing_ms"
    assert "reason" not in properties


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_loads_scripts_from_elsewhere(client: httpx.Client, path: str) -> None:
    """FastAPI's documentation pages come from a CDN, so they are off."""
    assert client.get(path).status_code == 404
