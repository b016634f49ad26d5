"""An answer as LINE's messages: its text, shelters, where it is from, and what can be asked next.

At most five. The text comes first and is cut at ends of sentences; the mark of a drill stands at
the head of every message.
"""

from collections.abc import Sequence

from channels.line.actions import Json, ask, send_location, with_quick_replies
from channels.line.bubble import details, shelters
from channels.line.limits import MESSAGES, TEXT, joined, pieces
from chatbot.answer import Answer, Mode, Status
from chatbot.disaster.banner import banner, drill_prefix
from chatbot.disaster.state import DisasterState
from corpus.messages import Catalogue

_TEXTS = MESSAGES - 2
"""Beside the two Flex messages."""

_PLACE_ASKED = "disaster.where"


def messages_of(answer: Answer, state: DisasterState, catalogue: Catalogue) -> list[Json]:
    """Return an answer as messages, ready to send.

    Args:
        answer: The engine's answer.
        state: Of disaster mode: its banner comes first, but not before the numbers of an
            emergency.
        catalogue: Of residents' texts.
    """
    mark = drill_prefix(answer.mode, answer.language, catalogue)
    words = banner(state, answer.language, catalogue)
    parts = [answer.text, *(f"※ {notice}" for notice in answer.notices)]
    if words and answer.status is not Status.EMERGENCY:
        parts.insert(0, words)
    extras = (shelters(answer, catalogue), details(answer, catalogue))
    made = [*texts(parts, mark), *(extra for extra in extras if extra)]
    return with_quick_replies(made, _actions(answer, catalogue))


def texts(parts: Sequence[str], mark: str = "") -> list[Json]:
    """Return text messages, each with the mark; what is longer than three ends with `…`."""
    cut = joined(parts, TEXT - len(mark) - 1)
    if len(cut) > _TEXTS:
        cut = [*cut[: _TEXTS - 1], pieces(cut[_TEXTS - 1], TEXT - len(mark) - 2)[0] + "…"]
    marked = (text if text.startswith(mark) else f"{mark}{text}" for text in cut)
    return [{"type": "text", "text": text} for text in marked]


def _actions(answer: Answer, catalogue: Catalogue) -> list[Json | None]:
    here = catalogue.text("line.location", answer.language)
    wanted = answer.mode is not Mode.NORMAL or answer.reason == _PLACE_ASKED
    return [
        *([send_location(here)] if wanted else []),
        *(ask(suggestion) for suggestion in answer.suggestions),
    ]
