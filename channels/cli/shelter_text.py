"""Shelters as staff read them, and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from channels.cli.disaster_text import hazards_text, moment
from channels.cli.output import text
from channels.cli.table import write_table
from chatbot.answer import ShelterOffer

LISTED = ("id", "name", "kinds", "hazards", "address", "capacity", "status")


def offer_record(offer: ShelterOffer) -> dict[str, object]:
    """Return an offer as JSON has it."""
    at = offer.status_at.isoformat(timespec="seconds") if offer.status_at else None
    return {**asdict(offer), "status_at": at}


def write_offers(offers: Sequence[ShelterOffer], *, distance: bool = False) -> None:
    """Write offers as a table."""
    names = ("distance", *LISTED) if distance else LISTED
    columns = [text(f"shelters.column.{name}") for name in names]
    write_table(columns, [_row(offer, distance=distance) for offer in offers])


def status_text(offer: ShelterOffer) -> str:
    """Return a status with the time it was said at; unknown has none."""
    said = text(f"shelters.state.{offer.status}")
    at = offer.status_at
    return f"{said}（{moment(at, at.tzinfo)}）" if at else said


def _row(offer: ShelterOffer, *, distance: bool) -> list[str]:
    row = [
        offer.id,
        offer.name,
        "・".join(text(f"shelters.kind.{kind}") for kind in offer.kinds),
        hazards_text(offer.designated_for),
        offer.address,
        "" if offer.capacity is None else str(offer.capacity),
        status_text(offer),
    ]
    return [str(offer.distance_m), *row] if distance else row
