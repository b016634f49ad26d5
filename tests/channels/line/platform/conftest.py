"""Platforms on loopback, and who talks to them: plain HTTP and LINE's own SDK."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import pytest

from channels.line.platform.options import Options
from channels.line.platform.server import running_platform

SECRET = "secret"  # noqa: S105  # of no channel
TOKEN = "token"  # noqa: S105  # the same
ANNA = "U" + "a" * 32
BEN = "U" + "b" * 32

Result = TypeVar("Result")


def now() -> datetime:
    """Tell the real time."""
    return datetime.now(UTC)


class Line:
    """A running platform as tests see it: the API with a good token, and the control API."""

    def __init__(self, url: str) -> None:
        """Connect."""
        self.url = url
        bearer = {"authorization": f"Bearer {TOKEN}"}
        self.api = httpx.Client(base_url=f"{url}/v2/bot", headers=bearer, timeout=20)
        self.stub = httpx.Client(base_url=f"{url}/_stub", timeout=20)

    def befriend(self, *users: str) -> None:
        """Make users friends of the account, without a webhook."""
        for user in users:
            self.told("users", name=user[:3], user_id=user, tell=False)

    def told(self, path: str, /, **body: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
        """Post to the control API and return what it answers."""
        answer = self.stub.post(path, json=body)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def event(self, **event: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
        """Let one event happen and return it."""
        made: dict[str, Any] = self.told("webhook", events=[event])["events"][0]
        return made

    def texts(self, user: str) -> list[str]:
        """Return the texts of the bot in a chat."""
        entries = self.stub.get(f"talks/{user}").json()["entries"]
        return [one["message"]["text"] for one in entries if one["by"] == "bot"]

    def calls(self) -> list[tuple[str, int]]:
        """Return path and status of the calls so far."""
        return [(one["path"], one["status"]) for one in self.stub.get("calls").json()["calls"]]

    def close(self) -> None:
        """Hang up."""
        self.api.close()
        self.stub.close()


@pytest.fixture
def open_line() -> Iterator[Callable[..., Line]]:
    """Starts platforms with options, and ends them."""
    with ExitStack() as opened:

        def start(**options: Any) -> Line:  # noqa: ANN401  # those of Options
            given = Options(channel_secret=SECRET, access_token=TOKEN, **options)
            line = Line(opened.enter_context(running_platform(given, now)))
            opened.callback(line.close)
            return line

        yield start


@pytest.fixture
def line(open_line: Callable[..., Line]) -> Line:
    """A platform with two friends, ANNA and BEN, and no bot."""
    line = open_line()
    line.befriend(ANNA, BEN)
    return line
