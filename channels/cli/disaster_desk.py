"""What the commands of disaster mode share: the log, the clock, who acts; and their options.

Neither the index nor an embedder is opened: switching must work on a machine that has lost them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import typer

from channels.cli.actor import actor
from channels.cli.clock import city_clock
from channels.cli.errors import UsageError
from channels.cli.output import text
from chatbot.disaster.event import HAZARDS, JMA, Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.disaster.situation import DEFAULT_LENGTH
from chatbot.disaster.state import DisasterState, fold
from chatbot.errors import DisasterError
from chatbot.settings import load_settings
from chatbot.store.opening import open_store
from corpus.city import CitySettings, read_city_settings
from corpus.layout import CityLayout

LONGEST_H = 24 * 30
DEFAULT_HOURS = int(DEFAULT_LENGTH / timedelta(hours=1))

Hazard = Annotated[list[str] | None, typer.Option("--hazard")]
Level = Annotated[int | None, typer.Option("--level", min=1, max=5)]
Reason = Annotated[str, typer.Option("--reason")]
Hours = Annotated[int, typer.Option("--hours", min=1, max=LONGEST_H)]


@dataclass(frozen=True, slots=True)
class DisasterDesk:
    """The log of a city, its clock and settings."""

    journal: Journal
    city: CitySettings
    now: Callable[[], datetime]

    def state(self) -> DisasterState:
        """Return the state now."""
        return fold(self.journal.events(), self.now())

    def record(self, event: DisasterEvent) -> DisasterState:
        """Keep an event and return the state after it."""
        self.journal.append(event)
        return self.state()


@contextmanager
def open_disaster_desk() -> Iterator[DisasterDesk]:
    """Open the log of the settings' city.

    Raises:
        CityError: `city.toml` is not valid.
        StoreError: The database can't be opened.
    """
    settings = load_settings()
    layout = CityLayout.of(settings.city)
    city = read_city_settings(layout)
    with closing(open_store(settings.resolved_database_url)) as store:
        yield DisasterDesk(Journal(store, settings.data_dir), city, city_clock(layout))


def operator() -> str:
    """Return who acts; a person called as telegrams are in the log is told apart."""
    name = actor()
    return f"{name} (OS)" if name == JMA else name


def given_reason(reason: str, line: str) -> str:
    """Return a reason that says something.

    Raises:
        UsageError: It is blank.
    """
    if not reason.strip():
        raise UsageError("usage.value", name="--reason", line=line)
    return reason.strip()


def given_hazards(named: Sequence[str] | None) -> tuple[str, ...]:
    """Return the hazards named: by their names in the log, or as staff call them in Japanese.

    Raises:
        UsageError: One of them doesn't exist.
    """
    labels = {DisasterError.catalogue.text(f"disaster.hazard.{name}"): name for name in HAZARDS}
    known = {**labels, **{name: name for name in HAZARDS}}
    for name in named or ():
        if name not in known:
            names = "、".join(f"{name}（{label}）" for label, name in labels.items())
            raise UsageError("disaster.no_such_hazard", name=name, names=names)
    return tuple(dict.fromkeys(known[name] for name in named or ()))


def need_on(state: DisasterState) -> None:
    """Make sure that something is on.

    Raises:
        DisasterError: Neither disaster mode nor a drill is.
    """
    if state.until is None:
        raise DisasterError("disaster_event.nothing_on")


def action_text(action: Action) -> str:
    """Return what staff call an action."""
    return text(f"disaster.action.{action}")
