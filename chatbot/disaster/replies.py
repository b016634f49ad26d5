"""What residents read in a disaster: guides, shelters, what is in force, the menu, the safety text.

All of it is approved text of the city's guides and of the catalogue, or data with a time on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from chatbot.answer import Procedure, ShelterOffer, Source, Status
from chatbot.disaster.banner import MENU_ITEMS, hazard_names
from chatbot.disaster.shelters.finder import Nearby
from chatbot.disaster.state import DisasterState
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings
from corpus.document import Metadata
from corpus.guide import Guide
from corpus.messages import Catalogue

_KILOMETRE = 1000

InForce = Callable[[Turn, DisasterState], Reply]


@dataclass(frozen=True, slots=True)
class DisasterReplies:
    """Makes replies.

    Attributes:
        guides: The city's guides by id.
        in_force: Tells which warnings and orders are in force.
        made: Guides' replies by id and language: they are the same every time.
    """

    catalogue: Catalogue
    city: CitySettings
    guides: dict[str, Guide]
    in_force: InForce
    made: dict[tuple[str, str], Reply] = field(default_factory=dict)

    def guide(self, turn: Turn, guide: Guide) -> Reply:
        """Return an approved guide; what may be asked next are its next guides' titles."""
        known = self.made.get((guide.id, turn.language))
        if known is None:
            known = self.made[guide.id, turn.language] = self._guide(guide, turn.language)
        return known

    def _guide(self, guide: Guide, language: str) -> Reply:
        text = guide.text_in(language).strip()
        said = self._text("guide", language, title=guide.title_in(language), text=text)
        first = guide.sources[0] if guide.sources else None
        source = Source(
            n=1,
            document_id=guide.id,
            title=guide.title_in(language),
            url=str(first.url) if first else "",
            section=guide.issuer,
            page=None,
            department="",
            updated_on=guide.approved_on,
            quote=text,
        )
        return Reply(
            status=Status.DISASTER,
            text=said,
            reason=f"disaster.guide.{guide.id}",
            sources=(source,),
            procedures=tuple(Procedure(link.title, str(link.url)) for link in guide.links),
            suggestions=tuple(
                self.guides[other].title_in(language)
                for other in guide.next
                if other in self.guides
            ),
        )

    def warnings(self, turn: Turn, state: DisasterState) -> Reply:
        """Return which warnings and orders are in force."""
        return self.in_force(turn, state)

    def menu(self, turn: Turn) -> Reply:
        """Return what can be asked."""
        return Reply(
            status=Status.DISASTER,
            text=self._text("menu", turn.language),
            reason="disaster.menu",
            suggestions=self._items(turn.language),
            procedures=self._links(),
        )

    def where_are_you(self, turn: Turn) -> Reply:
        """Ask for a place: none was sent or named."""
        return Reply(
            status=Status.DISASTER,
            text=self._text("where", turn.language),
            reason="disaster.where",
            suggestions=self._items(turn.language)[1:],
            procedures=self._links(),
        )

    def shelters(self, turn: Turn, nearby: Nearby, place: str) -> Reply:
        """Return the nearest shelters, each with what is known of it."""
        language = turn.language
        if not nearby.offers:
            text = self._text("none", language)
            return Reply(Status.DISASTER, text, "disaster.no_shelter", procedures=self._links())
        head = self._text("head_place", language, place=place) if place else ""
        lines = [head or self._text("head_here", language)]
        if nearby.hazards:
            hazards = hazard_names(nearby.hazards, language, self.catalogue)
            lines.append(self._text("only", language, hazards=hazards))
        for n, offer in enumerate(nearby.offers, start=1):
            lines += self._lines(n, offer, turn)
        lines += [self._text("not_designated", language), self._text("caution", language) + " [1]"]
        quote = "\n".join(f"{offer.name} {offer.address}".strip() for offer in nearby.offers)
        return Reply(
            status=Status.DISASTER,
            text="\n".join(lines),
            reason="disaster.shelters",
            sources=(self._source(nearby.sources, language, quote),),
            shelters=nearby.offers,
            procedures=tuple(Procedure(offer.name, offer.map_url) for offer in nearby.offers),
            suggestions=self._items(language)[1:],
        )

    def safety(self, turn: Turn) -> Reply:
        """Return the fixed text for when all else fails."""
        return Reply(
            status=Status.DISASTER,
            text=self._text("safety", turn.language),
            reason="disaster.safety",
            procedures=self._links(),
        )

    def _lines(self, n: int, offer: ShelterOffer, turn: Turn) -> list[str]:
        language = turn.language
        distance = _distance(offer.distance_m or 0)
        line = self._text(
            "line", language, n=str(n), name=offer.name, distance=distance, address=offer.address
        )
        hazards = hazard_names(offer.designated_for, language, self.catalogue)
        suits = self._text("suits", language, hazards=hazards) if hazards else ""
        at = f"{offer.status_at:%m/%d %H:%M}" if offer.status_at else ""
        status = self._text(offer.status, language, time=at)
        return [line.strip(), f"   {suits or self._text('stay', language)}", f"   {status}"]

    def _source(self, files: tuple[Metadata, ...], language: str, quote: str) -> Source:
        file = files[0] if files else Metadata(title=self._text("source", language))
        return Source(
            n=1,
            document_id="shelters",
            title=file.title or self._text("source", language),
            url=file.url,
            section="",
            page=None,
            department="",
            updated_on=file.updated_on,
            quote=quote,
        )

    def _items(self, language: str) -> tuple[str, ...]:
        return tuple(self._text(f"item{n}", language) for n in range(1, MENU_ITEMS + 1))

    def _links(self) -> tuple[Procedure, ...]:
        return tuple(Procedure(link.title, str(link.url)) for link in self.city.links[:1])

    def _text(self, key: str, language: str, **details: object) -> str:
        return self.catalogue.text(f"disaster.reply.{key}", language, details)


def _distance(metres: int) -> str:
    """Return a distance as people say it: to 10 m, from 1 km on to 100 m."""
    if metres < _KILOMETRE:
        return f"{round(metres, -1)} m"
    return f"{metres / _KILOMETRE:.1f} km"
