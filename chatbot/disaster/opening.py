"""Builds all that answers in a disaster. What of it can't be built fails closed, not the start."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.alerts.known import known_at
from chatbot.disaster.alerts.watch import AlertWatch
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.gate import DisasterGate
from chatbot.disaster.guides.matcher import GuideMatch, GuideMatcher
from chatbot.disaster.in_force import InForceReplies
from chatbot.disaster.journal import Journal
from chatbot.disaster.replies import DisasterReplies
from chatbot.disaster.shelters.finder import ShelterFinder
from chatbot.disaster.shelters.gazetteer import Gazetteer
from chatbot.disaster.shelters.opening import ShelterGuide, lasting, open_shelters
from chatbot.disaster.shelters.status_log import StatusLog
from chatbot.disaster.shelters.status_watch import StatusWatch
from chatbot.disaster.watch import StateWatch
from chatbot.gates.patterns import read_patterns
from chatbot.needed import NeededBy
from chatbot.remembering import remembered
from chatbot.store.store import Store
from corpus.city import CitySettings
from corpus.errors import AnnaiError
from corpus.guide import Guide, read_guides
from corpus.layout import CityLayout
from corpus.messages import Catalogue
from indexing.tokenizer import SudachiTokenizer

if TYPE_CHECKING:
    from chatbot.disaster.feed.watch import FeedWatch

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedReport:
    """How the feeds of the 気象庁 are read.

    Attributes:
        age_s: Seconds since they were last read well by whatever process; None if never.
        telegrams: How many this process has taken, by outcome.
    """

    age_s: float | None
    telegrams: dict[str, int]


@dataclass(frozen=True, slots=True)
class Disaster:
    """Disaster mode of a running server: its gate, and what keeps it fresh.

    Attributes:
        gate: Answers.
        state: Watches the log of the mode.
        statuses: Watches the log of the shelters.
        alerts: Watches the telegrams.
        feed: Fetches telegrams; None if no address of the feeds is set.
    """

    gate: DisasterGate
    state: StateWatch
    statuses: StatusWatch
    alerts: AlertWatch
    feed: "FeedWatch | None"

    def feed_report(self, now: datetime) -> FeedReport | None:
        """Return how the feeds are read; None if this process doesn't read them."""
        if self.feed is None:
            return None
        good_at = self.alerts.sources.feed
        age = (now - good_at).total_seconds() if good_at else None
        return FeedReport(age, self.feed.counts.current())

    def start(self) -> None:
        """Begin to watch in the background."""
        self.state.start()
        self.statuses.start()
        self.alerts.start()
        if self.feed:
            self.feed.start()

    def close(self) -> None:
        """Stop watching."""
        if self.feed:
            self.feed.close()
        self.state.close()
        self.statuses.close()
        self.alerts.close()


@dataclass(frozen=True, slots=True)
class Ground:
    """What disaster mode stands on."""

    layout: CityLayout
    city: CitySettings
    store: Store
    data_dir: Path
    tokenizer: SudachiTokenizer
    catalogue: Catalogue
    now: Callable[[], datetime]
    needed: NeededBy
    jma_feed_url: str = ""


def open_disaster(ground: Ground) -> Disaster:
    """Build it."""
    state = StateWatch(Journal(ground.store, ground.data_dir), ground.now)
    statuses = StatusWatch(StatusLog(ground.store), lasting(ground.city), ground.now)
    alerts = AlertWatch(AlertLog(ground.store), FeedLog(ground.store), ground.now)
    fresh = timedelta(minutes=ground.city.jma.fresh_minutes)
    guides = _guides(ground)
    match, intent = _matching(guides, ground)
    gate = DisasterGate(
        mode=state.mode,
        state=state.current,
        match=match,
        intent=intent,
        shelters=_shelters(ground, statuses),
        replies=DisasterReplies(
            ground.catalogue,
            ground.city,
            {guide.id: guide for guide in guides},
            InForceReplies(
                ground.catalogue,
                ground.city,
                lambda now: known_at(alerts.sources, fresh, now),
                alerts.current,
            ),
        ),
    )
    return Disaster(gate, state, statuses, alerts, _feed(ground))


def _feed(ground: Ground) -> "FeedWatch | None":
    if not ground.jma_feed_url:
        return None
    from chatbot.disaster.feed.watch import FeedWatch  # noqa: PLC0415  # httpx: only if it is on

    journal = Journal(ground.store, ground.data_dir)
    desk = TelegramDesk(AlertLog(ground.store), journal, ground.city.jma, ground.now, imports=False)
    return FeedWatch(ground.jma_feed_url, ground.store, desk, ground.now)


def _guides(ground: Ground) -> tuple[Guide, ...]:
    reading = read_guides(ground.layout, ground.needed)
    for _, error in reading.problems:
        log.error("guide not used: %s", error)
    return reading.guides


def _matching(
    guides: tuple[Guide, ...], ground: Ground
) -> tuple[Callable[[str], GuideMatch | None], Callable[[str], str]]:
    try:
        matcher = GuideMatcher.build(
            guides, ground.tokenizer, ground.data_dir / "models", ground.needed
        )
    except Exception as error:
        log.exception("guides can't be matched")
        failure = error

        def fail(_text: str) -> NoReturn:
            raise failure

        return fail, fail
    courtesies = read_patterns("small_talk", ground.needed)

    def match(text: str) -> GuideMatch | None:
        courtesy = any(kind.matches(text.strip()) for kind in courtesies.possible(text))
        return None if courtesy else matcher.match(text)

    return remembered(match), matcher.intent


def _shelters(ground: Ground, statuses: StatusWatch) -> ShelterGuide:
    try:
        return open_shelters(ground.layout, ground.city, statuses.current, ground.tokenizer.reading)
    except AnnaiError as error:
        log.error("shelters not used: %s", error)  # noqa: TRY400  # the message says it all
        finder = ShelterFinder((), statuses.current)
        return ShelterGuide(finder, Gazetteer.of(ground.city, (), {}))
