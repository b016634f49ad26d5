"""`GET /api/city`: what a page shows before the first question."""

from fastapi import APIRouter
from pydantic import BaseModel, HttpUrl

from channels.web.dependencies import ServedChatbot
from chatbot.answer import Mode
from corpus.city import Language, Link, OpeningHours, Weekday

router = APIRouter(tags=["city"])


class HoursBody(BaseModel):
    """When the desks are open.

    Attributes:
        opens: `HH:MM`, local time. JSON Schema's `time` would need an offset (RFC 3339 §5.6).
        closes: The same.
        text: As residents read it.
    """

    days: tuple[Weekday, ...]
    opens: str
    closes: str
    text: str

    @classmethod
    def of(cls, hours: OpeningHours) -> "HoursBody":
        """Return the body of a city's setting."""
        return cls(
            days=hours.days,
            opens=f"{hours.opens:%H:%M}",
            closes=f"{hours.closes:%H:%M}",
            text=hours.text,
        )


class CityBody(BaseModel):
    """The city as residents meet it.

    Attributes:
        languages: Languages offered, the first is the default.
        notice: The city's notice by language, e.g. that this is a sample.
        suggestions: Example questions by language.
        mode: Normal, disaster or drill.
        max_message_chars: Longest question that is answered.
        retention_days: How long masked questions are kept.
    """

    name: str
    code: str
    prefecture: str
    website: HttpUrl | None
    languages: tuple[Language, ...]
    notice: dict[Language, str]
    opening_hours: HoursBody | None
    links: tuple[Link, ...]
    suggestions: dict[Language, tuple[str, ...]]
    mode: Mode
    max_message_chars: int
    retention_days: int


@router.get("/api/city")
def city(chatbot: ServedChatbot) -> CityBody:
    """Describe the city."""
    settings = chatbot.city
    hours = settings.opening_hours
    return CityBody(
        name=settings.name,
        code=settings.code,
        prefecture=settings.prefecture,
        website=settings.website,
        languages=settings.languages,
        notice={language: settings.notice_in(language) for language in settings.languages},
        opening_hours=HoursBody.of(hours) if hours else None,
        links=settings.links,
        suggestions={language: chatbot.suggestions(language) for language in settings.languages},
        mode=chatbot.disaster_state().mode,
        max_message_chars=chatbot.settings.max_message_chars,
        retention_days=chatbot.settings.retention_days,
    )
