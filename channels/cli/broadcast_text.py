"""A broadcast as staff see it: before it is sent, when it has ended, and in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from channels.cli.broadcasting import Result
from channels.cli.disaster_text import moment
from channels.cli.output import text
from channels.line.errors import LineError
from chatbot.store.broadcasts import Entry, Outcome

COLUMNS = ("at", "actor", "action", "to", "recipients", "sent", "text", "reason", "id")


@dataclass(frozen=True, slots=True)
class Left:
    """What the month's quota has left.

    Attributes:
        messages: How many; None: the plan has no limit, or nobody knows.
        unknown: Why nobody knows; else empty.
    """

    messages: int | None = None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent.

    Attributes:
        texts: The text by language, as it will be seen.
        parts: Language and user ids of each call.
    """

    texts: Mapping[str, str]
    topic: str | None
    drill: bool
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    left: Left

    @property
    def recipients(self) -> int:
        """How many people get it."""
        return sum(len(users) for _, users in self.parts)

    @property
    def by_language(self) -> dict[str, int]:
        """How many people get the text of each language."""
        return {
            language: sum(len(users) for one, users in self.parts if one == language)
            for language in self.texts
        }

    def check(self) -> None:
        """Make sure that it can be sent.

        Raises:
            LineError: There is nobody to send it to, or the quota doesn't hold, or isn't known.
        """
        if self.left.unknown:
            raise LineError("broadcast.quota_unknown", reason=self.left.unknown)
        if not self.recipients:
            raise LineError("broadcast.nobody")
        if self.left.messages is not None and self.recipients > self.left.messages:
            raise LineError(
                "broadcast.over_quota", recipients=self.recipients, left=self.left.messages
            )

    def record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        left = self.left.messages
        return {
            "recipients": self.recipients,
            "by_language": self.by_language,
            "texts": dict(self.texts),
            "topic": self.topic,
            "drill": self.drill,
            "quota_left": left,
            "quota_left_after": None if left is None else left - self.recipients,
        }


def preview_lines(preview: Preview) -> list[str]:
    """Return what staff read before they agree."""
    to = recipients_text(preview.topic, drill=preview.drill)
    lines = [text("line.broadcast.to", count=preview.recipients, to=to), _quota_line(preview)]
    for language, count in preview.by_language.items():
        name = text(f"line.broadcast.language.{language}")
        lines += [text("line.broadcast.text", language=name, count=count), preview.texts[language]]
    return lines


def result_lines(result: Result) -> list[str]:
    """Return how a broadcast ended."""
    counts, number = result.counts, str(result.entry.broadcast_id)
    lines = [text("line.broadcast.sent", count=counts[Outcome.SENT], id=number)]
    lines += [
        text(f"line.broadcast.{outcome}", count=counts[outcome])
        for outcome in (Outcome.REFUSED, Outcome.UNSURE, Outcome.WAITING)
        if counts[outcome]
    ]
    if result.reason:
        lines += [result.reason, text("line.broadcast.resume_with", id=number)]
    return lines


def result_record(result: Result) -> dict[str, object]:
    """Return the same as JSON has it."""
    counts = {str(outcome): count for outcome, count in result.counts.items()}
    return {
        "id": str(result.entry.broadcast_id),
        "recipients": result.entry.recipients,
        **counts,
        "reason": result.reason,
    }


def log_row(entry: Entry, zone: tzinfo | None) -> list[str]:
    """Return a line of the log as a row of `COLUMNS`."""
    return [
        moment(entry.at, zone),
        entry.actor,
        text(f"line.broadcast.action.{entry.action}"),
        recipients_text(entry.topic, drill=entry.drill),
        str(entry.recipients),
        str(entry.sent),
        " / ".join((entry.texts or {}).values()),
        entry.reason,
        str(entry.broadcast_id),
    ]


def log_record(entry: Entry, zone: tzinfo | None) -> dict[str, object]:
    """Return the same as JSON has it."""
    return {
        "id": str(entry.broadcast_id),
        "at": entry.at.astimezone(zone).isoformat(timespec="seconds"),
        "actor": entry.actor,
        "action": entry.action,
        "topic": entry.topic,
        "drill": entry.drill,
        "texts": entry.texts,
        "recipients": entry.recipients,
        "sent": entry.sent,
        "reason": entry.reason,
    }


def recipients_text(topic: str | None, *, drill: bool) -> str:
    """Return whom it is for."""
    whom = text(f"line.broadcast.whom.{topic or 'everybody'}")
    if not drill:
        return whom
    return text("line.broadcast.whom.drill") + (f"（{whom}）" if topic else "")


def _quota_line(preview: Preview) -> str:
    left = preview.left
    if left.unknown:
        return text("line.broadcast.quota_unknown", reason=left.unknown)
    if left.messages is None:
        return text("line.broadcast.unlimited")
    after = left.messages - preview.recipients
    return text("line.broadcast.quota", left=left.messages, after=after)
