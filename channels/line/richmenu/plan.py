"""Who is to see which menu in which mode.

In a disaster everybody sees the disaster's menu. In a drill only the drill group does, with the
drill's mark on it: nobody else's LINE changes (DESIGN §9).
"""

from dataclasses import dataclass

from channels.line.richmenu.menu import Kind
from chatbot.answer import Mode


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sees what.

    Attributes:
        everybody: The account's menu.
        members: User ids of the drill group.
        drill: Whether the members see the drill's menu instead.
    """

    everybody: Kind
    members: tuple[str, ...] = ()
    drill: bool = False


def plan_of(mode: Mode, members: tuple[str, ...]) -> Plan:
    """Return the plan for a mode."""
    everybody = Kind.DISASTER if mode is Mode.DISASTER else Kind.NORMAL
    return Plan(everybody, members, drill=mode is Mode.DRILL)
