"""Taking a telegram: kept if it concerns the city, and what the rules make of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from chatbot.disaster.alerts.alert import Alert, alert_of
from chatbot.disaster.alerts.alert_log import KEPT, AlertLog
from chatbot.disaster.alerts.rules import event_of
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.jma.report import Telegram
from chatbot.disaster.jma.telegram import read_telegram
from chatbot.disaster.journal import Journal
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
    """Takes telegrams for a city."""

    alerts: AlertLog
    journal: Journal
    areas: JmaSettings
    now: Callable[[], datetime]

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
        now = self.now()
        known = [entry.alert for entry in self.alerts.since(0, now - KEPT)]
        new = all(one.id != alert.id for one in known)
        events = self.journal.events()
        event = event_of(alert, known, events, self.areas.rules, now) if new else None
        if not dry_run:
            self.alerts.append(alert, now)
            if event:
                self.journal.append(event)
        return Taken(telegram, alert, new, event)
