"""What passes from gate to gate, and what a gate replies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chatbot.answer import Contact, Location, Mode, Procedure, ShelterOffer, Source, Status


@dataclass(frozen=True, slots=True)
class PastTurn:
    """An earlier question of the conversation, masked, and how and why it ended."""

    text: str
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way through the gates.

    Attributes:
        text: What was asked; masked from the privacy gate on.
        language: One of `LANGUAGES`, detected or fixed by the caller.
        now: Local time of the city.
        mode: The city's state.
        history: Earlier turns of the conversation, oldest first.
        notices: To be shown with whatever answer there will be.
        location: Where the resident says to be.
        tell: Takes pieces of the answer while it is made, if somebody listens.
    """

    text: str
    language: str
    now: datetime
    mode: Mode = Mode.NORMAL
    history: Sequence[PastTurn] = ()
    notices: tuple[str, ...] = ()
    location: Location | None = None
    tell: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a gate answers; the engine makes it an `Answer`.

    Attributes:
        reason: Why it ended so; countable, without personal data.
        confidence: How sure the decision is, 0 to 1 or so; None where nothing was searched.
        search_ms: Time spent on searching, milliseconds.
        generation: What came of asking a language model (`Written.outcome`); empty if none was.
        generation_ms: Time spent on that; and `generation_own_ms` of it without waiting.
    """

    status: Status
    text: str
    reason: str
    sources: tuple[Source, ...] = ()
    contact: Contact | None = None
    procedures: tuple[Procedure, ...] = ()
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    shelters: tuple[ShelterOffer, ...] = ()
    confidence: float | None = None
    search_ms: float = 0.0
    generation: str = ""
    generation_ms: float = 0.0
    generation_own_ms: float = 0.0


Gate = Callable[[Turn], Turn | Reply]
"""A step of the engine: answers, or passes the turn on, changed or not."""
