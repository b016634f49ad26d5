"""`annai shelters status`: say whether a shelter is open, or see what was said."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.disaster_desk import LONGEST_H, given_reason, operator
from channels.cli.disaster_text import moment
from channels.cli.errors import UsageError
from channels.cli.options import Json, Yes
from channels.cli.output import say, text, write, write_json
from channels.cli.shelter_desk import (
    ShelterDesk,
    open_shelter_desk,
    open_status_log,
    read_board,
)
from channels.cli.shelter_text import offer_record
from channels.cli.status import CANCELLED, DONE
from channels.cli.table import write_table
from chatbot.disaster.shelters.finder import offer
from chatbot.disaster.shelters.opening import lasting
from chatbot.disaster.shelters.status import ShelterStatus, StatusReport
from corpus.shelters.shelter import Shelter

LINE = "annai shelters status"
COLUMNS = ("id", "name", "status", "at", "actor", "reason", "until")


def run(  # noqa: PLR0913  # each is an option
    shelter: Annotated[str | None, typer.Argument()] = None,
    status: Annotated[str | None, typer.Argument()] = None,
    *,
    reason: Annotated[str | None, typer.Option("--reason")] = None,
    hours: Annotated[float | None, typer.Option("--hours", min=0.1, max=LONGEST_H)] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Keep what is said of a shelter; without one, list what was said and still counts."""
    desk = open_shelter_desk()
    if shelter is None:
        return _list(desk, as_json=as_json)
    if status is None or reason is None:
        name = text("metavar.status") if status is None else "--reason"
        raise UsageError("usage.missing", name=name, line=LINE)
    said, why, place = _status(status), given_reason(reason, LINE), desk.shelter(shelter)
    with open_status_log(desk) as (log, drill):
        key = "shelters.status.confirm_drill" if drill else "shelters.status.confirm"
        label = text(f"shelters.state.{said}")
        if not (yes or confirmed(text(key, name=place.name, address=place.address, status=label))):
            return CANCELLED
        now = desk.now()
        until = now + timedelta(hours=hours) if hours else None
        report = StatusReport(place.id, said, now, operator(), why, until, drill)
        log.append(report)
    _tell(desk, place, report, as_json=as_json)
    return DONE


def _status(named: str) -> ShelterStatus:
    """Return the status named, in English or Japanese."""
    known = {status.value: status for status in ShelterStatus}
    known |= {text(f"shelters.state.{status}"): status for status in ShelterStatus}
    if named not in known:
        raise UsageError("shelters.status.no_such", name=named)
    return known[named]


def _tell(desk: ShelterDesk, shelter: Shelter, report: StatusReport, *, as_json: bool) -> None:
    ends = report.at + lasting(desk.city)
    done = text(
        "shelters.status.done_unknown"
        if report.status == ShelterStatus.UNKNOWN
        else "shelters.status.done",
        name=shelter.name,
        status=text(f"shelters.state.{report.status}"),
        time=moment(report.at, report.at.tzinfo),
        until=moment(min(ends, report.until or ends), report.at.tzinfo),
    )
    lines = [done, *([text("shelters.status.drill")] if report.drill else [])]
    for line in lines:
        (say if as_json else write)(line)
    if as_json:
        known = report if report.holds(report.at, lasting(desk.city)) else None
        write_json(_record(shelter, known, report.at))


def _list(desk: ShelterDesk, *, as_json: bool) -> int:
    board, drill, status = read_board(desk)
    now = desk.now()
    known = [
        (shelter, report)
        for shelter in desk.told.shelters
        if (report := board.of(shelter, now, drill=drill))
    ]
    if as_json:
        records = [_record(shelter, report, now) for shelter, report in known]
        write_json({"shelters": records, "drill": drill})
    elif known:
        columns = [text(f"shelters.column.{name}") for name in COLUMNS]
        write_table(columns, [_row(shelter, report, now) for shelter, report in known])
    else:
        write(text("shelters.none"))
    return status


def _record(shelter: Shelter, report: StatusReport | None, now: datetime) -> dict[str, object]:
    record = offer_record(offer(shelter, report, now))
    if report is None:
        return record
    until = report.until.astimezone(now.tzinfo) if report.until else None
    return {
        **record,
        "actor": report.actor,
        "reason": report.reason,
        "until": until.isoformat(timespec="seconds") if until else None,
        "drill": report.drill,
    }


def _row(shelter: Shelter, report: StatusReport, now: datetime) -> list[str]:
    return [
        shelter.id,
        shelter.name,
        text(f"shelters.state.{report.status}"),
        moment(report.at, now.tzinfo),
        report.actor,
        report.reason,
        moment(report.until, now.tzinfo),
    ]
