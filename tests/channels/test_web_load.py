"""Many residents at once."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import httpx

from chatbot.service import Chatbot

CLIENTS = 50
REQUESTS = 40
QUESTIONS = (
    "粗大ごみの出し方を教えてください",
    "こんにちは",
    "徳川家康の生年は",
    "家が燃えている",
    "住民票の写しはどこで取れますか",
)


async def _resident(url: str, number: int) -> list[tuple[int, str]]:
    """Ask one question after the other, as fast as the answers come; return how each ended."""
    ended = []
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        for turn in range(REQUESTS):
            message = {"message": QUESTIONS[(number + turn) % len(QUESTIONS)]}
            response = await client.post("/api/chat", json=message)
            ended.append((response.status_code, response.json()["answer_id"]))
    return ended


async def _rush(url: str) -> list[tuple[int, str]]:
    residents = (_resident(url, number) for number in range(CLIENTS))
    return [each for ended in await asyncio.gather(*residents) for each in ended]


def test_two_thousand_requests_from_fifty_clients_lose_nothing(
    make_chatbot: Callable[..., Chatbot], serving: Callable[[Chatbot], httpx.Client]
) -> None:
    """No request fails, and every answer that was given is in the log."""
    chatbot = make_chatbot()
    client = serving(chatbot)
    ended = asyncio.run(_rush(str(client.base_url)))

    assert Counter(status for status, _ in ended) == {200: CLIENTS * REQUESTS}
    chatbot.store.ping()
    database = Path(chatbot.settings.resolved_database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT answer_id FROM exchanges")
        logged = {str(UUID(answer_id)) for (answer_id,) in rows}
    assert logged == {answer_id for _, answer_id in ended}
