"""`annai line drill-group`: who gets the messages of drills."""

from dataclasses import replace
from typing import Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.disaster_text import moment
from channels.cli.errors import UsageError
from channels.cli.line_desk import LINE, LineDesk, open_line_desk
from channels.cli.options import Json, Yes
from channels.cli.output import say, text, write, write_json
from channels.cli.status import CANCELLED, DONE
from channels.cli.table import write_table
from channels.line.drill_group import code_at, code_ends, number_of
from channels.line.errors import LineError
from chatbot.answer import Mode
from chatbot.store.subscribers import Subscriber

ACTIONS = ("list", "code", "remove")
COLUMNS = ("number", "language", "since")


def run(
    action: Annotated[str, typer.Argument()] = "list",
    number: Annotated[str | None, typer.Argument()] = None,
    *,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """List the group, give a code to join it, or take somebody out."""
    if action not in ACTIONS:
        raise UsageError("line.drill-group.no_such_action", name=action)
    if action == "remove" and not number:
        name = text("metavar.number")
        raise UsageError("usage.missing", name=name, line="annai line drill-group")
    with open_line_desk() as desk:
        if action == "code":
            return _code(desk, as_json=as_json)
        if action == "remove":
            return _remove(desk, str(number), yes=yes)
        return _list(desk, as_json=as_json)


def _list(desk: LineDesk, *, as_json: bool) -> int:
    members = [
        {
            "number": number_of(member.user_id),
            "language": member.language,
            "since": moment(member.since, desk.now().tzinfo),
        }
        for member in _members(desk)
    ]
    if as_json:
        write_json({"members": members})
    elif members:
        columns = [text(f"line.drill-group.column.{name}") for name in COLUMNS]
        write_table(columns, [[str(one[name] or "") for name in COLUMNS] for one in members])
    else:
        write(text("line.drill-group.none"))
    return DONE


def _code(desk: LineDesk, *, as_json: bool) -> int:
    now = desk.now()
    code, ends = code_at(desk.secret(), now), code_ends(now)
    if as_json:
        write_json({"code": code, "until": ends.isoformat(timespec="seconds")})
    else:
        write(text("line.drill-group.code", code=code, until=moment(ends, now.tzinfo)))
    return DONE


def _remove(desk: LineDesk, number: str, *, yes: bool) -> int:
    found = [member for member in _members(desk) if number_of(member.user_id) == number]
    if not found:
        raise LineError("drill_group.no_such", number=number)
    if not (yes or confirmed(text("line.drill-group.confirm", number=number))):
        return CANCELLED
    for member in found:
        desk.subscribers.save(replace(member, drill=False))
    if desk.state().mode is Mode.DRILL:
        users = [member.user_id for member in found]
        desk.call(lambda client: client.unlink_rich_menu(users))
    say(text("line.drill-group.removed", number=number))
    return DONE


def _members(desk: LineDesk) -> list[Subscriber]:
    known = (desk.subscribers.get(LINE, user_id) for user_id in desk.segments.drill_group())
    return [member for member in known if member is not None]
