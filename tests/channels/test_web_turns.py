"""Turns: events that can be had again, and questions that are not asked twice."""

import asyncio
from collections.abc import Callable

import httpx

from channels.web.told import Tell
from channels.web.turns import KEPT_SECONDS, MOST, Turns
from chatbot.answer import Answer
from chatbot.service import Chatbot
from tests.channels.test_web_events import ACCEPT, read

HELLO = {"message": "こんにちは"}
KEY = {"Idempotency-Key": "k" * 32}


def test_the_rest_of_a_turn_can_be_had(client: httpx.Client) -> None:
    """After any of its events, however often; the ids are the same."""
    events = read(client.post("/api/chat", json=HELLO, headers=ACCEPT).text)
    path = f"/api/turns/{events[0]['data']['turn_id']}/events"
    for at, event in enumerate(events, start=1):
        rest = client.get(path, headers={"Last-Event-ID": event["id"]})
        assert read(rest.text) == events[at:]

    assert read(client.get(path).text) == events
    assert read(client.get(path, headers={"Last-Event-ID": "nonsense-7"}).text) == events


def test_an_unknown_turn_is_a_problem(client: httpx.Client) -> None:
    """404, whereupon the question is sent again."""
    response = client.get("/api/turns/nothing/events")

    assert response.status_code == 404
    assert response.json()["type"] == "urn:problem-type:annai:not-found"


def test_the_same_key_and_question_get_the_same_answer(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """As events and as JSON; it is in the store once."""
    chatbot = make_chatbot()
    client = serving(chatbot)
    first = read(client.post("/api/chat", json=HELLO, headers=ACCEPT | KEY).text)
    again = read(client.post("/api/chat", json=HELLO, headers=ACCEPT | KEY).text)
    plain = client.post("/api/chat", json=HELLO, headers=KEY).json()

    assert again == first
    assert plain == first[-1]["data"]
    assert len(chatbot.store.history(plain["conversation_id"], 9)) == 1


def test_a_key_belongs_to_its_question(client: httpx.Client) -> None:
    """Nobody reads another's answer with a key that was guessed."""
    first = client.post("/api/chat", json=HELLO, headers=KEY).json()
    other = client.post("/api/chat", json={"message": "犬の登録"}, headers=KEY).json()

    assert other["answer_id"] != first["answer_id"]


def test_a_key_of_another_form_is_refused(client: httpx.Client) -> None:
    """It must be like our own ids."""
    response = client.post("/api/chat", json=HELLO, headers={"Idempotency-Key": "a b"})

    assert response.status_code == 422


def test_turns_are_forgotten_after_minutes_and_beyond_a_number() -> None:
    """So that they never fill the memory; the oldest goes first, and its key with it."""
    seconds = 0.0
    turns = Turns(lambda: seconds)

    async def never(_: Tell) -> Answer:
        await asyncio.Event().wait()
        raise AssertionError

    async def check() -> None:
        nonlocal seconds
        first = turns.begin("0", "key", b"body", never)
        assert turns.begin("again", "key", b"body", never) is first
        for number in range(1, MOST + 1):
            turns.begin(str(number), None, b"", never)
        assert turns.find("0") is None
        assert turns.begin("anew", "key", b"body", never).id == "anew"
        seconds = KEPT_SECONDS
        assert turns.find("anew") is None

    asyncio.run(check())
