"""The Answer as JSON: names and order of DESIGN §6, on every channel.

The engine's `reason` stays inside: it is for counting, and would tell an attacker which rule
stopped a message.
"""

from datetime import datetime

import orjson
from pydantic import BaseModel, ConfigDict, field_serializer

from chatbot.answer import Answer, Contact, Mode, Procedure, ShelterOffer, Source, Status
from corpus.city import Language


class AnswerBody(BaseModel):
    """What a resident's device gets back.

    Attributes:
        text: Plain text; each `[n]` in it is the source with that number.
        as_of: When the answer was made, ISO 8601 with offset, to the second.
        timing_ms: Milliseconds by step; `total` is always there.
    """

    model_config = ConfigDict(from_attributes=True)

    answer_id: str
    conversation_id: str
    mode: Mode
    status: Status
    text: str
    language: Language
    sources: tuple[Source, ...]
    contact: Contact | None
    procedures: tuple[Procedure, ...]
    suggestions: tuple[str, ...]
    notices: tuple[str, ...]
    shelters: tuple[ShelterOffer, ...]
    as_of: datetime
    timing_ms: dict[str, float]

    @classmethod
    def of(cls, answer: Answer) -> "AnswerBody":
        """Return the body of an answer of the engine."""
        return cls.model_validate(answer)

    @field_serializer("as_of")
    def _to_the_second(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")


def answer_json(answer: Answer) -> bytes:
    """Return the body as JSON, without making it first: half the time."""
    fields = {name: getattr(answer, name) for name in _NAMES}
    return orjson.dumps(fields, option=orjson.OPT_OMIT_MICROSECONDS)


_NAMES = tuple(AnswerBody.model_fields)
