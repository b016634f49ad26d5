"""Switching disaster mode from the staff page: the same log and the same rules as the command's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from chatbot.answer import Mode
from chatbot.disaster.event import JMA, LIFT, Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.disaster.state import DisasterState, fold
from chatbot.store.opening import open_store
from tests.channels.admin.conftest import NAME, Staff, csrf_of

PAGE = "/admin/disaster"
ON = {"action": "on", "hazard": ["flood"], "level": "4", "reason": "江戸川の水位", "hours": "6"}
OFF = {"action": "off", "reason": "収束"}
DRILL = {"action": "drill", "reason": "防災訓練", "hours": "2"}
EXTEND = {"action": "extend", "reason": "続く", "hours": "3"}
ORDER = {"action": "order", "kind": "避難指示", "areas": "古ケ崎\n\n 旭町 \n", "reason": "本部"}


class _Fields(HTMLParser):
    """Collects what a page's form to record hides."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._in = given.get("action") == "/admin/disaster/record"
        elif tag == "input" and self._in:
            self.fields.append((given.get("name") or "", given.get("value") or ""))


def hidden(page: str) -> dict[str, list[str]]:
    """Return the fields of the page that asks to confirm."""
    parser = _Fields()
    parser.feed(page)
    return {name: [v for n, v in parser.fields if n == name] for name, _ in parser.fields}


def confirm(staff: Staff, form: dict[str, Any]) -> httpx.Response:
    """Fill in a form."""
    return staff.post(f"{PAGE}/confirm", form, PAGE)


def switch(staff: Staff, form: dict[str, Any]) -> httpx.Response:
    """Fill in a form and confirm it."""
    page = confirm(staff, form)
    assert page.status_code == 200
    return staff.client.post(f"{PAGE}/record", data=hidden(page.text))


def journal_of(staff: Staff) -> Journal:
    """Return the log."""
    return Journal(staff.chatbot.store, staff.chatbot.settings.data_dir)


def state_of(staff: Staff) -> DisasterState:
    """Return the state as the command line would see it."""
    return fold(journal_of(staff).events(), staff.chatbot.now())


@pytest.fixture(autouse=True)
def _signed_in(desk: Staff) -> None:
    """Somebody has signed in."""
    assert desk.sign_in().status_code == 303


def test_nothing_is_switched_before_it_is_confirmed(desk: Staff) -> None:
    """The page in between says what will happen, who does it and why."""
    page = confirm(desk, ON).text

    assert journal_of(desk).events() == ()
    for told in (
        "災害モードを始めます（洪水）",
        "住民への案内がすぐに変わります",
        NAME,
        "江戸川の水位",
    ):
        assert told in page


def test_disaster_mode_is_switched_on(desk: Staff) -> None:
    """With all that was filled in; the page and the residents' API know it at once."""
    before = desk.chatbot.now()
    response = switch(desk, ON)
    (event,) = journal_of(desk).events()
    page = desk.text(response.headers["location"])

    assert response.status_code == 303
    assert replace(event, at=before, until=None) == DisasterEvent(
        before, NAME, Action.ON, ("flood",), 4, "江戸川の水位"
    )
    assert event.until == event.at + timedelta(hours=6)
    assert "災害モードを記録しました" in page
    assert 'class="mode disaster"' in page
    desk.chatbot._disaster.state.refresh()  # noqa: SLF001  # what the watch does twice a second
    assert desk.get("/api/disaster").json()["mode"] == "disaster"


def test_the_log_tells_who_switched_what(desk: Staff) -> None:
    """Newest first."""
    switch(desk, ON)
    switch(desk, OFF)
    page = desk.text(PAGE)

    assert page.index("収束") < page.index("江戸川の水位")
    assert f"<td>{NAME}</td><td>終了</td>" in page


def test_off_ends_it_and_says_what_goes_with_it(desk: Staff) -> None:
    """Orders in force too."""
    switch(desk, ON)
    switch(desk, ORDER)
    page = confirm(desk, OFF).text
    switch(desk, OFF)

    assert "避難指示（古ケ崎、旭町）も住民に表示されなくなります。" in page
    assert "災害モードを終えます" in page
    assert state_of(desk).mode == Mode.NORMAL


def test_a_drill_is_a_drill(desk: Staff) -> None:
    """And can't be begun while it is real."""
    switch(desk, DRILL)
    assert state_of(desk).mode == Mode.DRILL
    assert "【訓練】" in desk.text(PAGE)
    assert "訓練を終えて、災害モードを始めます" in confirm(desk, ON).text
    switch(desk, ON)

    assert "訓練を始める" not in desk.text(PAGE)
    refused = confirm(desk, DRILL)
    assert refused.status_code == 422
    assert "災害モードのあいだは訓練を始められません" in refused.text


def test_extending_twice_by_a_double_click_moves_the_end_once(desk: Staff) -> None:
    """The page to confirm says until when, and that is what is recorded."""
    switch(desk, ON)
    until = state_of(desk).until
    assert until is not None
    page = confirm(desk, EXTEND)
    for _ in range(2):
        desk.client.post(f"{PAGE}/record", data=hidden(page.text))

    assert state_of(desk).until == until + timedelta(hours=3)


def test_orders_are_entered_and_lifted(desk: Staff) -> None:
    """One area to a line; an order begins disaster mode; a lift may be for all."""
    page = confirm(desk, ORDER).text
    switch(desk, ORDER)
    (order,) = state_of(desk).orders
    assert "災害モードを始めます" in page
    assert (order.kind, order.areas) == ("避難指示", ("古ケ崎", "旭町"))

    switch(desk, ORDER | {"kind": LIFT, "areas": "旭町"})
    assert [order.areas for order in state_of(desk).orders] == [("古ケ崎",)]
    switch(desk, ORDER | {"kind": LIFT, "areas": "", "everywhere": "1"})
    assert state_of(desk).orders == ()
    assert state_of(desk).mode == Mode.DISASTER


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (ON | {"reason": " \u3000 "}, "理由を書いてください"),
        (ON | {"reason": "長" * 501}, "500 文字まで"),
        (ON | {"hazard": []}, "災害の種類を1つ以上"),
        (ON | {"hazard": ["aliens"]}, "災害の種類を1つ以上"),
        (ON | {"hours": "0"}, "1 から 720"),
        (ON | {"hours": "721"}, "1 から 720"),
        (ON | {"hours": "１"}, "1 から 720"),
        (ON | {"telegram": "gone"}, "その提案はもうありません"),
        (OFF, "災害モードでも訓練でもない"),
        (EXTEND, "災害モードでも訓練でもない"),
        (DRILL | {"reason": ""}, "理由を書いてください"),
        (ORDER | {"kind": "命令"}, "避難情報の種類を選んで"),
        (ORDER | {"areas": " \n "}, "地域を1行に1つ"),
        (ORDER | {"everywhere": "1"}, "解除のときだけ"),
        (ORDER | {"kind": LIFT}, "発令中の避難情報はありません"),
        (ORDER | {"kind": LIFT, "everywhere": "1"}, "地域を空に"),
        ({"action": "propose", "reason": "x"}, ""),
        ({"action": "", "reason": "x"}, ""),
    ],
)
def test_what_can_not_be_is_told(desk: Staff, form: dict[str, Any], message: str) -> None:
    """At the field; what was filled in stays; nothing is recorded, by either address."""
    response = confirm(desk, form)
    recorded = desk.post(f"{PAGE}/record", form | {"mode": "normal"}, PAGE)

    assert response.status_code == 422
    assert recorded.status_code == 422
    assert "まだ何も切り替えていません" in response.text
    assert message in response.text
    assert journal_of(desk).events() == ()
    if form["reason"].strip():
        assert not message or form["action"] in ("off", "extend") or form["reason"] in response.text


def test_a_state_that_changed_meanwhile_is_confirmed_again(desk: Staff) -> None:
    """Who confirmed the end of a drill doesn't end a disaster that began since."""
    switch(desk, DRILL)
    page = confirm(desk, OFF)
    switch(desk, ON)
    response = desk.client.post(f"{PAGE}/record", data=hidden(page.text))

    assert response.status_code == 409
    assert "状態が変わりました" in response.text
    assert "災害モードを終えます" in response.text
    assert state_of(desk).mode == Mode.DISASTER
    again = desk.client.post(f"{PAGE}/record", data=hidden(response.text))
    assert again.status_code == 303
    assert state_of(desk).mode == Mode.NORMAL


def proposal(now: datetime) -> DisasterEvent:
    """Return what a telegram proposes."""
    return DisasterEvent(
        now, JMA, Action.PROPOSE, ("earthquake",), 3, "震度5強", telegram="T-1", series="S"
    )


def test_a_proposal_is_accepted(desk: Staff) -> None:
    """As it is: what, how high, which telegram; the reason says where it came from."""
    journal_of(desk).append(proposal(desk.chatbot.now()))
    assert "震度5強" in desk.text(PAGE)
    assert "提案が 1 件あります" in desk.text(PAGE)
    switch(desk, {"action": "on", "telegram": "T-1"})
    event = journal_of(desk).events()[-1]

    assert (event.actor, event.hazards, event.level) == (NAME, ("earthquake",), 3)
    assert (event.telegram, event.series) == ("T-1", "S")
    assert "震度5強" in event.reason
    assert state_of(desk).mode == Mode.DISASTER


def test_a_proposal_is_declined(desk: Staff) -> None:
    """With a reason."""
    journal_of(desk).append(proposal(desk.chatbot.now()))
    assert "提案を見送ります" in confirm(desk, OFF).text
    switch(desk, OFF)

    assert state_of(desk).proposals == ()
    assert "提案を見送る" not in desk.text(PAGE)


def test_nobody_passes_for_a_telegram(desk: Staff) -> None:
    """A person called as telegrams are in the log is told apart."""
    desk.client.cookies.clear()
    desk.sign_in(name=JMA)
    switch(desk, ON)

    assert [event.actor for event in journal_of(desk).events()] == ["jma (admin)"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_reasons_and_areas_are_text(desk: Staff, text: str) -> None:
    """On the page to confirm, in the log, and in a form that is shown again."""
    for form in (ORDER | {"areas": text, "reason": text}, ON | {"reason": text, "hazard": []}):
        assert "<script" not in confirm(desk, form).text
        assert "<img" not in confirm(desk, form).text
    switch(desk, ORDER | {"areas": text, "reason": text})
    page = desk.text(PAGE)

    assert "&lt;script" in page or "&lt;img" in page
    assert "<script" not in page
    assert "<img" not in page


def test_while_the_database_is_dead_the_mirror_is_shown(
    visitor: Callable[..., Staff], tmp_path: Path
) -> None:
    """Every page says so and none fails; a switch is not recorded, says so, and can be tried again.

    As with the command line: what this machine last knew holds, and nothing can be switched.
    """
    store = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    journal = Journal(store, tmp_path)
    begun = DisasterEvent(datetime.now(UTC), "山田", Action.ON, ("flood",), reason="大雨")
    journal.append(begun)
    store.close()
    (tmp_path / "broken.db").write_bytes(b"not a database" * 1000)
    person = visitor(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'broken.db'}")
    person.sign_in()

    for path in ("/admin", "/admin/questions", "/admin/unanswered", "/admin/export/daily.csv"):
        response = person.get(path)
        assert response.status_code == 503
        assert "記録を読めません" in response.text
        assert 'class="mode disaster"' in response.text
    page = person.get(PAGE)
    assert page.status_code == 503
    assert "切り替えは、データベースが戻るまで記録できません" in page.text
    assert "大雨" in page.text
    asked = person.client.post(f"{PAGE}/confirm", data=OFF | {"csrf": csrf_of(page.text)})
    assert "災害モードを終えます" in asked.text
    refused = person.client.post(f"{PAGE}/record", data=hidden(asked.text))
    assert refused.status_code == 503
    assert "切り替えは記録されていません" in refused.text
    assert hidden(refused.text) == hidden(asked.text)
