"""Rich menus over plain HTTP: created, given an image, shown."""

from typing import Any

import pytest

from tests.channels.line.platform.conftest import ANNA, BEN, Line
from tests.channels.line.platform.pictures import jpeg, png

MENU: dict[str, Any] = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "いつもの",
    "chatBarText": "メニュー",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 1250, "height": 843},
            "action": {"type": "postback", "data": "ask=ごみ"},
        }
    ],
}
PNG = {"content-type": "image/png"}


def create(line: Line, *, image: bool = True) -> str:
    """Create a menu and return its id."""
    menu_id: str = line.api.post("richmenu", json=MENU).json()["richMenuId"]
    if image:
        answer = line.api.post(f"richmenu/{menu_id}/content", content=png(2500, 843), headers=PNG)
        assert answer.status_code == 200
    return menu_id


def seen(line: Line, user: str) -> str | None:
    """Return the id of the menu that a user sees."""
    menu = line.stub.get(f"talks/{user}").json()["menu"]
    return menu["id"] if menu else None


def test_a_menu_is_created_told_and_deleted(line: Line) -> None:
    """As it was given, with its id."""
    menu_id = create(line, image=False)

    assert line.api.get(f"richmenu/{menu_id}").json() == {"richMenuId": menu_id, **MENU}
    assert line.api.get("richmenu/list").json() == {"richmenus": [{"richMenuId": menu_id, **MENU}]}
    assert line.api.delete(f"richmenu/{menu_id}").status_code == 200
    assert line.api.get(f"richmenu/{menu_id}").json() == {"message": "Not found"}
    assert line.api.delete(f"richmenu/{menu_id}").status_code == 404


def test_a_bad_menu_is_refused(line: Line) -> None:
    """Created or only checked, with the same words."""
    bad = MENU | {"chatBarText": "x" * 15}
    answers = [line.api.post(path, json=bad) for path in ("richmenu", "richmenu/validate")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["details"][0]["property"] == "chatBarText"
    assert line.api.post("richmenu/validate", json=MENU).status_code == 200


@pytest.mark.parametrize(
    ("image", "kind", "status"),
    [
        (png(2500, 843), "image/png", 200),
        (png(2500, 843, size=1024 * 1024), "image/png", 200),
        (png(2500, 843, size=1024 * 1024 + 1), "image/png", 413),
        (jpeg(2500, 843), "image/jpeg", 200),
        (jpeg(2500, 843), "image/png", 400),
        (png(2500, 1686), "image/png", 400),
        (b"GIF89a" * 10, "image/png", 400),
        (png(2500, 843), "image/gif", 415),
    ],
)
def test_the_image_is_looked_at(line: Line, image: bytes, kind: str, status: int) -> None:
    """PNG or JPEG as said, at most a megabyte, of the size that was declared."""
    path = f"richmenu/{create(line, image=False)}/content"
    answer = line.api.post(path, content=image, headers={"content-type": kind})
    back = line.api.get(path)

    assert answer.status_code == status
    assert back.status_code == (200 if status == 200 else 404)
    assert (back.content == image) == (status == 200)


def test_an_image_stays(line: Line) -> None:
    """A second one is refused."""
    menu_id = create(line)
    again = line.api.post(f"richmenu/{menu_id}/content", content=png(2500, 843), headers=PNG)

    assert again.status_code == 400


def test_without_an_image_it_is_shown_to_nobody(line: Line) -> None:
    """Neither to all nor to one nor to many."""
    menu_id = create(line, image=False)
    bulk = {"richMenuId": menu_id, "userIds": [ANNA]}
    answers = [
        line.api.post(f"user/all/richmenu/{menu_id}"),
        line.api.post(f"user/{ANNA}/richmenu/{menu_id}"),
        line.api.post("richmenu/bulk/link", json=bulk),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert seen(line, ANNA) is None


def test_the_default_and_ones_own(line: Line) -> None:
    """One's own comes before the default; what is ended isn't seen."""
    default, own = create(line), create(line)
    assert line.api.get("user/all/richmenu").status_code == 404
    line.api.post(f"user/all/richmenu/{default}")
    line.api.post(f"user/{ANNA}/richmenu/{own}")
    assert line.api.get("user/all/richmenu").json() == {"richMenuId": default}
    assert line.api.get(f"user/{ANNA}/richmenu").json() == {"richMenuId": own}
    assert line.api.get(f"user/{BEN}/richmenu").status_code == 404
    assert (seen(line, ANNA), seen(line, BEN)) == (own, default)

    line.api.delete(f"user/{ANNA}/richmenu")
    assert seen(line, ANNA) == default
    line.api.delete("user/all/richmenu")
    assert seen(line, BEN) is None


def test_many_at_once(line: Line) -> None:
    """Taken on with 202; at most 500."""
    menu_id, users = create(line), [ANNA, BEN]
    linked = line.api.post("richmenu/bulk/link", json={"richMenuId": menu_id, "userIds": users})
    assert (linked.status_code, seen(line, BEN)) == (202, menu_id)
    unlinked = line.api.post("richmenu/bulk/unlink", json={"userIds": users})
    assert (unlinked.status_code, seen(line, BEN)) == (202, None)

    many = {"richMenuId": menu_id, "userIds": [ANNA] * 501}
    assert line.api.post("richmenu/bulk/link", json=many).status_code == 400


def test_a_deleted_menu_is_seen_by_nobody(line: Line) -> None:
    """Neither as the default nor as one's own."""
    menu_id = create(line)
    line.api.post(f"user/all/richmenu/{menu_id}")
    line.api.post(f"user/{ANNA}/richmenu/{menu_id}")
    line.api.delete(f"richmenu/{menu_id}")

    assert (seen(line, ANNA), seen(line, BEN)) == (None, None)
    assert line.api.get("user/all/richmenu").status_code == 404


def test_aliases(line: Line) -> None:
    """A name for a menu, once; it can be moved and deleted."""
    first, second = create(line), create(line)
    named = {"richMenuAliasId": "annai-normal", "richMenuId": first}
    assert line.api.post("richmenu/alias", json=named).status_code == 200
    assert line.api.get("richmenu/alias/annai-normal").json() == named
    assert line.api.post("richmenu/alias", json=named).status_code == 400
    for wrong in ({"richMenuAliasId": "Normal"}, {"richMenuAliasId": "x", "richMenuId": "y"}):
        assert line.api.post("richmenu/alias", json=named | wrong).status_code == 400

    moved = {"richMenuId": second}
    assert line.api.post("richmenu/alias/annai-normal", json=moved).status_code == 200
    assert line.api.get("richmenu/alias/list").json() == {"aliases": [named | moved]}
    assert line.api.delete("richmenu/alias/annai-normal").status_code == 200
    assert line.api.get("richmenu/alias/annai-normal").status_code == 404


def test_a_tab_leads_to_another_menu(line: Line) -> None:
    """Whose alias it names, and the bot is told; where it leads nowhere, nothing changes."""
    first, second = create(line), create(line)
    line.api.post(f"user/all/richmenu/{first}")
    line.api.post("richmenu/alias", json={"richMenuAliasId": "two", "richMenuId": second})
    line.told(f"users/{ANNA}/tab", alias="three", data="x")
    assert seen(line, ANNA) == first
    line.told(f"users/{ANNA}/tab", alias="two", data="x")
    assert (seen(line, ANNA), seen(line, BEN)) == (second, first)
