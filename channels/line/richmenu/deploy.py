"""Bringing the menus to LINE, so that it can be broken off anywhere and done again.

LINE wants a menu created, then given its picture, and never changes either. So a new menu stands
beside the old one, named by a digest of all that it shows, until it is whole; then its alias is
turned to it, the menu of the mode is shown, and only then the old ones go. A menu that no alias
means may lack its picture: one of the wanted name is made anew.
Only menus whose names are ours are ever deleted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from channels.line.client import LineClient
from channels.line.richmenu.menu import DrawnMenu, Kind
from channels.line.richmenu.plan import Plan
from channels.line.richmenu.switch import show

_OURS = re.compile(rf"annai-(?:{'|'.join(Kind)})-[0-9a-f]{{12}}")


@dataclass(frozen=True, slots=True)
class Change:
    """What LINE has and what it is to have.

    Attributes:
        kept: Menus that stay, their ids by kind.
        new: Menus to be made.
        old: Ids of menus to be deleted.
        shown: Name of the menu that everybody sees now, empty if it is none or not ours.
    """

    kept: dict[Kind, str]
    new: tuple[DrawnMenu, ...]
    old: tuple[str, ...]
    shown: str


async def compare(client: LineClient, drawn: Sequence[DrawnMenu]) -> Change:
    """Return what a deployment would change; it changes nothing."""
    aliases = await client.aliases()
    names = {str(menu["richMenuId"]): str(menu["name"]) for menu in await client.rich_menus()}
    kept = {
        one.menu.kind: aliases[one.menu.kind.alias]
        for one in drawn
        if names.get(aliases.get(one.menu.kind.alias, "")) == one.name
    }
    stays = set(kept.values())
    return Change(
        kept,
        tuple(one for one in drawn if one.menu.kind not in kept),
        tuple(each for each, name in names.items() if _OURS.fullmatch(name) and each not in stays),
        names.get(await client.default_rich_menu() or "", ""),
    )


async def deploy(client: LineClient, change: Change, plan: Plan) -> None:
    """Make the new menus, show what the plan says, delete the old.

    Raises:
        LineError: LINE doesn't do it; what was shown before is still shown. To be done again.
    """
    made = {one.menu.kind: await _create(client, one) for one in change.new}
    for kind, menu_id in made.items():
        await client.set_alias(kind.alias, menu_id)
    await show(client, plan)
    for menu_id in change.old:
        await client.delete_rich_menu(menu_id)


async def _create(client: LineClient, drawn: DrawnMenu) -> str:
    menu_id = await client.create_rich_menu({**drawn.menu.body(), "name": drawn.name})
    await client.set_rich_menu_image(menu_id, drawn.png)
    return menu_id
