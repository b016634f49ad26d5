"""The log keeps what happened, on SQLite and PostgreSQL alike, and lets nobody change it."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.disaster.mirror import Mirror
from chatbot.store.opening import open_store

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 22, 1, 0, 0, 123456, tzinfo=UTC)
ON = DisasterEvent(
    NOW, "sato", Action.ON, ("flood", "landslide"), 4, "大雨", NOW + timedelta(hours=6)
)
ORDER = DisasterEvent(
    NOW, "sato", Action.ORDER, reason="本部", areas=("旭町", "古ケ崎"), order="避難指示"
)
OFF = DisasterEvent(NOW, "sato", Action.OFF, reason="収束")
PROPOSED = DisasterEvent(NOW, JMA, Action.PROPOSE, telegram="t1", series="rain")
APPEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.store.opening import open_store
store = open_store(sys.argv[1])
event = DisasterEvent(datetime.now(UTC), "other process", Action.ON, reason="大雨")
Journal(store, Path(sys.argv[2])).append(event)
store.close()
"""


@pytest.fixture
def journal(database_url: str, tmp_path: Path) -> Iterator[Journal]:
    """Give an empty log."""
    with closing(open_store(database_url)) as store:
        yield Journal(store, tmp_path / "data")


def test_events_come_back_as_they_went_in(journal: Journal) -> None:
    """Every field, in the order in which they were kept, whatever their times."""
    earlier = DisasterEvent(NOW - timedelta(days=1), JMA, Action.ON, telegram="late")
    events = (ON, ORDER, OFF, PROPOSED, earlier)
    for event in events:
        journal.append(event)

    assert journal.events() == events


def test_what_is_new_is_told_by_number(journal: Journal) -> None:
    """A reader goes on from the last number it has seen."""
    first, second = journal.append(ON), journal.append(OFF)

    assert [entry.event for entry in journal.since(0)] == [ON, OFF]
    assert journal.since(first.id) == (second,)
    assert journal.since(second.id) == ()


def test_other_processes_see_it(journal: Journal, database_url: str, tmp_path: Path) -> None:
    """And we see theirs."""
    journal.append(ON)
    subprocess.run(  # noqa: S603  # this Python
        [sys.executable, "-c", APPEND, database_url, str(tmp_path / "data")],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert [event.actor for event in journal.events()] == ["sato", "other process"]
    assert [event.actor for event in journal.mirror.read()] == ["sato", "other process"]


def test_writers_at_once_lose_nothing(journal: Journal) -> None:
    """Numbers are given in the order of keeping, so a reader who goes by them misses none."""
    seen: list[int] = []

    def read_on() -> None:
        while len(seen) < 40:
            seen.extend(entry.id for entry in journal.since(seen[-1] if seen else 0))

    with ThreadPoolExecutor(5) as pool:
        reader = pool.submit(read_on)
        for written in [pool.submit(journal.append, ON) for _ in range(40)]:
            written.result()
        reader.result(timeout=60)

    assert seen == sorted(seen)
    assert len(set(seen)) == 40
    assert len(journal.mirror.read()) == 40


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disaster_events SET reason = 'other'",
        "DELETE FROM disaster_events",
        "INSERT OR REPLACE INTO disaster_events SELECT * FROM disaster_events",
        "TRUNCATE disaster_events",
    ],
)
def test_the_database_refuses_changes(journal: Journal, database_url: str, statement: str) -> None:
    """Even to who goes around our code; each statement in the dialect that has it."""
    journal.append(ON)
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()

    assert journal.events() == (ON,)


def test_the_refusal_says_why(journal: Journal, database_url: str) -> None:
    """That is no defect of the database."""
    journal.append(ON)
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM disaster_events"))
    engine.dispose()


def test_purging_questions_leaves_the_log(journal: Journal, database_url: str) -> None:
    """Its days are not those of the questions."""
    journal.append(ON)
    with closing(open_store(database_url)) as store:
        store.purge(NOW + timedelta(days=9999))

    assert journal.events() == (ON,)


def test_the_mirror_holds_what_matters_now(journal: Journal) -> None:
    """All from the last `off` of staff on; a telegram's doesn't count."""
    lifted = DisasterEvent(NOW, JMA, Action.OFF, telegram="t2")
    for event in (ON, OFF, ORDER, lifted, PROPOSED):
        journal.append(event)

    assert journal.mirror.read() == (OFF, ORDER, lifted, PROPOSED)


def test_the_mirror_is_one_whole_file(journal: Journal) -> None:
    """That people can read, with nothing half-written beside it."""
    journal.append(ON)
    folder = journal.mirror.path.parent

    assert journal.mirror.path.name == "disaster.json"
    assert "大雨" in journal.mirror.path.read_text("utf-8")
    assert json.loads(journal.mirror.path.read_text("utf-8"))[0]["level"] == 4
    assert sorted(path.name for path in folder.iterdir()) == [".disaster.lock", "disaster.json"]


def test_a_mirror_that_is_not_there_says_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """That is how every city begins."""
    assert Mirror(tmp_path).read() == ()
    assert caplog.records == []


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"at": "x"}]', '{"a": 1}', "[[]]", "\udcff"])
def test_a_damaged_mirror_says_nothing_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """Better normal mode than no service."""
    Path(tmp_path, "disaster.json").write_bytes(content.encode("utf-8", "surrogateescape"))

    assert Mirror(tmp_path).read() == ()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_mirror_that_can_not_be_written_stops_nobody(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log itself is what counts."""
    Path(tmp_path, "file").write_text("", "utf-8")
    with closing(open_store(database_url)) as store:
        journal = Journal(store, tmp_path / "file")
        journal.append(ON)

        assert journal.events() == (ON,)
    assert "disaster.json not written" in caplog.text
