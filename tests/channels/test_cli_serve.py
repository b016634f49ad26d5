"""`annai serve` as a process: one command from an empty folder to an answer."""

import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chatbot.answer import Mode, Status
from chatbot.service import index_dir
from chatbot.settings import Settings
from chatbot.store import Exchange
from chatbot.store.opening import open_store
from indexing.snapshots import Snapshots
from tests.processes import client_of, read_until

Start = Callable[..., subprocess.Popen[str]]


def _record(settings: Settings, days: int) -> None:
    """Log a question of so many days ago."""
    store = open_store(settings.resolved_database_url)
    store.record(
        Exchange(
            answer_id=str(uuid4()),
            conversation_id="c",
            asked_at=datetime.now(UTC) - timedelta(days=days),
            channel="web",
            language="ja",
            mode=Mode.NORMAL,
            status=Status.NO_ANSWER,
            reason="guidance",
            question_masked=f"{days}日前",
            answer_text="",
        )
    )
    store.close()


def test_the_first_start_builds_publishes_and_serves(
    annai_process: Start, city_settings: Settings
) -> None:
    """The port of the command line wins; a signal ends it with status 0, stdout stays empty."""
    server = annai_process("serve", "--port", "0")
    read_until(server, "文をベクトルにする")
    with client_of(server) as client:
        published = Snapshots(index_dir(city_settings)).current()
        message = {"message": "粗大ごみの出し方を教えてください"}
        assert client.get("/readyz").json()["snapshot"] == published
        assert client.post("/api/chat", json=message).json()["status"] == "answered"
    server.send_signal(signal.SIGTERM)
    out, _ = server.communicate()

    assert (server.returncode, out) == (0, "")


def test_a_start_deletes_what_was_kept_long_enough(
    annai_process: Start, published_settings: Settings
) -> None:
    """A question of two years ago is gone, yesterday's isn't; the log tells the count."""
    for days in (1, 800):
        _record(published_settings, days)
    server = annai_process("serve", "--port", "0")
    assert "1 questions deleted" in read_until(server, "retention")

    store = open_store(published_settings.resolved_database_url)
    kept = [exchange.question_masked for exchange in store.history("c", 10)]
    store.close()
    assert kept == ["1日前"]


def test_a_new_index_is_taken_up_without_a_restart(
    annai_process: Start, published_settings: Settings
) -> None:
    """Built and published by another process while the server runs."""
    server = annai_process("serve", "--port", "0")
    with client_of(server) as client:
        build = annai_process("index", "build", "--publish")
        build.communicate()
        new = Snapshots(index_dir(published_settings)).current()

        assert build.returncode == 0
        assert str(new) in read_until(server, "snapshot taken up")
        assert client.get("/readyz").json()["snapshot"] == new
