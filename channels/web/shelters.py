"""`GET /api/shelters`: the nearest suitable shelters, and as of when.

What is asked for is in memory: the route needs neither the database nor the index.
"""

from datetime import datetime
from typing import Annotated, Literal, Protocol, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime, BaseModel, field_serializer

from channels.web.language import caller_language
from channels.web.problems import Kind, documented
from chatbot.answer import Location, ShelterOffer
from chatbot.disaster.shelters.finder import LIMIT, Nearby
from chatbot.disaster.shelters.words import notices
from chatbot.errors import DisasterError
from corpus.city import Language
from corpus.document import Metadata

router = APIRouter(tags=["disaster"])

MOST = 20

Hazard = Literal[
    "earthquake",
    "tsunami",
    "flood",
    "inland-flood",
    "landslide",
    "storm-surge",
    "fire",
    "volcano",
]


class AttributionBody(BaseModel):
    """Where the data come from; to be shown with them."""

    title: str
    url: str

    @classmethod
    def of(cls, source: Metadata) -> "AttributionBody":
        """Return the body of a file's metadata."""
        return cls(title=source.title, url=source.url)


class SheltersBody(BaseModel):
    """Shelters around a point.

    Attributes:
        shelters: Nearest first; those that staff said are full or closed come last.
        hazards: What all of them are designated for, as asked; empty if nothing was.
        notices: What to show with them, in the caller's language.
        attribution: Where the data come from.
        as_of: The moment it was so.
    """

    shelters: tuple[ShelterOffer, ...]
    hazards: tuple[str, ...]
    notices: tuple[str, ...]
    attribution: tuple[AttributionBody, ...]
    as_of: AwareDatetime

    @field_serializer("as_of")
    def _to_the_second(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")

    @classmethod
    def of(cls, nearby: Nearby, language: str) -> "SheltersBody":
        """Return the body of what was found."""
        return cls(
            shelters=nearby.offers,
            hazards=nearby.hazards,
            notices=notices(nearby, language, DisasterError.catalogue),
            attribution=tuple(map(AttributionBody.of, nearby.sources)),
            as_of=nearby.as_of,
        )


class _KnowsShelters(Protocol):
    def shelters_near(self, point: Location, hazards: tuple[str, ...], limit: int) -> Nearby:
        """Return the shelters around a point now, drills taken into account."""


def _city(request: Request) -> _KnowsShelters:
    return cast("_KnowsShelters", request.app.state.chatbot)


@router.get("/api/shelters", responses=documented(Kind.INVALID_REQUEST))
def shelters(  # noqa: PLR0913  # each is a parameter of the query
    *,
    request: Request,
    city: Annotated[_KnowsShelters, Depends(_city)],
    latitude: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    longitude: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    hazard: Annotated[Hazard | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
    language: Annotated[Language | None, Query()] = None,
) -> SheltersBody:
    """Return the nearest shelters designated for the hazard, or all where none is named."""
    hazards = (hazard,) if hazard else ()
    nearby = city.shelters_near(Location(latitude, longitude), hazards, limit)
    return SheltersBody.of(nearby, language or caller_language(request))
