"""Menus, topics and broadcasts of a real server, on the local platform that stands in for LINE."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from channels.line.drill_group import code_at
from channels.line.platform.options import Options
from channels.line.platform.server import running_platform
from chatbot.settings import Settings
from tests.conftest import Ended
from tests.processes import client_of

SECRET, TOKEN = "secret", "token"
ANNA, BEN = "U" + "a" * 32, "U" + "b" * 32
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Account:
    """The platform with a server of the small city behind it."""

    stub: httpx.Client

    def menu(self, user: str) -> str:
        """Return the bar of the menu that somebody sees."""
        menu = self._talk(user)["menu"]
        return str(menu["chatBarText"]) if menu else ""

    def wait_for_menu(self, user: str, bar: str) -> None:
        """Wait until somebody sees a menu."""
        _wait(lambda: self.menu(user) == bar)

    def tap(self, user: str, data: str) -> dict[str, Any]:
        """Tap what sends a postback and return the last message of the answer."""
        return self._answer(user, {"type": "postback", "postback": {"data": data}})

    def say(self, user: str, text: str) -> dict[str, Any]:
        """Write a text and return the last message of the answer."""
        return self._answer(user, {"type": "message", "message": {"type": "text", "text": text}})

    def from_bot(self, user: str) -> list[dict[str, Any]]:
        """Return the bot's messages in a talk."""
        return [one["message"] for one in self._talk(user)["entries"] if one["by"] == "bot"]

    def _answer(self, user: str, event: dict[str, Any]) -> dict[str, Any]:
        before = len(self.from_bot(user))
        sent = self.stub.post("webhook", json={"events": [event], "user": user})
        assert sent.status_code == 200, sent.text
        _wait(lambda: len(self.from_bot(user)) > before)
        return self.from_bot(user)[-1]

    def _talk(self, user: str) -> dict[str, Any]:
        talk: dict[str, Any] = self.stub.get(f"talks/{user}").json()
        return talk


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def account(
    annai: Callable[..., Ended],
    annai_process: Callable[..., Any],
    published_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Account]:
    """Two friends, deployed menus, and `annai serve` as a process of its own."""
    assert published_settings
    given = Options(channel_secret=SECRET, access_token=TOKEN, monthly_quota=100)
    with running_platform(given, lambda: datetime.now(UTC)) as url:
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_SECRET", SECRET)
        monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", TOKEN)
        monkeypatch.setenv("ANNAI_LINE_API_BASE", url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
        deployed = annai("line", "rich-menu", "--yes")
        if "fonts-noto-cjk" in deployed.err:
            pytest.skip("no Japanese font")
        assert deployed.status == 0, deployed.err
        server = annai_process("serve", "--port", "0")
        with client_of(server) as bot, httpx.Client(base_url=f"{url}/_stub", timeout=20) as stub:
            stub.post("settings", json={"webhook_url": f"{bot.base_url}/line/webhook"})
            served = Account(stub)
            for user, name in ((ANNA, "あんな"), (BEN, "べん")):
                stub.post("users", json={"name": name, "user_id": user})
                _wait(lambda user=user: bool(served.from_bot(user)))  # type: ignore[misc]
            yield served


def test_the_menu_follows_the_mode_and_a_drill_only_its_group(
    annai: Callable[..., Ended], account: Account
) -> None:
    """Nobody has to restart anything; the one who joined the drill group sees the drill's menu."""
    assert account.menu(ANNA) == "メニュー"
    annai("disaster", "on", "--hazard", "flood", "--reason", "大雨", "--yes")
    account.wait_for_menu(ANNA, "災害メニュー")
    assert account.menu(BEN) == "災害メニュー"
    annai("disaster", "off", "--reason", "収束", "--yes")
    account.wait_for_menu(ANNA, "メニュー")
    joined = account.say(ANNA, f"訓練登録 {code_at(SECRET, datetime.now(UTC))}")
    assert "訓練グループに入りました" in joined["text"]
    annai("disaster", "drill", "--reason", "総合防災訓練", "--yes")
    account.wait_for_menu(ANNA, "【訓練】災害メニュー")
    assert account.menu(BEN) == "メニュー"
    annai("disaster", "off", "--reason", "終わり", "--yes")
    account.wait_for_menu(ANNA, "メニュー")


def test_every_tile_is_answered(account: Account) -> None:
    """What the menu sends, the talk knows: no tap stays without an answer."""
    shown = account.stub.get(f"talks/{ANNA}").json()["menu"]
    for area in shown["areas"]:
        answer = account.tap(ANNA, area["action"]["data"])
        assert answer["type"] in {"text", "flex"}


def test_who_chose_a_topic_gets_its_broadcasts(
    annai: Callable[..., Ended], account: Account
) -> None:
    """And stops getting them; nobody else gets any."""
    assert account.tap(ANNA, "topics")["altText"] == "お知らせの登録"
    account.tap(ANNA, "topic-on=waste")
    sent = annai("line", "broadcast", "収集日が変わります", "--topic", "waste", "--yes")
    assert (sent.status, "1 人に送りました" in sent.out) == (0, True)
    assert account.from_bot(ANNA)[-1] == {"type": "text", "text": "収集日が変わります"}
    account.tap(ANNA, "topic-off=waste")

    assert annai("line", "broadcast", "もう一度", "--topic", "waste", "--yes").status == 1
    assert "収集日が変わります" not in str(account.from_bot(BEN))


def test_who_blocks_the_account_is_forgotten(annai: Callable[..., Ended], account: Account) -> None:
    """With what they chose: it is theirs to choose again."""
    account.tap(ANNA, "topic-on=waste")
    account.stub.post(f"users/{ANNA}", json={"blocked": True})
    _wait(lambda: "友だち全員 1 人" in annai("line", "broadcast", "x", "--dry-run").out)
    account.stub.post(f"users/{ANNA}", json={"blocked": False})
    _wait(lambda: "友だち全員 2 人" in annai("line", "broadcast", "x", "--dry-run").out)

    assert "0 人" in annai("line", "broadcast", "x", "--topic", "waste", "--dry-run").out
