"""`annai shelters near`: what a resident would be offered at a point or a named place."""

from typing import Annotated

import typer

from channels.cli.errors import UsageError
from channels.cli.options import Json
from channels.cli.output import say, text, write_json
from channels.cli.shelter_desk import (
    ShelterDesk,
    designated_hazards,
    open_shelter_desk,
    read_board,
)
from channels.cli.shelter_text import offer_record, write_offers
from channels.cli.status import DONE
from chatbot.answer import Location
from chatbot.disaster.shelters.finder import FARTHEST_M, LIMIT
from chatbot.disaster.shelters.opening import open_gazetteer

LINE = "annai shelters near"
MOST = 50

Latitude = Annotated[float | None, typer.Option("--latitude", min=-90, max=90)]
Longitude = Annotated[float | None, typer.Option("--longitude", min=-180, max=180)]


def run(  # noqa: PLR0913  # each is an option
    *,
    latitude: Latitude = None,
    longitude: Longitude = None,
    place: Annotated[str | None, typer.Option("--place")] = None,
    hazard: Annotated[list[str] | None, typer.Option("--hazard")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MOST)] = LIMIT,
    as_json: Json = False,
) -> int:
    """Show the nearest shelters."""
    wanted = designated_hazards(hazard)
    half = (latitude is None) != (longitude is None)
    if half or (latitude is None) == (place is None):
        raise UsageError("shelters.where", line=LINE)
    desk = open_shelter_desk()
    if latitude is not None and longitude is not None:
        point = Location(latitude, longitude)
    else:
        point = _named(desk, place or "")
    board, drill, status = read_board(desk)
    nearby = desk.finder(board).near(point, wanted, limit, now=desk.now(), drill=drill)
    if as_json:
        write_json({"shelters": [offer_record(one) for one in nearby.offers], "few": nearby.few})
        return status
    write_offers(nearby.offers, distance=True)
    if nearby.few:
        say(text("shelters.few", kilometres=round(FARTHEST_M / 1000)))
    for source in nearby.sources:
        say(text("shelters.attribution", title=source.title))
    return status or DONE


def _named(desk: ShelterDesk, name: str) -> Location:
    # Sudachi's dictionary takes a fifth of a second, and a point given in degrees needs none.
    from indexing.tokenizer import SudachiTokenizer  # noqa: PLC0415  # see above

    gazetteer = open_gazetteer(desk.layout, desk.city, desk.told, SudachiTokenizer().reading)
    found = gazetteer.find(name)
    if found is None:
        raise UsageError("shelters.no_place", name=name)
    point = found.point
    said = {"latitude": f"{point.latitude:.5f}", "longitude": f"{point.longitude:.5f}"}
    say(text("shelters.asked_place", name=name, known=found.name, **said))
    return point
