"""GET /healthz and /readyz."""

from collections.abc import Callable

import httpx

from chatbot.service import Chatbot


def test_a_live_process_says_so(client: httpx.Client) -> None:
    """No more than that: a restart wouldn't mend a missing index."""
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_ready_one_names_its_snapshot(client: httpx.Client, chatbot: Chatbot) -> None:
    """The snapshot being served, and that the store can be reached."""
    ready = client.get("/readyz").json()

    assert ready == {"status": "ready", "snapshot": chatbot.readiness().snapshot, "store": True}
    assert ready["snapshot"]


def test_without_an_index_it_is_live_but_not_ready(
    unbuilt: Chatbot, serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """503 tells which part is missing."""
    client = serving(unbuilt)
    response = client.get("/readyz")

    assert client.get("/healthz").status_code == 200
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.json()["snapshot"], response.json()["store"]) == ("", True)
