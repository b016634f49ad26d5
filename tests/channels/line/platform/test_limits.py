"""Every limit of messages and rich menus: what just fits, and what is one too many."""

import copy
from typing import Any

import pytest

from channels.line.platform.checks.messages import MESSAGES
from channels.line.platform.checks.rich_menus import RICH_MENU, image_size

HTTPS = "https://www.example.jp/"
FAMILY = "👨‍👩‍👧"


def text(words: str = "x", **more: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    """Return a text message."""
    return {"type": "text", "text": words, **more}


def said(label: str = "x", words: str = "x") -> dict[str, Any]:
    """Return a message action."""
    return {"type": "message", "label": label, "text": words}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    """Return a message with quick replies."""
    items = [{"type": "action", "action": action} for action in actions]
    return text(quickReply={"items": items})


def template(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    """Return a template message."""
    return {"type": "template", "altText": "x", "template": fields}


def buttons(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    """Return a buttons template."""
    return template(**{"type": "buttons", "text": "x", "actions": [said()], **fields})


def column(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    """Return a column of a carousel."""
    return {"text": "x", "actions": [said()], **fields}


def bubble(*contents: dict[str, Any]) -> dict[str, Any]:
    """Return a bubble."""
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": list(contents)},
    }


def flex(contents: dict[str, Any], alt: str = "x") -> dict[str, Any]:
    """Return a Flex Message."""
    return {"type": "flex", "altText": alt, "contents": contents}


def link(uri: str, label: str = "x") -> dict[str, Any]:
    """Return a Flex button that opens an address."""
    return {"type": "button", "action": {"type": "uri", "label": label, "uri": uri}}


IMAGE = {"imageUrl": HTTPS, "action": said()}
WORDS = {"type": "text", "text": "x"}
DEEP: dict[str, Any] = {"type": "box", "layout": "vertical", "contents": []}
for _ in range(10):
    DEEP = {"type": "box", "layout": "vertical", "contents": [DEEP]}

FITS: list[list[dict[str, Any]]] = [
    [text()] * 5,
    [text("🍎" * 2500)],
    [quick(*[said()] * 13)],
    [quick(said(FAMILY * 20, FAMILY * 300))],
    [quick({"type": "location", "label": "ここ"}, {"type": "camera", "label": "写真"})],
    [quick({"type": "postback", "label": "x", "data": "x" * 300, "displayText": FAMILY * 300})],
    [buttons(text=FAMILY * 160, actions=[said()] * 4)],
    [buttons(text="x" * 60, title=FAMILY * 40)],
    [template(type="confirm", text="x" * 240, actions=[said(), said()])],
    [template(type="carousel", columns=[column(text="x" * 120, actions=[said()] * 3)] * 10)],
    [template(type="carousel", columns=[column(text="x" * 60, title="x")])],
    [flex(bubble(WORDS, {"type": "separator"}, link("tel:119")), alt="🍎" * 200)],
    [flex({"type": "carousel", "contents": [bubble(WORDS)] * 12})],
    [flex(bubble({"type": "text", "contents": [{"type": "span", "text": "x"}]}))],
    [flex(bubble(link(HTTPS + "x" * (1000 - len(HTTPS)))))],
    [{"type": "location", "title": "x" * 100, "address": "x", "latitude": 35.1, "longitude": 139}],
    [{"type": "sticker", "packageId": "446", "stickerId": "1988"}],
    [{"type": "image", "originalContentUrl": HTTPS, "previewImageUrl": HTTPS}],
    [text(sender={"name": "松戸市", "iconUrl": HTTPS})],
]
"""What is allowed."""

WRONG: list[tuple[list[Any], str]] = [
    ([], ""),
    ([text()] * 6, ""),
    (["x"], "[0]"),
    ([{"type": "hologram"}], "[0].type"),
    ([{"type": "text"}], "[0].text"),
    ([text("")], "[0].text"),
    ([text("  ")], "[0].text"),
    ([text("🍎" * 2500 + "x")], "[0].text"),
    ([text(), text("x" * 5001)], "[1].text"),
    ([quick()], "[0].quickReply.items"),
    ([quick(*[said()] * 14)], "[0].quickReply.items"),
    ([quick(said("x" * 21))], "[0].quickReply.items[0].action.label"),
    ([quick({"type": "message", "text": "x"})], "[0].quickReply.items[0].action.label"),
    ([quick(said(words="x" * 301))], "[0].quickReply.items[0].action.text"),
    (
        [quick({"type": "postback", "label": "x", "data": "🍎" * 150 + "x"})],
        "[0].quickReply.items[0].action.data",
    ),
    (
        [quick({"type": "richmenuswitch", "label": "x", "richMenuAliasId": "x", "data": "x"})],
        "[0].quickReply.items[0].action.type",
    ),
    ([buttons(text="x" * 161)], "[0].template.text"),
    ([buttons(text="x" * 61, title="x")], "[0].template.text"),
    ([buttons(text="x" * 61, thumbnailImageUrl=HTTPS)], "[0].template.text"),
    ([buttons(title="x" * 41)], "[0].template.title"),
    ([buttons(actions=[said()] * 5)], "[0].template.actions"),
    ([template(type="confirm", text="x" * 241, actions=[said()] * 2)], "[0].template.text"),
    ([template(type="confirm", text="x", actions=[said()])], "[0].template.actions"),
    ([template(type="carousel", columns=[column()] * 11)], "[0].template.columns"),
    (
        [template(type="carousel", columns=[column(), column(actions=[said()] * 2)])],
        "[0].template.columns",
    ),
    ([template(type="carousel", columns=[column(text="x" * 121)])], "[0].template.columns[0].text"),
    ([template(type="image_carousel", columns=[IMAGE] * 11)], "[0].template.columns"),
    ([flex(bubble(WORDS), alt="x" * 401)], "[0].altText"),
    ([flex(bubble(WORDS), alt="")], "[0].altText"),
    ([flex({"type": "carousel", "contents": [bubble(WORDS)] * 13})], "[0].contents.contents"),
    ([flex(bubble({"type": "text", "text": ""}))], "[0].contents.body.contents[0].text"),
    ([flex(bubble({"type": "text"}))], "[0].contents.body.contents[0].text"),
    ([flex(bubble({**WORDS, "colour": "#000000"}))], "[0].contents.body.contents[0].colour"),
    ([flex(bubble({**WORDS, "color": "red"}))], "[0].contents.body.contents[0].color"),
    ([flex(bubble({"type": "hologram"}))], "[0].contents.body.contents[0].type"),
    ([flex(bubble(link("javascript:x")))], "[0].contents.body.contents[0].action.uri"),
    ([flex(bubble(link("https://")))], "[0].contents.body.contents[0].action.uri"),
    ([flex(bubble(link(HTTPS + "x" * 1000)))], "[0].contents.body.contents[0].action.uri"),
    ([flex(bubble(*[{**WORDS, "text": "x" * 2000}] * 16))], "[0].contents"),
    (
        [flex({"type": "carousel", "contents": [bubble({**WORDS, "text": "あ" * 1700})] * 11})],
        "[0].contents",
    ),
    ([flex({"type": "bubble", "body": DEEP})], "[0].contents.body"),
    (
        [{"type": "location", "title": "x" * 101, "address": "x", "latitude": 1, "longitude": 1}],
        "[0].title",
    ),
    (
        [{"type": "location", "title": "x", "address": "x", "latitude": 91, "longitude": 1}],
        "[0].latitude",
    ),
    (
        [{"type": "image", "originalContentUrl": "http://x.jp/", "previewImageUrl": HTTPS}],
        "[0].originalContentUrl",
    ),
    ([text(sender={"name": "LINE"})], "[0].sender.name"),
    ([text(sender={"name": "x" * 21})], "[0].sender.name"),
]
"""What is refused, and where."""

MENU: dict[str, Any] = {
    "size": {"width": 2500, "height": 1686},
    "selected": True,
    "name": "x" * 300,
    "chatBarText": FAMILY * 14,
    "areas": [{"bounds": {"x": 0, "y": 0, "width": 2500, "height": 1686}, "action": said()}] * 20,
}
WRONG_MENUS: list[tuple[dict[str, Any], str]] = [
    ({"size": {"width": 799, "height": 300}}, "size.width"),
    ({"size": {"width": 800, "height": 249}}, "size.height"),
    ({"size": {"width": 2500, "height": 1725}}, "size"),
    ({"size": None}, "size"),
    ({"name": "x" * 301}, "name"),
    ({"chatBarText": "x" * 15}, "chatBarText"),
    ({"selected": "yes"}, "selected"),
    ({"areas": MENU["areas"] * 2}, "areas"),
    (
        {"areas": [{"bounds": {"x": 1, "y": 0, "width": 2500, "height": 1}, "action": said()}]},
        "areas[0].bounds",
    ),
    ({"areas": [{"bounds": {"x": 0}, "action": said()}]}, "areas[0].bounds.y"),
    (
        {
            "areas": [
                {
                    "bounds": {"x": 0, "y": 0, "width": 1, "height": 1},
                    "action": {"type": "location", "label": "x"},
                }
            ]
        },
        "areas[0].action.type",
    ),
]


@pytest.mark.parametrize("messages", FITS)
def test_what_just_fits(messages: list[dict[str, Any]]) -> None:
    """Nothing is said of it."""
    assert list(MESSAGES.problems(messages, "")) == []


@pytest.mark.parametrize(("messages", "place"), WRONG)
def test_what_is_refused(messages: list[Any], place: str) -> None:
    """One problem, at its place."""
    assert [one.property for one in MESSAGES.problems(messages, "")] == [place]


def test_a_menu_that_just_fits() -> None:
    """Nothing is said of it."""
    assert list(RICH_MENU.problems(MENU, "")) == []


@pytest.mark.parametrize(("change", "place"), WRONG_MENUS)
def test_menus_that_are_refused(change: dict[str, Any], place: str) -> None:
    """One problem, at its place."""
    problems = RICH_MENU.problems(copy.deepcopy(MENU) | change, "")
    assert place in {one.property for one in problems}


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a" * 9])
def test_images_that_are_none(broken: bytes) -> None:
    """Another format, or cut off in its header."""
    assert image_size(broken) is None
