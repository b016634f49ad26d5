"""`annai line rich-menu`, `broadcast` and `drill-group`, with an account on loopback."""

import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.cli.actor import actor
from channels.line.richmenu.menu import Kind
from chatbot.settings import Settings
from chatbot.store.opening import open_store
from chatbot.store.subscribers import Subscriber, Subscribers
from tests.conftest import Ended
from tests.line_account import BROKEN, LineAccount, line_account

Annai = Callable[..., Ended]
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MULTICAST = "/v2/bot/message/multicast"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, city_settings: Settings) -> Iterator[LineAccount]:
    """The account of the small city, whose store knows four people."""
    monkeypatch.setattr("channels.line.broadcast.WAITS_S", (0.0, 0.0))
    with line_account() as served:
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_SECRET", "secret")
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", "token")
        monkeypatch.setenv("ANNAI_LINE_API_BASE", served.url)
        with closing(open_store(city_settings.resolved_database_url)) as store:
            people = Subscribers(store)
            people.save(person("Uaaaaaaaa", topics=frozenset({"waste"})))
            people.save(person("Ubbbbbbbb", language="en", topics=frozenset({"waste"})))
            people.save(person("Ucccccccc", drill=True))
            people.save(person("Udddddddd", blocked=True))
        yield served


def person(user_id: str, **choices: Any) -> Subscriber:  # noqa: ANN401  # of any field
    """Make a subscriber."""
    plain: dict[str, Any] = {
        "language": None,
        "topics": frozenset(),
        "blocked": False,
        "drill": False,
    }
    return Subscriber(channel="line", user_id=user_id, since=NOW, **plain | choices)


@pytest.fixture
def log(annai: Annai) -> Callable[[], list[dict[str, Any]]]:
    """Reads the log of broadcasts, newest first."""

    def read() -> list[dict[str, Any]]:
        ended = annai("line", "broadcast", "--log", "--json")
        assert ended.status == 0
        found: list[dict[str, Any]] = json.loads(ended.out)["log"]
        return found

    return read


def test_a_dry_run_shows_everything_and_sends_nothing(annai: Annai, account: LineAccount) -> None:
    """Count, quota before and after, each text with how many get it."""
    account.used = 900
    ended = annai("line", "broadcast", "断水のお知らせ", "--en", "No water", "--dry-run")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "送る相手: 友だち全員 3 人",
        "今月送れる残り: 100 通、送ったあと: 97 通",
        "── 日本語（2 人）──",
        "断水のお知らせ",
        "── 英語（1 人）──",
        "No water",
    ]
    assert account.got == {}


def test_everybody_is_told_and_it_is_logged(
    annai: Annai, account: LineAccount, log: Callable[[], list[dict[str, Any]]]
) -> None:
    """In their language; who blocked us isn't. The log says who, when, what, how many."""
    ended = annai("line", "broadcast", "断水", "--en", "No water", "--yes", "--json")

    assert ended.status == 0
    assert json.loads(ended.out)["sent"] == 3
    assert account.got == {
        "Uaaaaaaaa": ["断水"],
        "Ubbbbbbbb": ["No water"],
        "Ucccccccc": ["断水"],
    }
    end, begin = log()
    assert (begin["action"], begin["actor"], begin["recipients"]) == ("begin", actor(), 3)
    assert begin["texts"] == {"ja": "断水", "en": "No water"}
    assert (end["action"], end["sent"], end["texts"]) == ("end", 3, None)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(end["at"])) < timedelta(minutes=5)


def test_a_topic_reaches_those_who_asked_for_it(annai: Annai, account: LineAccount) -> None:
    """Nobody else."""
    ended = annai("line", "broadcast", "収集の変更", "--topic", "waste", "--yes")

    assert "「ごみの収集」を登録した人 2 人" in ended.out
    assert set(account.got) == {"Uaaaaaaaa", "Ubbbbbbbb"}


def test_a_drill_reaches_the_drill_group_marked(annai: Annai, account: LineAccount) -> None:
    """Drill on or not; while one is on, nothing else can be sent."""
    assert annai("line", "broadcast", "避難訓練", "--drill", "--yes").status == 0
    assert account.got == {"Ucccccccc": ["【訓練】避難訓練"]}
    annai("disaster", "drill", "--reason", "総合防災訓練", "--yes")
    refused = annai("line", "broadcast", "避難訓練", "--yes")

    assert (refused.status, "--drill" in refused.err) == (1, True)
    assert annai("line", "broadcast", "二回目", "--drill", "--yes").status == 0
    assert account.got == {"Ucccccccc": ["【訓練】避難訓練", "【訓練】二回目"]}


def test_a_script_must_say_yes(annai: Annai, account: LineAccount) -> None:
    """Without a terminal nobody can be asked, and nothing is sent."""
    ended = annai("line", "broadcast", "断水")

    assert (ended.status, account.got) == (130, {})
    assert "--yes" in ended.err


@pytest.mark.parametrize(
    ("typed", "status"), [("送信", 0), ("3", 0), ("y", 130), ("4", 130), ("", 130)]
)
def test_at_a_terminal_the_word_or_the_count_is_typed(
    annai_process: Callable[..., subprocess.Popen[str]],
    account: LineAccount,
    typed: str,
    status: int,
) -> None:
    """A `y` out of habit sends nothing."""
    outside, terminal = pty.openpty()
    process = annai_process("line", "broadcast", "断水", stdin=terminal)
    os.write(outside, f"{typed}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(outside)
    os.close(terminal)

    assert (process.returncode, len(account.got)) == (status, 3 if status == 0 else 0), err
    assert "友だち全員 3 人" in out


def test_the_quota_must_hold(annai: Annai, account: LineAccount) -> None:
    """One too few, and nobody is told."""
    account.limit = 2
    ended = annai("line", "broadcast", "断水", "--yes")

    assert (ended.status, account.got) == (1, {})
    assert "2 通" in ended.err


def test_a_plan_without_limit_is_said_to_have_none(annai: Annai, account: LineAccount) -> None:
    """And it is sent."""
    account.limit = None
    ended = annai("line", "broadcast", "断水", "--yes")

    assert (ended.status, len(account.got)) == (0, 3)
    assert "上限なし" in ended.out


def test_without_the_quota_nothing_is_sent(annai: Annai, account: LineAccount) -> None:
    """A dry run shows the rest all the same."""
    account.fail("/v2/bot/message/quota", BROKEN, 2)
    dry = annai("line", "broadcast", "断水", "--dry-run")
    assert (dry.status, "分かりません" in dry.out) == (0, True)

    assert annai("line", "broadcast", "断水", "--yes").status == 1
    assert account.got == {}


def test_what_was_broken_off_is_resumed(
    annai: Annai, account: LineAccount, log: Callable[[], list[dict[str, Any]]]
) -> None:
    """The command says how; nobody is told twice; a second time there is nothing left."""
    account.fail(MULTICAST, (200, {}), when="after")
    account.fail(MULTICAST, BROKEN, 3, when="after")
    first = annai("line", "broadcast", "断水", "--en", "No water", "--yes")
    assert first.status == 1
    found = re.search(r"annai line broadcast --resume ([0-9a-f-]{36})", first.err)
    assert found
    second = annai("line", "broadcast", "--resume", found[1], "--yes")

    assert (second.status, "3 人に送りました" in second.out) == (0, True)
    assert sorted(map(len, account.got.values())) == [1, 1, 1]
    assert [line["action"] for line in log()] == ["end", "resume", "stop", "begin"]
    again = annai("line", "broadcast", "--resume", found[1], "--yes")
    assert (again.status, "完了しています" in again.err) == (1, True)


def test_what_was_interrupted_is_resumed(
    annai: Annai,
    annai_process: Callable[..., subprocess.Popen[str]],
    account: LineAccount,
    log: Callable[[], list[dict[str, Any]]],
) -> None:
    """Ctrl-C while it waits for LINE: the log knows, and the command to go on is told."""
    account.fail(MULTICAST, BROKEN, 100)
    process = annai_process("line", "broadcast", "断水", "--yes")
    while f"POST {MULTICAST}" not in account.calls:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, account.got) == (130, {})
    found = re.search(r"annai line broadcast --resume ([0-9a-f-]{36})", err)
    assert found
    assert (log()[0]["action"], log()[0]["reason"]) == ("stop", "KeyboardInterrupt")

    account.faults.clear()
    assert annai("line", "broadcast", "--resume", found[1], "--yes").status == 0
    assert sorted(map(len, account.got.values())) == [1, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 2),
        (("x", "--topic", "taxes"), 2),
        (("--resume", "x"), 2),
        (("--resume", "00000000-0000-0000-0000-000000000000"), 1),
        (("あ" * 5001,), 1),
        (("",), 1),
        (("x", "--en", " "), 1),
        (("x", "--topic", "childcare"), 1),
    ],
    ids=["nothing", "topic", "no id", "unknown id", "long", "blank", "blank en", "nobody"],
)
def test_what_cannot_be_sent_is_refused(
    annai: Annai, account: LineAccount, arguments: tuple[str, ...], status: int
) -> None:
    """With a reason, before anybody gets anything."""
    ended = annai("line", "broadcast", *arguments, "--yes")

    assert (ended.status, account.got) == (status, {})
    assert ended.err.strip()


def test_without_an_account_it_is_said_what_to_set(annai: Annai, city_settings: Settings) -> None:
    """By name."""
    assert city_settings
    ended = annai("line", "broadcast", "断水", "--yes")

    assert ended.status == 1
    assert "ANNAI_LINE_CHANNEL_ACCESS_TOKEN" in ended.err


def test_the_menus_are_deployed_and_shown_by_the_mode(annai: Annai, account: LineAccount) -> None:
    """A dry run says what would change; a second time everything stays."""
    dry = annai("line", "rich-menu", "--dry-run", "--json")
    if "fonts-noto-cjk" in dry.err:
        pytest.skip("no Japanese font")
    assert {menu["state"] for menu in json.loads(dry.out)["menus"]} == {"new"}
    assert account.menus == {}
    assert annai("line", "rich-menu", "--yes").status == 0
    assert account.shown().startswith("annai-normal-")
    annai("disaster", "on", "--hazard", "flood", "--reason", "大雨", "--yes")
    again = annai("line", "rich-menu", "--yes", "--json")

    assert {menu["state"] for menu in json.loads(again.out)["menus"]} == {"kept"}
    assert account.shown().startswith("annai-disaster-")
    assert len(account.menus) == len(Kind)


def test_the_pictures_can_be_looked_at_first(
    annai: Annai, city_settings: Settings, tmp_path: Path
) -> None:
    """Without an account, and without a database."""
    assert city_settings
    ended = annai("line", "rich-menu", "--output", str(tmp_path / "menus"))
    if "fonts-noto-cjk" in ended.err:
        pytest.skip("no Japanese font")

    assert ended.status == 0
    assert {path.name for path in (tmp_path / "menus").iterdir()} == {
        f"{kind}.png" for kind in Kind
    }


def test_the_drill_group_is_listed_and_left(annai: Annai, account: LineAccount) -> None:
    """By the number that the member was told; in a drill their menu goes as well."""
    assert account
    listed = json.loads(annai("line", "drill-group", "--json").out)["members"]
    assert [member["number"] for member in listed] == ["cccccc"]
    unknown = annai("line", "drill-group", "remove", "zzzzzz", "--yes")
    assert (unknown.status, "zzzzzz" in unknown.err) == (1, True)
    account.linked["Ucccccccc"] = "richmenu-1"
    annai("disaster", "drill", "--reason", "総合防災訓練", "--yes")
    assert annai("line", "drill-group", "remove", "cccccc", "--yes").status == 0

    assert annai("line", "drill-group").out == "訓練グループにはだれもいません。\n"
    assert account.linked == {}


def test_a_code_is_given_out(annai: Annai, account: LineAccount) -> None:
    """With the time until which it counts."""
    assert account
    ended = annai("line", "drill-group", "code")

    assert re.fullmatch(
        r"LINEのトークで「訓練登録 \d{8}」と送ってもらってください。"
        r"\d{4}-\d\d-\d\d \d\d:\d\d まで使えます。\n",
        ended.out,
    )


def test_wrong_use_of_the_drill_group_is_told(annai: Annai, account: LineAccount) -> None:
    """An action that doesn't exist, a removal of nobody."""
    assert account
    assert annai("line", "drill-group", "add").status == 2
    assert annai("line", "drill-group", "remove").status == 2
