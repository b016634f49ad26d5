"""Taking a telegram: kept if it concerns the city, and what the rules make of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from chatbot.disaster.alerts.alert import Alert, alert_of
from chatbot.disaster.alerts.alert_log import AlertLog, add_alert, is_kept, read_alerts
from chatbot.disaster.alerts.rules import FRESH, event_of
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.jma.report import Telegram
from chatbot.disaster.jma.telegram import read_telegram
from chatbot.disaster.journal import Journal, read_entries
from corpus.city import JmaSettings


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a telegram.

    Attributes:
        telegram: What it says.
        alert: What is kept of it; None if it doesn't concern the city or isn't real.
        new: Whether it wasn't kept before.
        event: What it does to disaster mode; None if nothing.
    """

    telegram: Telegram
    alert: Alert | None
    new: bool
    event: DisasterEvent | None


@dataclass(frozen=True, slots=True)
class TelegramDesk:
    """Takes telegrams for a city. Several may do so on one store: each telegram acts once.

    Attributes:
        imports: Whether staff bring them, not the feed: that counts for how far what is in force
            is known.
    """

    alerts: AlertLog
    journal: Journal
    areas: JmaSettings
    now: Callable[[], datetime]
    imports: bool = True

    def take(self, data: bytes, name: str = "", *, dry_run: bool = False) -> Taken:
        """Read a telegram, keep it and let the rules act.

        Args:
            data: Its bytes.
            name: Its file's name.
            dry_run: Keep nothing and switch nothing.

        Raises:
            TelegramError: It can't be read.
            StoreError: The database can't be reached or refuses.
        """
        telegram = read_telegram(data, name)
        alert = alert_of(telegram, sha256(data).hexdigest(), self.areas)
        if alert is None:
            return Taken(telegram, None, new=False, event=None)
        if dry_run:
            with self.alerts.reading() as session:
                return self._judged(session, telegram, alert, self.now())
        return self._kept(telegram, alert, self.now())

    def _kept(self, telegram: Telegram, alert: Alert, now: datetime) -> Taken:
        """Keep an alert and what it does, both or neither."""
        with self.alerts.writing() as session:
            taken = self._judged(session, telegram, alert, now)
            if taken.new:
                add_alert(session, alert, now, imported=self.imports)
            if taken.event:
                self.journal.add(session, taken.event)
        if taken.event:
            self.journal.mirror.write(self.journal.events)
        return taken

    def _judged(self, session: Session, telegram: Telegram, alert: Alert, now: datetime) -> Taken:
        if is_kept(session, alert):
            return Taken(telegram, alert, new=False, event=None)
        # What was reported before it can't be newer, and nothing older than that acts at all.
        begin = max(alert.reported_at, now - FRESH)
        known = [entry.alert for entry in read_alerts(session, 0, begin)]
        events = [entry.event for entry in read_entries(session)]
        event = event_of(alert, known, events, self.areas.rules, now)
        return Taken(telegram, alert, new=True, event=event)
