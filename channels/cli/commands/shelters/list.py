"""`annai shelters list`: every shelter, what it is designated for, whether it is open."""

from typing import Annotated

import typer

from channels.cli.options import Json
from channels.cli.output import write_json
from channels.cli.shelter_desk import designated_hazards, open_shelter_desk, read_board
from channels.cli.shelter_text import offer_record, write_offers
from chatbot.disaster.shelters.finder import offer


def run(
    *,
    hazard: Annotated[list[str] | None, typer.Option("--hazard")] = None,
    as_json: Json = False,
) -> int:
    """List the shelters; what can't be used is listed as problems."""
    wanted = designated_hazards(hazard)
    desk = open_shelter_desk()
    board, drill, status = read_board(desk)
    now = desk.now()
    offers = [
        offer(one, board.of(one, now, drill=drill), now, hazards=wanted)
        for one in desk.told.shelters
        if one.hazards.issuperset(wanted)
    ]
    if as_json:
        write_json({"shelters": [offer_record(one) for one in offers], "drill": drill})
    else:
        write_offers(offers)
    return max(status, desk.say_problems())
