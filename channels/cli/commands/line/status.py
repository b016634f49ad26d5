"""`annai line status`: what waits for an answer, what could not be answered, what may be sent."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from channels.cli.line_desk import LINE, LineDesk, open_line_desk
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.status import DONE, PROBLEMS
from channels.line.errors import LineError
from chatbot.store.inbox import Inbox

if TYPE_CHECKING:
    from channels.line.client import Quota  # LINE's SDK: not for a page of help


def run(
    *,
    days: Annotated[int, typer.Option("--days", min=1)] = 7,
    as_json: Json = False,
) -> int:
    """Show the inbox and the quota; status 1 if events have failed, or LINE can't be asked."""
    with open_line_desk() as desk:
        record = _inbox(desk, days)
        quota, trouble = _quota(desk)
    if as_json:
        write_json({**record, "quota": asdict(quota) if quota else None})
    else:
        _tell(record, quota)
    if trouble:
        say(trouble)
    return PROBLEMS if record["failures"] or trouble else DONE


def _inbox(desk: LineDesk, days: int) -> dict[str, Any]:
    inbox = Inbox(desk.store, LINE)
    queue = inbox.queue()
    oldest = queue.oldest.astimezone(desk.now().tzinfo) if queue.oldest else None
    return {
        "waiting": queue.waiting,
        "working": queue.working,
        "oldest": oldest.isoformat(timespec="seconds") if oldest else None,
        "days": days,
        "failures": inbox.failures(desk.now() - timedelta(days=days)),
    }


def _quota(desk: LineDesk) -> "tuple[Quota | None, str]":
    """Return the quota, or why it isn't known."""
    try:
        return desk.call(lambda client: client.quota()), ""
    except LineError as error:
        return None, str(error)


def _tell(record: dict[str, Any], quota: "Quota | None") -> None:
    write(text("line.status.queue", waiting=record["waiting"], working=record["working"]))
    if record["oldest"]:
        write(text("line.status.oldest", at=record["oldest"]))
    total = sum(record["failures"].values())
    write(text("line.status.failed", days=record["days"], count=total))
    for reason, count in record["failures"].items():
        write(text("line.status.reason", reason=_reason(reason), count=count))
    if quota:
        key = "unlimited" if quota.limit is None else "quota"
        write(text(f"line.status.{key}", used=quota.used, limit=quota.limit))


def _reason(reason: str) -> str:
    """Return why events failed, as staff read it; what we don't know as it stands in the log."""
    try:
        return text(f"line.status.why.{reason}")
    except KeyError:
        return reason
