"""What goes wrong when a test orders it."""

import time
from collections.abc import Callable

import httpx
import pytest

from tests.channels.line.platform.conftest import ANNA, Line

PUSH = "/v2/bot/message/push"
HELLO = {"to": ANNA, "messages": [{"type": "text", "text": "やあ"}]}
SHORT_S = 0.5


def push(line: Line) -> httpx.Response:
    """Push a greeting, impatiently."""
    return line.api.post("message/push", json=HELLO, timeout=SHORT_S)


@pytest.mark.parametrize(
    ("kind", "status", "acted"),
    [
        ("error_before", 500, False),
        ("error_after", 500, True),
        ("rate", 429, False),
        ("quota", 429, False),
        ("no_sent_messages", 200, True),
    ],
)
def test_an_answer_goes_wrong_once(line: Line, kind: str, status: int, *, acted: bool) -> None:
    """Whether it acted shows in the chat; the next call is right again."""
    line.told("faults", path=PUSH, kind=kind)
    answer = push(line)

    assert (answer.status_code, "sentMessages" in answer.json()) == (status, False)
    assert line.texts(ANNA) == ["やあ"] * acted
    assert "retry-after" not in answer.headers
    assert push(line).status_code == 200
    assert [status for _, status in line.calls()] == [status, 200]


@pytest.mark.parametrize(
    ("kind", "error", "acted"),
    [
        ("hang", httpx.ReadTimeout, False),
        ("hang_after", httpx.ReadTimeout, True),
        ("reset", httpx.ReadError, False),
        ("reset_after", httpx.ReadError, True),
    ],
)
def test_there_is_no_answer(
    line: Line, kind: str, error: type[httpx.HTTPError], *, acted: bool
) -> None:
    """The caller has to give up, or loses the connection."""
    line.told("faults", path=PUSH, kind=kind)
    with pytest.raises(error):
        push(line)

    assert line.texts(ANNA) == ["やあ"] * acted


def test_an_answer_is_slow(line: Line) -> None:
    """It comes, later."""
    line.told("faults", path=PUSH, kind="slow", seconds=0.2)
    begun = time.monotonic()

    assert push(line).status_code == 200
    assert time.monotonic() - begun >= 0.2


def test_how_many_calls_are_hit(line: Line) -> None:
    """As many as told, of the paths that fit, until all is taken back."""
    line.told("faults", path="/v2/bot/message/*", kind="error_before", times=2)
    first = [push(line).status_code, line.api.get("info").status_code, push(line).status_code]
    line.told("faults", path="*", kind="rate", times=None)
    second = [push(line).status_code, line.api.get("info").status_code]
    line.stub.delete("faults")

    assert (first, second) == ([500, 200, 500], [429, 429])
    assert push(line).status_code == 200


def test_some_calls_are_hit_by_chance(open_line: Callable[..., Line]) -> None:
    """The same ones each time, for the chance has a seed."""
    hits = []
    for _ in range(2):
        line = open_line(seed=7)
        line.befriend(ANNA)
        line.told("faults", path=PUSH, kind="rate", times=None, chance=0.5)
        hits.append([push(line).status_code for _ in range(20)])

    assert hits[0] == hits[1]
    assert set(hits[0]) == {200, 429}


def test_unknown_faults_are_refused(line: Line) -> None:
    """A misspelt one would otherwise let a test pass for nothing."""
    bad = line.stub.post("faults", json={"path": PUSH, "kind": "eror"})

    assert (bad.status_code, "kind" in bad.json()["message"]) == (400, True)
