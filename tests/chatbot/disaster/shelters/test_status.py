"""What staff said of shelters: kept for good, told while it counts, never guessed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from chatbot.disaster.shelters.status import ShelterStatus, StatusBoard, StatusReport
from chatbot.disaster.shelters.status_log import StatusEntry, StatusLog
from chatbot.disaster.shelters.status_watch import StatusWatch
from chatbot.errors import DisasterError, StoreError
from chatbot.store.opening import open_store
from corpus.shelters.shelter import Shelter

START = datetime(2026, 11, 22, 1, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
LASTING = 12 * HOUR
OPEN = StatusReport("a", ShelterStatus.OPEN, START, "sato", "開設の連絡", START + 6 * HOUR)
Make = Callable[..., Shelter]


@pytest.fixture
def log(database_url: str) -> Iterator[StatusLog]:
    """Give an empty log."""
    with closing(open_store(database_url)) as store:
        yield StatusLog(store)


def test_reports_come_back_as_they_went_in(log: StatusLog) -> None:
    """In their order, from a number on, and not older than asked."""
    reports = (OPEN, replace(OPEN, status=ShelterStatus.FULL, until=None, drill=True))
    for report in reports:
        log.append(report)
    entries = log.since(0, START)
    assert tuple(entry.report for entry in entries) == reports
    assert log.since(entries[0].id, START) == entries[1:]
    assert log.since(0, START + HOUR) == ()


@pytest.mark.parametrize("change", ["UPDATE shelter_status SET status = ''", "DELETE FROM {}"])
def test_nobody_changes_the_log(log: StatusLog, database_url: str, change: str) -> None:
    """The database itself refuses."""
    log.append(OPEN)
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change.format("shelter_status")))
    engine.dispose()


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"actor": " "}, "disaster_event.no_actor"),
        ({"reason": ""}, "disaster_event.no_reason"),
        ({"until": START}, "disaster_event.until"),
    ],
)
def test_what_a_report_must_say(values: dict[str, Any], key: str) -> None:
    """Who, why, and an end after its beginning."""
    with pytest.raises(DisasterError) as caught:
        replace(OPEN, **values)
    assert caught.value.key == key


def test_times_need_a_zone() -> None:
    """Nobody guesses it."""
    with pytest.raises(ValueError, match="OPEN"):
        replace(OPEN, at=START.replace(tzinfo=None), until=None)


def board(*reports: StatusReport) -> StatusBoard:
    """Return the board after these reports."""
    return StatusBoard(LASTING).after(reports)


def test_without_a_report_nothing_is_known(make: Make) -> None:
    """Least of all that it is open."""
    assert board().of(make("a", 0), START) is None


def test_a_report_counts_until_its_end(make: Make) -> None:
    """Or for twelve hours."""
    known = board(OPEN)
    assert known.of(make("a", 0), START + 5 * HOUR) == OPEN
    assert known.of(make("a", 0), START + 6 * HOUR) is None
    endless = board(replace(OPEN, until=None))
    assert endless.of(make("a", 0), START + 12 * HOUR) is not None
    assert endless.of(make("a", 0), START + 12 * HOUR + timedelta(seconds=1)) is None


def test_the_last_report_counts(make: Make) -> None:
    """Said of any id of the shelter; `unknown` takes it back."""
    full = replace(OPEN, shelter_id="a2", status=ShelterStatus.FULL, at=START + HOUR)
    place = make("a", 0, other_ids=("a2",))
    assert board(OPEN, full).of(place, START + 2 * HOUR) == full
    back = replace(OPEN, status=ShelterStatus.UNKNOWN, at=START + 2 * HOUR)
    assert board(OPEN, full, back).of(place, START + 3 * HOUR) is None


def test_a_drill_and_real_life_do_not_mix(make: Make) -> None:
    """Neither shows what was said in the other."""
    drill = replace(OPEN, drill=True)
    place = make("a", 0)
    assert board(drill).of(place, START) is None
    assert board(drill).of(place, START, drill=True) == drill
    assert board(OPEN).of(place, START, drill=True) is None


class DeadLog(StatusLog):
    """A log whose database can be killed."""

    dead = False

    def since(self, number: int, begin: datetime) -> tuple[StatusEntry, ...]:
        """Fail as a database that is gone, or read."""
        if self.dead:
            raise StoreError("store.busy", place="p", code="c")
        return super().since(number, begin)


def test_a_server_sees_reports_and_outlives_the_database(
    make: Make, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    """What was known is told with its time until it is too old; the failure is logged once."""
    place, moment = make("a", 0), [START]
    with closing(open_store(f"sqlite:///{tmp_path}/annai.db")) as store:
        log = DeadLog(store)
        log.append(replace(OPEN, until=None, at=START - 13 * HOUR))
        watch = StatusWatch(log, LASTING, lambda: moment[0])
        assert watch.current().of(place, START) is None
        log.append(replace(OPEN, until=None))
        watch.refresh()
        log.dead = True
        with caplog.at_level(logging.ERROR):
            watch.refresh()
            watch.refresh()
        assert len(caplog.records) == 1
        assert watch.current().of(place, START + 11 * HOUR) is not None
        assert watch.current().of(place, START + 13 * HOUR) is None
        log.dead = False
        log.append(replace(OPEN, status=ShelterStatus.CLOSED, until=None))
        watch.refresh()
        known = watch.current().of(place, START)
        assert known is not None
        assert known.status == ShelterStatus.CLOSED


def test_the_watch_looks_by_itself(make: Make, tmp_path: object) -> None:
    """Nobody has to restart anything."""
    with closing(open_store(f"sqlite:///{tmp_path}/annai.db")) as store:
        log = StatusLog(store)
        watch = StatusWatch(log, LASTING, lambda: START, interval=0.01)
        watch.start()
        log.append(OPEN)
        deadline = datetime.now(UTC) + timedelta(seconds=5)
        while watch.current().of(make("a", 0), START) is None:
            assert datetime.now(UTC) < deadline
        watch.close()
