"""Shelters as residents read them, in every language.

That a place is open, full or closed is said only with the time at which staff said it; else that
it is unknown. What a place is not designated for is never called safe.
"""

from datetime import datetime

from chatbot.answer import ShelterOffer
from chatbot.disaster.banner import hazard_names
from chatbot.disaster.shelters.finder import FARTHEST_M, Nearby
from corpus.messages import Catalogue

_KILOMETRE = 1000


def offer_text(offer: ShelterOffer, language: str, catalogue: Catalogue) -> str:
    """Return an offer in lines: name and distance, address, designation, status."""
    lines = [offer.name, offer.address, _designation(offer, language, catalogue)]
    if offer.distance_m is not None:
        lines[0] = catalogue.text(
            "shelters.name",
            language,
            name=offer.name,
            distance=distance_text(offer.distance_m, language, catalogue),
        )
    return "\n".join([*filter(None, lines), status_text(offer, language, catalogue)])


def distance_text(metres: int, language: str, catalogue: Catalogue) -> str:
    """Return a distance as one says it: 350 m, 1.2 km."""
    if metres < _KILOMETRE:
        return catalogue.text("shelters.metres", language, number=round(metres, -1))
    return catalogue.text("shelters.kilometres", language, number=f"{metres / _KILOMETRE:.1f}")


def status_text(offer: ShelterOffer, language: str, catalogue: Catalogue) -> str:
    """Return whether it is open: as of when, or that it isn't known."""
    if offer.status_at is None:
        return catalogue.text("shelters.unknown", language)
    return catalogue.text(f"shelters.{offer.status}", language, time=_time(offer.status_at))


def notices(nearby: Nearby, language: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what must be said with the offers: how few there are, what designation means."""
    said = []
    hazards = hazard_names(nearby.hazards, language, catalogue)
    if nearby.few:
        key = "shelters.few_for" if nearby.hazards else "shelters.few"
        said.append(
            catalogue.text(
                key,
                language,
                hazards=hazards,
                kilometres=round(FARTHEST_M / _KILOMETRE),
                count=len(nearby.offers),
            )
        )
    if nearby.offers:
        said.append(catalogue.text("shelters.designation", language))
    return tuple(said)


def _designation(offer: ShelterOffer, language: str, catalogue: Catalogue) -> str:
    if not offer.designated_for:
        return catalogue.text("shelters.for_none", language)
    hazards = hazard_names(offer.designated_for, language, catalogue)
    return catalogue.text("shelters.for", language, hazards=hazards)


def _time(moment: datetime) -> str:
    return f"{moment.month}/{moment.day} {moment:%H:%M}"
