"""What a channel gives the engine and what it gets back: the same on every channel (DESIGN §6)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

GUIDANCE = "guidance"
"""The reason of answers that come from searching the city's documents."""

LANGUAGES = ("ja", "ja-easy", "en", "zh", "ko", "vi")


class Mode(StrEnum):
    """The state of the city: an emergency changes how questions are answered."""

    NORMAL = "normal"
    DISASTER = "disaster"
    DRILL = "drill"


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    DISASTER = "disaster"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Location:
    """A point on Earth in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Question:
    """What a resident asked.

    Attributes:
        text: As typed.
        conversation_id: The conversation it belongs to; empty starts a new one.
        language: One of `LANGUAGES` when the caller fixed it, else None: it is detected.
        location: Where the resident says to be.
        channel: `web`, `line` or `cli`.
    """

    text: str
    conversation_id: str = ""
    language: str | None = None
    location: Location | None = None
    channel: str = "web"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the city's documents that an answer rests on; `quote` is verbatim."""

    n: int
    document_id: str
    title: str
    url: str
    section: str
    page: int | None
    department: str
    updated_on: date | None
    quote: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The desk to ask. `open_now` is None where the hours are not known."""

    department: str
    phone: str
    hours: str
    open_now: bool | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Something that can be done online."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ShelterOffer:
    """A shelter as shown to a resident; filled by disaster mode.

    Attributes:
        distance_m: As the crow flies.
        kinds: `emergency` (指定緊急避難場所), `evacuation` (指定避難所).
        designated_for: The hazards it is designated for; no other is thereby "safe".
        designated: Whether that is all that was asked for; None if nothing was.
        capacity: Persons, None if it isn't known.
        status: `open`, `full`, `closed` as staff said at `status_at`, else `unknown`.
        map_url: The place on the GSI's map.
        geo_uri: The same for the telephone's own map (RFC 5870).
    """

    name: str
    address: str
    latitude: float
    longitude: float
    distance_m: int | None
    id: str = ""
    kinds: tuple[str, ...] = ()
    designated_for: tuple[str, ...] = ()
    designated: bool | None = None
    capacity: int | None = None
    status: str = "unknown"
    status_at: datetime | None = None
    map_url: str = ""
    geo_uri: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer object of DESIGN §6; `[n]` in the text is the source with that number.

    Attributes:
        reason: Why the engine ended so (`emergency.life`, `refused.injection`, `guidance`),
            countable and without personal data; kept in the store, not sent to residents.
        generation: What came of asking a language model, `generated` or `fallback.timeout`; empty
            if none was asked. Not sent to residents either.
    """

    answer_id: str
    conversation_id: str
    status: Status
    text: str
    language: str
    as_of: datetime
    mode: Mode = Mode.NORMAL
    sources: tuple[Source, ...] = ()
    contact: Contact | None = None
    procedures: tuple[Procedure, ...] = ()
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    shelters: tuple[ShelterOffer, ...] = ()
    timing_ms: dict[str, float] = field(default_factory=dict)
    reason: str = ""
    generation: str = ""
