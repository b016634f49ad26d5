"""`annai line rich-menu`: bring the rich menus to LINE and show the one of the mode."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from channels.cli.confirm import confirmed
from channels.cli.line_desk import LineDesk, open_line_desk
from channels.cli.options import Json, Yes
from channels.cli.output import say, text, write, write_json
from channels.cli.status import CANCELLED, DONE
from channels.cli.table import write_table
from channels.line.richmenu.menu import DrawnMenu, Kind
from channels.line.richmenu.plan import Plan
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout

if TYPE_CHECKING:
    from channels.line.richmenu.deploy import Change  # LINE's SDK: not for a page of help

COLUMNS = ("kind", "name", "state")


def run(
    *,
    output: Annotated[Path | None, typer.Option("--output")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Draw the menus; write the pictures, compare with LINE, or deploy."""
    settings = load_settings()
    drawn = _draw(settings, CityLayout.of(settings.city))
    if output is not None:
        return _save(drawn, output)
    with open_line_desk() as desk:
        change, plan = _compare(desk, drawn), desk.plan()
        if not as_json:
            _tell(drawn, change, plan)
        if not dry_run:
            if not (yes or confirmed(text("line.rich-menu.confirm"))):
                return CANCELLED
            _deploy(desk, change, plan)
            say(text("line.rich-menu.done"))
    if as_json:
        write_json(_record(drawn, change, plan))
    return DONE


def _draw(settings: Settings, layout: CityLayout) -> list[DrawnMenu]:
    from channels.line.richmenu.font import find_font  # noqa: PLC0415  # pillow: the same
    from channels.line.richmenu.picture import draw, words_of  # noqa: PLC0415  # the same
    from channels.line.richmenu.reading import read_menus  # noqa: PLC0415  # the same

    menus = read_menus(layout).values()
    font = find_font("".join(map(words_of, menus)), settings.line_font)
    return [draw(menu, font) for menu in menus]


def _save(drawn: Sequence[DrawnMenu], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for one in drawn:
        path = folder / f"{one.menu.kind}.png"
        path.write_bytes(one.png)
        write(text("line.rich-menu.saved", path=path, bytes=len(one.png)))
    return DONE


def _compare(desk: LineDesk, drawn: Sequence[DrawnMenu]) -> "Change":
    from channels.line.richmenu.deploy import compare  # noqa: PLC0415  # LINE's SDK

    return desk.call(lambda client: compare(client, drawn))


def _deploy(desk: LineDesk, change: "Change", plan: Plan) -> None:
    from channels.line.richmenu.deploy import deploy  # noqa: PLC0415  # LINE's SDK

    desk.call(lambda client: deploy(client, change, plan))


def _tell(drawn: Sequence[DrawnMenu], change: "Change", plan: Plan) -> None:
    write_table(
        [text(f"line.rich-menu.column.{name}") for name in COLUMNS],
        [
            [_label(one.menu.kind), one.name, text(f"line.rich-menu.state.{_state(one, change)}")]
            for one in drawn
        ],
    )
    write(text("line.rich-menu.shown", name=change.shown or text("line.rich-menu.nothing")))
    write(text("line.rich-menu.wanted", kind=_label(plan.everybody)))
    if plan.drill:
        write(text("line.rich-menu.drill", count=len(plan.members)))
    if change.old:
        write(text("line.rich-menu.old", count=len(change.old)))


def _label(kind: Kind) -> str:
    return text(f"line.rich-menu.kind.{kind}")


def _state(drawn: DrawnMenu, change: "Change") -> str:
    return "kept" if drawn.menu.kind in change.kept else "new"


def _record(drawn: Sequence[DrawnMenu], change: "Change", plan: Plan) -> dict[str, object]:
    return {
        "menus": [
            {"kind": one.menu.kind, "name": one.name, "state": _state(one, change)} for one in drawn
        ],
        "shown_before": change.shown,
        "everybody": plan.everybody,
        "drill_members": len(plan.members) if plan.drill else 0,
        "deleted": len(change.old),
    }
