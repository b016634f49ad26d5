"""`<data dir>/disaster.json`: what must be known of the log when its database can't be read.

It holds the events from the last `off` of staff on, which all that is on began after. Who appends
to the log writes it, and so does every server when it reads of an event: one machine's file
serves only that machine. Writers take turns, and each looks at the log in its turn, so that no
older view of the log replaces a newer one.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.errors import DisasterError, StoreError

Events = Sequence[DisasterEvent]

log = logging.getLogger(__name__)


class Mirror:
    """The file of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        """Name it; it needn't be there."""
        self.path = data_dir / "disaster.json"

    def write(self, events: Callable[[], Events]) -> None:
        """Replace the file, which readers see whole, by what `events` says in our turn.

        A disk or a database that refuses is logged: the log itself matters more.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.with_name(".disaster.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                self._replace(json.dumps(_records(events()), ensure_ascii=False, indent=1))
        except (OSError, StoreError) as error:
            log.warning("%s not written: %s", self.path, error)

    def read(self) -> tuple[DisasterEvent, ...]:
        """Return the events of the file; none if it isn't there or can't be read."""
        try:
            return tuple(_event(one) for one in json.loads(self.path.read_text("utf-8")))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError, DisasterError) as error:
            log.warning("%s not read: %s", self.path, type(error).__name__)
            return ()

    def _replace(self, text: str) -> None:
        beside = self.path.with_name(f".disaster-{os.getpid()}")
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)


def _current(events: Events) -> Events:
    """Return the events from the last `off` of staff on."""
    offs = [n for n, one in enumerate(events) if one.action == Action.OFF and one.actor != JMA]
    return events[offs[-1] :] if offs else events


def _records(events: Events) -> list[dict[str, Any]]:
    return [_record(event) for event in _current(events)]


def _record(event: DisasterEvent) -> dict[str, Any]:
    until = event.until.isoformat() if event.until else None
    return {**asdict(event), "at": event.at.isoformat(), "until": until}


def _event(record: dict[str, Any]) -> DisasterEvent:
    until = record["until"]
    return DisasterEvent(
        **{
            **record,
            "at": datetime.fromisoformat(record["at"]),
            "until": datetime.fromisoformat(until) if until else None,
            "hazards": tuple(record["hazards"]),
            "areas": tuple(record["areas"]),
        }
    )
