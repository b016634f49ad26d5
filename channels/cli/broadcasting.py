"""Sending a broadcast from the command line: its log, its progress, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from channels.cli.line_desk import LineDesk
from channels.cli.output import say, text
from channels.cli.progress import shown_progress
from channels.line.broadcast import Sending
from channels.line.errors import LineError
from chatbot.store.broadcasts import Action, Entry, Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a broadcast.

    Attributes:
        counts: How many people by outcome.
        reason: Why it stopped, empty if it didn't.
    """

    entry: Entry
    counts: dict[Outcome, int]
    reason: str

    @property
    def whole(self) -> bool:
        """Whether it has gone to everybody."""
        return self.counts[Outcome.SENT] == self.entry.recipients


def first_entry(desk: LineDesk, broadcast_id: UUID) -> Entry:
    """Return the first line of a broadcast that can be taken up again.

    Raises:
        LineError: There is none, it has ended, or it is too old.
    """
    entries = desk.broadcasts.of(broadcast_id)
    if not entries:
        raise LineError("broadcast.no_such", id=broadcast_id)
    if entries[-1].action is Action.END:
        raise LineError("broadcast.ended", id=broadcast_id)
    if not any(desk.broadcasts.counts(broadcast_id).values()):
        raise LineError("broadcast.expired", id=broadcast_id)
    return entries[0]


def send(desk: LineDesk, entry: Entry, parts: Sequence[tuple[str, tuple[str, ...]]]) -> Result:
    """Keep a new broadcast, then send it."""
    desk.broadcasts.begin(entry, parts)
    return _go_on(desk, entry)


def resume(desk: LineDesk, first: Entry, actor: str) -> Result:
    """Send what is left of a broadcast."""
    entry = replace(first, actor=actor)
    _note(desk, entry, Action.RESUME)
    return _go_on(desk, entry)


def _go_on(desk: LineDesk, entry: Entry) -> Result:
    """Send, and note how it ended, whatever ends it."""
    number = str(entry.broadcast_id)
    say(text("line.broadcast.begun", id=number))
    try:
        reason = _sent(desk, entry)
    except BaseException as error:
        _note(desk, entry, Action.STOP, type(error).__name__)
        say(text("line.broadcast.resume_with", id=number))
        raise
    counts = desk.broadcasts.counts(entry.broadcast_id)
    _note(desk, entry, Action.STOP if reason else Action.END, reason)
    return Result(entry, counts, reason)


def _sent(desk: LineDesk, entry: Entry) -> str:
    """Send what waits, and return why it stopped."""
    with shown_progress() as report:
        try:
            desk.call(
                lambda client: Sending(
                    client.multicast,
                    desk.broadcasts,
                    desk.now,
                    lambda done: report("broadcast", done, entry.recipients),
                ).send(entry.broadcast_id, entry.texts or {})
            )
        except LineError as error:
            return str(error)
    return ""


def _note(desk: LineDesk, entry: Entry, action: Action, reason: str = "") -> None:
    sent = desk.broadcasts.counts(entry.broadcast_id)[Outcome.SENT]
    desk.broadcasts.note(
        replace(entry, at=desk.now(), action=action, texts=None, sent=sent, reason=reason)
    )
