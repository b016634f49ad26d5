"""A broadcast reaches everybody once, whatever LINE answers and wherever it is broken off."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from channels.line.broadcast import (
    TEXT_UNITS,
    WAITS_S,
    Sending,
    check_texts,
    parts_of,
)
from channels.line.client import LineClient
from channels.line.errors import (
    LineError,
    LineQuotaReached,
    LineRateLimited,
    LineRefused,
    LineUnreachable,
)
from chatbot.store.broadcasts import Action, Broadcasts, Entry, Outcome
from chatbot.store.opening import open_store
from chatbot.store.segments import Recipient
from tests.line_account import BROKEN, RATE, LineAccount, line_account

ROOT = Path(__file__).parents[3]
MULTICAST = "/v2/bot/message/multicast"
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TEXTS = {"ja": "あすは粗大ごみの日です。", "en": "Bulky waste tomorrow."}


@pytest.fixture
def account() -> Iterator[LineAccount]:
    """An account with room for 10,000 messages."""
    with line_account() as served:
        served.limit = 10_000
        yield served


@pytest.fixture
def broadcasts(tmp_path: Path) -> Iterator[Broadcasts]:
    """The broadcasts of an empty store."""
    with closing(open_store(f"sqlite:///{tmp_path}/annai.db")) as store:
        yield Broadcasts(store)


def people(count: int) -> list[str]:
    """Return user ids."""
    return [f"U{n:05}" for n in range(count)]


def begin(broadcasts: Broadcasts, *parts: Sequence[str]) -> UUID:
    """Keep a broadcast in Japanese and return its id."""
    number = uuid4()
    count = sum(map(len, parts))
    first = Entry(number, NOW, "sato", Action.BEGIN, "line", None, False, TEXTS, count)  # noqa: FBT003  # in order
    broadcasts.begin(first, [("ja", part) for part in parts])
    return number


def send(
    account: LineAccount, broadcasts: Broadcasts, number: UUID, now: datetime = NOW
) -> list[float]:
    """Send what waits and return the waits between attempts."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def work() -> None:
        client = LineClient("token", account.url)
        told: list[int] = []
        sending = Sending(client.multicast, broadcasts, lambda: now, told.append, sleep)
        try:
            await sending.send(number, TEXTS)
        finally:
            await client.aclose()

    asyncio.run(work())
    return waits


def once(account: LineAccount, users: Sequence[str]) -> bool:
    """Return whether each of them, and nobody else, got the Japanese text once."""
    return account.got == {user: [TEXTS["ja"]] for user in users}


def test_people_get_their_own_language_where_there_is_a_text() -> None:
    """All others get the Japanese one; at most 500 in a call."""
    recipients = [
        Recipient("a", "en"),
        Recipient("b", None),
        Recipient("c", "vi"),
        *(Recipient(user, "ja") for user in people(999)),
    ]
    parts = parts_of(recipients, TEXTS)

    assert [(language, len(users)) for language, users in parts] == [
        ("en", 1),
        ("ja", 500),
        ("ja", 500),
        ("ja", 1),
    ]
    assert parts[1][1][:2] == ("b", "c")


def test_length_is_counted_in_utf16_units() -> None:
    """As LINE does: an emoji counts two."""
    check_texts({"ja": "😀" * (TEXT_UNITS // 2)})
    with pytest.raises(LineError, match="5002") as caught:
        check_texts({"ja": "ok", "en": "😀" * (TEXT_UNITS // 2 + 1)})
    assert (caught.value.key, caught.value.details["language"]) == ("broadcast.long", "en")


@pytest.mark.parametrize("blank", ["", " \n", "\u3000"])
def test_a_blank_text_is_refused(blank: str) -> None:
    """LINE would refuse it after all the others got theirs."""
    with pytest.raises(LineError) as caught:
        check_texts({"ja": blank})
    assert caught.value.key == "broadcast.blank"


def test_everybody_gets_it_once(account: LineAccount, broadcasts: Broadcasts) -> None:
    """In calls of the parts' sizes."""
    users = people(1001)
    number = begin(broadcasts, users[:500], users[500:1000], users[1000:])
    assert send(account, broadcasts, number) == []

    assert once(account, users)
    assert account.calls == [f"POST {MULTICAST}"] * 3
    assert broadcasts.counts(number)[Outcome.SENT] == 1001


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_500_is_tried_again_with_the_same_key(
    account: LineAccount, broadcasts: Broadcasts, when: str
) -> None:
    """Whether or not LINE had sent it, nobody gets it twice."""
    number = begin(broadcasts, ["a", "b"], ["c"])
    account.fail(MULTICAST, BROKEN, 2, when=when)
    waits = send(account, broadcasts, number)

    assert once(account, ["a", "b", "c"])
    assert waits == list(WAITS_S[:2])


def test_the_rate_limit_is_waited_for(account: LineAccount, broadcasts: Broadcasts) -> None:
    """With growing waits."""
    number = begin(broadcasts, ["a"])
    account.fail(MULTICAST, RATE, 3)

    assert send(account, broadcasts, number) == list(WAITS_S[:3])
    assert once(account, ["a"])


@pytest.mark.parametrize(
    ("reply", "error"), [(RATE, LineRateLimited), (BROKEN, LineUnreachable)], ids=["429", "500"]
)
def test_it_gives_up_and_is_resumed(
    account: LineAccount,
    broadcasts: Broadcasts,
    reply: tuple[int, dict[str, str]],
    error: type[LineError],
) -> None:
    """After the last wait it stops; what was sent stays sent, the rest waits."""
    number = begin(broadcasts, ["a"], ["b"])
    account.fail(MULTICAST, (200, {}), when="after")
    account.fail(MULTICAST, reply, len(WAITS_S) + 1)
    with pytest.raises(error):
        send(account, broadcasts, number)
    assert broadcasts.waiting(number) == [("ja", ("b",))]
    send(account, broadcasts, number)

    assert once(account, ["a", "b"])


def test_the_months_limit_stops_it(account: LineAccount, broadcasts: Broadcasts) -> None:
    """At once; after the plan is changed, it goes on, even days later: nothing was sent."""
    number = begin(broadcasts, ["a", "b"], ["c", "d"])
    account.limit = 2
    with pytest.raises(LineQuotaReached):
        send(account, broadcasts, number)
    assert once(account, ["a", "b"])
    account.limit = 4
    send(account, broadcasts, number, NOW + timedelta(days=3))

    assert once(account, ["a", "b", "c", "d"])


def test_who_blocked_us_is_no_trouble(account: LineAccount, broadcasts: Broadcasts) -> None:
    """LINE takes the call and doesn't count them."""
    number = begin(broadcasts, ["a", "b"])
    account.blocked = {"a"}
    send(account, broadcasts, number)

    assert once(account, ["b"])
    assert account.used == 1


def test_one_who_cannot_be_written_to_keeps_it_from_nobody_else(
    account: LineAccount, broadcasts: Broadcasts
) -> None:
    """LINE refuses the whole call; the part is halved until that one is found."""
    users = people(500)
    number = begin(broadcasts, users)
    account.unknown = {users[123]}
    send(account, broadcasts, number)

    assert once(account, [user for user in users if user != users[123]])
    counts = broadcasts.counts(number)
    assert (counts[Outcome.SENT], counts[Outcome.REFUSED]) == (499, 1)


def test_a_message_that_line_refuses_stops_it(account: LineAccount, broadcasts: Broadcasts) -> None:
    """Halving would be of no use."""
    number = begin(broadcasts, ["a", "b"])
    account.fail(MULTICAST, (400, {"message": "The request body has 1 error(s)"}))
    with pytest.raises(LineRefused):
        send(account, broadcasts, number)

    assert len(account.calls) == 1
    assert broadcasts.counts(number)[Outcome.WAITING] == 2


@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_day_what_may_have_been_sent_is_not_sent_again(
    account: LineAccount, broadcasts: Broadcasts, when: str
) -> None:
    """LINE no longer knows the key. It is reported; what was surely not sent goes out."""
    number = begin(broadcasts, ["a"], ["b"])
    account.fail(MULTICAST, BROKEN, len(WAITS_S) + 1, when=when)
    with pytest.raises(LineUnreachable):
        send(account, broadcasts, number)
    account.keys.clear()
    send(account, broadcasts, number, NOW + timedelta(hours=24))

    assert account.got.get("a", []) == ([TEXTS["ja"]] if when == "after" else [])
    assert account.got["b"] == [TEXTS["ja"]]
    assert broadcasts.counts(number)[Outcome.UNSURE] == 1


SCRIPT = """
import asyncio, sys
from datetime import UTC, datetime
from uuid import UUID
from channels.line.broadcast import Sending
from channels.line.client import LineClient
from chatbot.store.broadcasts import Broadcasts
from chatbot.store.opening import open_store

async def main(database, url, number):
    client = LineClient("token", url)
    done = lambda count: print(count, flush=True)
    sending = Sending(
        client.multicast, Broadcasts(open_store(database)), lambda: datetime.now(UTC), done
    )
    await sending.send(UUID(number), {"ja": "あすは粗大ごみの日です。"})

asyncio.run(main(*sys.argv[1:]))
"""


def test_killed_midway_it_is_resumed(account: LineAccount, tmp_path: Path) -> None:
    """A process that is killed with a part sent and not yet settled doubles nothing."""
    database = f"sqlite:///{tmp_path}/annai.db"
    users = people(200)
    with closing(open_store(database)) as store:
        broadcasts = Broadcasts(store)
        number = begin(broadcasts, *([user] for user in users))
        process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", SCRIPT, database, account.url, str(number)],
            cwd=ROOT,
            env={**os.environ, "NO_PROXY": "127.0.0.1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 20:
                process.send_signal(signal.SIGKILL)
                break
        process.communicate()
        sent = broadcasts.counts(number)[Outcome.SENT]
        assert 20 <= sent < 200
        send(account, broadcasts, number, datetime.now(UTC))

    assert once(account, users)
