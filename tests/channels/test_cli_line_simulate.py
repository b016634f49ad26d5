"""`annai line simulate` as a process: from one command to a chat."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from chatbot.settings import Settings
from tests.conftest import Ended
from tests.processes import PATIENCE_S, read_until

pytest.importorskip("linebot")

Start = Callable[..., subprocess.Popen[str]]
ANNA = "U" + "a" * 32


@contextmanager
def page_of(process: subprocess.Popen[str]) -> Iterator[httpx.Client]:
    """Wait until there is an address to open, and give a client of its control API."""
    address = read_until(process, "ブラウザーで").split()[-1]
    with httpx.Client(base_url=f"{address}_stub", timeout=30) as client:
        yield client


def answers(page: httpx.Client) -> list[Any]:
    """Wait for the bot and return its messages."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        entries = page.get(f"talks/{ANNA}").json()["entries"]
        if said := [one["message"] for one in entries if one["by"] == "bot"]:
            return said
        time.sleep(0.1)
    raise AssertionError(entries)


def test_one_command_from_nothing_to_a_chat(
    annai_process: Start, published_settings: Settings
) -> None:
    """A question is answered, Ctrl+C ends both with status 0, and the data are kept apart."""
    simulation = annai_process("line", "simulate", "--port", "0")
    with page_of(simulation) as page:
        page.post("users", json={"name": "あなた", "user_id": ANNA, "tell": False})
        asked = {"events": [{"user": ANNA, "text": "粗大ごみの出し方を教えてください"}]}
        (sent,) = page.post("webhook", json=asked).json()["deliveries"]
        assert sent["ok"], sent
        assert "粗大ごみ" in str(answers(page))
        server = page.get("state").json()["webhook_url"]
    simulation.send_signal(signal.SIGINT)
    out, err = simulation.communicate()

    assert (simulation.returncode, out) == (0, ""), err
    with pytest.raises(httpx.ConnectError):
        httpx.get(server)
    assert not (published_settings.data_dir / "annai.db").exists()
    own = published_settings.data_dir / "simulate"
    assert (own / "annai.db").exists()
    assert (own / "index").readlink() == Path("../index")


def test_beside_a_running_annai_the_keys_are_needed(
    annai: Callable[..., Ended], city_settings: Settings
) -> None:
    """They are the settings'; without them it is said which."""
    del city_settings
    ended = annai("line", "simulate", "--bot", "http://127.0.0.1:9")

    assert (ended.status, ended.out) == (2, "")
    assert "ANNAI_LINE_CHANNEL_SECRET" in ended.err


def test_beside_a_running_annai(
    annai_process: Start, city_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Webhooks go there, and the API takes its token."""
    del city_settings
    monkeypatch.setenv("ANNAI_LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("ANNAI_LINE_CHANNEL_ACCESS_TOKEN", "token")
    simulation = annai_process("line", "simulate", "--port", "0", "--bot", "http://127.0.0.1:9/")
    with page_of(simulation) as page:
        told = page.get("state").json()
        api = page.get("../v2/bot/info", headers={"authorization": "Bearer token"})
    simulation.send_signal(signal.SIGTERM)
    simulation.communicate()

    assert told["webhook_url"] == "http://127.0.0.1:9/line/webhook"
    assert (api.status_code, simulation.returncode) == (200, 0)
