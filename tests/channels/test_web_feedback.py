"""POST /api/feedback."""

import httpx
import pytest


@pytest.fixture
def answer_id(client: httpx.Client) -> str:
    """The id of an answer that was given."""
    answer = client.post("/api/chat", json={"message": "こんにちは"}).json()
    return str(answer["answer_id"])


def test_feedback_is_kept(client: httpx.Client, answer_id: str) -> None:
    """204, also when a resident changes their mind."""
    for helpful in (True, False):
        sent = {"answer_id": answer_id, "helpful": helpful, "reason": "old", "comment": "古い"}
        response = client.post("/api/feedback", json=sent)
        assert (response.status_code, response.content) == (204, b"")


def test_an_unknown_answer_is_a_problem(client: httpx.Client) -> None:
    """404 tells that there is no such answer."""
    sent = {"answer_id": "0" * 32, "helpful": True}
    response = client.post("/api/feedback", json=sent)

    assert response.status_code == 404
    assert response.json()["type"] == "urn:problem-type:annai:unknown-answer"


@pytest.mark.parametrize(
    "change",
    [{"helpful": "yes"}, {"helpful": None}, {"answer_id": "x/y"}, {"comment": "x" * 1001}],
)
def test_wrong_feedback_is_refused(
    client: httpx.Client, answer_id: str, change: dict[str, object]
) -> None:
    """422 for what is not feedback."""
    sent = {"answer_id": answer_id, "helpful": True} | change

    assert client.post("/api/feedback", json=sent).status_code == 422
