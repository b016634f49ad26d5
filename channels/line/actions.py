"""What can be tapped: quick replies and buttons, within LINE's limits."""

from collections.abc import Sequence
from typing import Any

from channels.line.limits import POSTBACK, QUICK_REPLIES, SPOKEN, label, pieces
from corpus.messages import Catalogue

Json = dict[str, Any]


def ask(question: str) -> Json | None:
    """Return the action that asks a question for the resident; None if it is too long for one."""
    text = "".join(pieces(question))
    if not text or len(text) > SPOKEN:
        return None
    return {"type": "message", "label": label(text), "text": text}


def send_location(text: str) -> Json:
    """Return the action that lets the resident send a place; quick replies only."""
    return {"type": "location", "label": label(text)}


def postback(text: str, data: str) -> Json:
    """Return the action that tells us something, and says its label in the talk.

    Raises:
        ValueError: LINE takes no such data.
    """
    if not data or len(data) > POSTBACK:
        raise ValueError(data)
    return {"type": "postback", "label": label(text), "data": data, "displayText": text}


def open_address(text: str, uri: str) -> Json:
    """Return the action that opens a web page or dials a number."""
    return {"type": "uri", "label": label(text), "uri": uri}


def languages(offered: Sequence[str], catalogue: Catalogue) -> list[Json]:
    """Return a choice of languages, each in its own words."""
    return [
        postback(catalogue.text(f"language.{language}"), f"lang={language}") for language in offered
    ]


def with_quick_replies(messages: list[Json], actions: Sequence[Json | None]) -> list[Json]:
    """Return the messages with the actions under the last: LINE shows no others."""
    items = [{"type": "action", "action": action} for action in actions if action]
    if not items or not messages:
        return messages
    return [*messages[:-1], {**messages[-1], "quickReply": {"items": items[:QUICK_REPLIES]}}]
