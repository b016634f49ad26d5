"""Staff pages keep nobody waiting: their work is done in a few threads of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest

from channels.web.admin import desk as staff_desk
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.review.counting import Counting
from chatbot.review.figures import Figures
from chatbot.review.period import Period
from tests.channels.admin.conftest import Staff


def test_residents_are_answered_while_staff_wait_for_the_database(
    desk: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a disaster, and with more pages opened than there are threads for them."""
    begun, go_on = Event(), Event()
    count = Counting.figures

    def slow(counting: Counting, period: Period) -> Figures:
        begun.set()
        assert go_on.wait(60)
        return count(counting, period)

    desk.sign_in()
    monkeypatch.setattr(Counting, "figures", slow)
    with ThreadPoolExecutor(60) as pool:
        waiting = [pool.submit(desk.get, "/admin") for _ in range(60)]
        try:
            assert begun.wait(60)
            assert desk.get("/healthz").status_code == 200
            asked = desk.client.post("/api/chat", json={"message": "こんにちは"})
            assert asked.json()["status"] == "clarify"
            event = DisasterEvent(datetime.now(UTC), "山田", Action.ON, ("flood",), reason="大雨")
            Journal(desk.chatbot.store, desk.chatbot.settings.data_dir).append(event)
            desk.chatbot._disaster.state.refresh()  # noqa: SLF001  # what the watch does
            asked = desk.client.post("/api/chat", json={"message": "停電した"})
            assert asked.json()["status"] == "disaster"
            assert not any(one.done() for one in waiting)
        finally:
            go_on.set()
        assert {one.result().status_code for one in waiting} == {200}


def test_few_pages_are_made_at_once(visitor: Callable[..., Staff]) -> None:
    """Fewer than the database has connections for."""
    desk = staff_desk.StaffDesk.of(visitor().chatbot, "token")

    assert desk.threads.total_tokens == staff_desk.THREADS == 4
