"""Showing the menus that a plan says. Done twice, or by two processes at once, it does no harm.

What is deployed is found by the aliases, so that a server needs neither font nor pictures.
"""

from channels.line.batches import batches
from channels.line.client import LineClient
from channels.line.errors import LineError
from channels.line.richmenu.menu import Kind
from channels.line.richmenu.plan import Plan


async def show(client: LineClient, plan: Plan, left: tuple[str, ...] = ()) -> None:
    """Show the menus.

    Args:
        client: The account.
        plan: What is to be seen.
        left: Who is no longer in the drill group and may still see its menu.

    Raises:
        LineError: A menu is not deployed, or LINE doesn't do it.
    """
    deployed = await client.aliases()
    wanted = _deployed(deployed, plan.everybody)
    if await client.default_rich_menu() != wanted:
        await client.set_default_rich_menu(wanted)
    if plan.drill:
        own = _deployed(deployed, Kind.DRILL)
        for users in batches(plan.members):
            await client.link_rich_menu(own, users)
    ended = left if plan.drill else (*plan.members, *left)
    for users in batches(ended):
        await client.unlink_rich_menu(users)


def _deployed(deployed: dict[str, str], kind: Kind) -> str:
    if kind.alias not in deployed:
        raise LineError("menu.none_deployed")
    return deployed[kind.alias]
