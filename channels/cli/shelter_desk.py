"""What the commands on shelters share: the shelters, what is known of them, the clock.

Neither the index nor an embedder is opened.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from channels.cli.clock import city_clock
from channels.cli.errors import UsageError
from channels.cli.output import say, text
from channels.cli.problems import say_problems
from channels.cli.status import PROBLEMS
from chatbot.answer import Mode
from chatbot.disaster.journal import Journal
from chatbot.disaster.shelters.finder import ShelterFinder
from chatbot.disaster.shelters.opening import lasting, open_finder
from chatbot.disaster.shelters.status import StatusBoard
from chatbot.disaster.shelters.status_log import StatusLog
from chatbot.disaster.state import fold
from chatbot.errors import DisasterError, StoreError
from chatbot.settings import Settings, load_settings
from chatbot.store.opening import open_store
from corpus.city import CitySettings, read_city_settings
from corpus.corpus import Problem
from corpus.layout import CityLayout
from corpus.shelters.reading import ShelterReading, read_shelters
from corpus.shelters.shelter import DESIGNATIONS, Shelter


@dataclass(frozen=True)
class ShelterDesk:
    """The shelters of the settings' city.

    Attributes:
        settings: The settings.
        layout: The city's directory.
        city: Its settings.
        now: Its clock.
    """

    settings: Settings
    layout: CityLayout
    city: CitySettings
    now: Callable[[], datetime]

    @cached_property
    def told(self) -> ShelterReading:
        """The shelters, read."""
        return read_shelters(self.layout, self.city)

    def finder(self, board: StatusBoard) -> ShelterFinder:
        """Return what residents are answered by."""
        return open_finder(self.told, lambda: board)

    def shelter(self, name: str) -> Shelter:
        """Return the shelter with an id, or the only one with a name.

        Raises:
            DisasterError: There is none, or more than one of that name.
        """
        shelters = self.told.shelters
        found = [one for one in shelters if name in {one.id, *one.other_ids}]
        found = found or [one for one in shelters if one.name == name]
        if len(found) > 1:
            raise DisasterError(
                "shelter_status.many", name=name, ids="、".join(one.id for one in found)
            )
        if not found:
            raise DisasterError("shelter_status.no_such", name=name)
        return found[0]

    def say_problems(self) -> int:
        """List what couldn't be used and return the exit status it means."""
        return say_problems([Problem(path, str(error)) for path, error in self.told.problems])


def open_shelter_desk() -> ShelterDesk:
    """Return the shelters of the settings' city.

    Raises:
        CityError: `city.toml` is not valid.
    """
    settings = load_settings()
    layout = CityLayout.of(settings.city)
    return ShelterDesk(settings, layout, read_city_settings(layout), city_clock(layout))


@contextmanager
def open_status_log(desk: ShelterDesk) -> Iterator[tuple[StatusLog, bool]]:
    """Give the log of the statuses, and whether a drill is on.

    Raises:
        StoreError: The database can't be opened.
    """
    with closing(open_store(desk.settings.resolved_database_url)) as store:
        events = Journal(store, desk.settings.data_dir).events()
        yield StatusLog(store), fold(events, desk.now()).mode == Mode.DRILL


def read_board(desk: ShelterDesk) -> tuple[StatusBoard, bool, int]:
    """Return what is known of the statuses, whether a drill is on, and the exit status so far.

    Where the log can't be read, nothing is known.
    """
    board = StatusBoard(lasting(desk.city))
    try:
        with open_status_log(desk) as (log, drill):
            entries = log.since(0, desk.now() - board.lasting)
    except StoreError as error:
        say(str(error))
        say(text("shelters.not_read"))
        return board, False, PROBLEMS
    return board.after(entry.report for entry in entries), drill, 0


def designated_hazards(named: Sequence[str] | None) -> tuple[str, ...]:
    """Return the hazards named, by annai's names, the law's or those that residents read.

    Raises:
        UsageError: Shelters aren't designated for one of them.
    """
    labels = {
        DisasterError.catalogue.text(f"disaster.hazard.{name}"): name
        for name in DESIGNATIONS.values()
    }
    known = {**labels, **DESIGNATIONS, **{name: name for name in DESIGNATIONS.values()}}
    for name in named or ():
        if name not in known:
            names = "、".join(f"{name}（{label}）" for label, name in labels.items())
            raise UsageError("shelters.no_such_hazard", name=name, names=names)
    return tuple(dict.fromkeys(known[name] for name in named or ()))
