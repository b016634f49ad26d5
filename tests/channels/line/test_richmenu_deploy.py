"""Bringing rich menus to LINE: once, again, changed, broken off midway, and shown by the mode."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

import pytest
from PIL import Image

from channels.line.client import LineClient
from channels.line.errors import LineError, LineUnreachable
from channels.line.richmenu.deploy import compare, deploy
from channels.line.richmenu.menu import HEIGHT, WIDTH, DrawnMenu, Kind
from channels.line.richmenu.plan import Plan, plan_of
from channels.line.richmenu.reading import read_menus
from channels.line.richmenu.switch import show
from chatbot.answer import Mode
from corpus.layout import CityLayout
from tests.line_account import BROKEN, LineAccount, line_account

T = TypeVar("T")
NORMAL = Plan(Kind.NORMAL)


def _blank(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("P", (WIDTH, HEIGHT), colour).save(out, "PNG")
    return out.getvalue()


DRAWN = tuple(DrawnMenu(menu, _blank()) for menu in read_menus(CityLayout.of("matsudo")).values())
NAMES = {one.menu.kind: one.name for one in DRAWN}


@pytest.fixture
def account() -> Iterator[LineAccount]:
    """An account without menus."""
    with line_account() as served:
        yield served


def call(account: LineAccount, work: Callable[[LineClient], Awaitable[T]]) -> T:
    """Do something with the account."""

    async def once() -> T:
        client = LineClient("token", account.url)
        try:
            return await work(client)
        finally:
            await client.aclose()

    return asyncio.run(once())


def bring(account: LineAccount, drawn: tuple[DrawnMenu, ...] = DRAWN, plan: Plan = NORMAL) -> None:
    """Deploy, as the command does."""

    async def work(client: LineClient) -> None:
        await deploy(client, await compare(client, drawn), plan)

    call(account, work)


def names(account: LineAccount) -> set[str]:
    """Return the names of all menus."""
    return {str(menu["name"]) for menu in account.menus.values()}


def test_the_first_time_all_are_made(account: LineAccount) -> None:
    """Each with its picture and alias; the normal one is shown."""
    bring(account)

    assert names(account) == set(NAMES.values())
    assert set(account.pictures) == set(account.menus)
    assert {alias: account.menus[menu]["name"] for alias, menu in account.alias.items()} == {
        f"annai-{kind}": name for kind, name in NAMES.items()
    }
    assert account.shown() == NAMES[Kind.NORMAL]


def test_a_second_time_nothing_is_made(account: LineAccount) -> None:
    """Nor deleted, nor shown anew."""
    bring(account)
    account.calls.clear()
    bring(account)

    assert [call for call in account.calls if not call.startswith("GET")] == []


def test_what_changed_is_replaced(account: LineAccount) -> None:
    """The old one of that kind goes, the others stay as they are, and so do foreign menus."""
    bring(account)
    account.menus["richmenu-99"] = {**DRAWN[0].menu.body(), "name": "by hand"}
    kept = account.alias["annai-disaster"]
    changed = (replace(DRAWN[0], png=_blank("black")), *DRAWN[1:])
    bring(account, changed)

    assert names(account) == {"by hand", *(one.name for one in changed)}
    assert account.alias["annai-disaster"] == kept
    assert account.shown() == changed[0].name


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "path",
    [
        "/v2/bot/richmenu",
        "/v2/bot/richmenu/richmenu-2/content",
        "/v2/bot/richmenu/alias",
        "/v2/bot/user/all/richmenu/richmenu-1",
    ],
)
def test_broken_off_anywhere_it_is_done_again(account: LineAccount, path: str, when: str) -> None:
    """Whether or not LINE had acted: in the end there is one menu of each kind, with a picture."""
    account.fail(path, BROKEN, when=when)
    with pytest.raises(LineUnreachable):
        bring(account)
    bring(account)

    assert sorted(str(menu["name"]) for menu in account.menus.values()) == sorted(NAMES.values())
    assert set(account.pictures) == set(account.menus)
    assert account.shown() == NAMES[Kind.NORMAL]


def test_what_was_shown_stays_while_it_fails(account: LineAccount) -> None:
    """Residents never look at an empty place."""
    bring(account)
    changed = tuple(replace(one, png=_blank("black")) for one in DRAWN)
    account.fail("/v2/bot/richmenu/richmenu-5/content", BROKEN)
    with pytest.raises(LineUnreachable):
        bring(account, changed)

    assert account.shown() == NAMES[Kind.NORMAL]


def test_deployed_in_a_disaster_the_disasters_menu_is_shown(account: LineAccount) -> None:
    """At once."""
    bring(account, plan=plan_of(Mode.DISASTER, ()))

    assert account.shown() == NAMES[Kind.DISASTER]


def test_the_menu_follows_the_mode(account: LineAccount) -> None:
    """To the disaster's and back."""
    bring(account)
    call(account, lambda client: show(client, plan_of(Mode.DISASTER, ("Ua",))))
    assert account.shown("Ua") == account.shown("Ub") == NAMES[Kind.DISASTER]
    call(account, lambda client: show(client, plan_of(Mode.NORMAL, ("Ua",))))
    assert account.shown("Ua") == account.shown("Ub") == NAMES[Kind.NORMAL]


def test_a_drill_changes_the_menu_of_the_drill_group_only(account: LineAccount) -> None:
    """However large it is, and afterwards nobody has a menu of their own."""
    group = tuple(f"U{n}" for n in range(501))
    bring(account)
    call(account, lambda client: show(client, plan_of(Mode.DRILL, group)))
    assert {account.shown(user) for user in group} == {NAMES[Kind.DRILL]}
    assert account.shown("Uother") == NAMES[Kind.NORMAL]
    call(account, lambda client: show(client, plan_of(Mode.NORMAL, group)))
    assert account.linked == {}


def test_who_leaves_the_group_in_a_drill_sees_everybodys_menu(account: LineAccount) -> None:
    """The others keep the drill's."""
    bring(account)
    call(account, lambda client: show(client, plan_of(Mode.DRILL, ("Ua", "Ub"))))
    call(account, lambda client: show(client, plan_of(Mode.DRILL, ("Ua",)), ("Ub",)))

    assert (account.shown("Ua"), account.shown("Ub")) == (NAMES[Kind.DRILL], NAMES[Kind.NORMAL])


def test_without_deployed_menus_the_command_is_named(account: LineAccount) -> None:
    """An operator sees it in the log."""
    with pytest.raises(LineError, match="annai line rich-menu"):
        call(account, lambda client: show(client, NORMAL))
