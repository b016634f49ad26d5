"""Flex messages: an answer's sources, contact and procedures, and shelters side by side.

The text of an answer is a message of its own, before these: it can be read where Flex messages
can't (https://developers.line.biz/en/docs/messaging-api/flex-message-elements/).
"""

from typing import Any

from channels.line.actions import Json, open_address, postback
from channels.line.limits import ALT_TEXT, CAROUSEL, shortened, telephone, web_address
from chatbot.answer import Answer, Contact, Procedure, ShelterOffer, Source
from chatbot.disaster.banner import drill_prefix
from chatbot.disaster.shelters.words import offer_text
from corpus.messages import Catalogue

_SOURCES = 5
_PROCEDURES = 4
_TITLE = 120
_LINE = 60


def details(answer: Answer, catalogue: Catalogue) -> Json | None:
    """Return the message that tells where an answer is from, None if there is nothing to tell."""
    say = _Words(answer, catalogue)
    sections = [
        [part for source in answer.sources[:_SOURCES] for part in _source(source, say)],
        _contact(answer.contact, say) if answer.contact else [],
        _procedures(() if answer.shelters else answer.procedures),
    ]
    titles = ("sources", "contact", "procedures")
    contents = [
        part
        for title, section in zip(titles, sections, strict=True)
        if section
        for part in (_text(say(title), weight="bold", size="sm", margin="lg"), *section)
    ]
    if not contents:
        return None
    mark = drill_prefix(answer.mode, answer.language, catalogue)
    top = [_text(mark.strip(), weight="bold")] if mark else []
    bubble = {"type": "bubble", "body": _box([*top, *contents]), "footer": _feedback(answer, say)}
    return _flex(f"{mark}{say('sources')}", bubble)


def shelters(answer: Answer, catalogue: Catalogue) -> Json | None:
    """Return the message with a card for each shelter, None if there are none."""
    if not answer.shelters:
        return None
    say = _Words(answer, catalogue)
    mark = drill_prefix(answer.mode, answer.language, catalogue)
    cards = [_card(offer, mark, say) for offer in answer.shelters[:CAROUSEL]]
    return _flex(f"{mark}{say('shelters')}", {"type": "carousel", "contents": cards})


class _Words:
    """The catalogue in the answer's language."""

    def __init__(self, answer: Answer, catalogue: Catalogue) -> None:
        self.language = answer.language
        self.catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        return self.catalogue.text(f"line.{key}", self.language, values)


def _source(source: Source, say: _Words) -> list[Json]:
    page = say("page", page=source.page) if source.page is not None else ""
    day = say("updated", day=source.updated_on.isoformat()) if source.updated_on else ""
    known = shortened(" ・ ".join(filter(str.strip, (source.department, page, day))), _TITLE)
    address = web_address(source.url, source.page)
    return [
        _text(shortened(f"[{source.n}] {source.title}", _TITLE)),
        *([_text(known, size="xs", color="#595959")] if known else []),
        *([_button(open_address(say("open_source", n=source.n), address))] if address else []),
    ]


def _contact(contact: Contact, say: _Words) -> list[Json]:
    open_now = {True: say("open_now"), False: say("closed_now"), None: ""}[contact.open_now]
    lines = (contact.department, contact.phone, contact.hours, open_now)
    number = telephone(contact.phone)
    return [
        *(_text(shortened(line, _TITLE)) for line in lines if line.strip()),
        *([_button(open_address(say("call"), number))] if number else []),
    ]


def _procedures(procedures: tuple[Procedure, ...]) -> list[Json]:
    parts = []
    for procedure in procedures[:_PROCEDURES]:
        address = web_address(procedure.url)
        if address and procedure.title.strip():
            parts.append(_button(open_address(procedure.title, address)))
    return parts


def _feedback(answer: Answer, say: _Words) -> Json:
    buttons = [
        _button(postback(say(word), f"feedback={value}:{answer.answer_id}"))
        for word, value in (("helpful", "yes"), ("unhelpful", "no"))
    ]
    return _box(buttons, layout="horizontal")


def _card(offer: ShelterOffer, mark: str, say: _Words) -> Json:
    said = offer_text(offer, say.language, say.catalogue).split("\n")
    name, *lines = filter(str.strip, said)
    address = web_address(offer.map_url)
    return {
        "type": "bubble",
        "body": _box(
            [
                _text(shortened(f"{mark}{name}", _TITLE), weight="bold"),
                *(_text(shortened(line, 3 * _LINE), size="sm") for line in lines),
            ]
        ),
        **({"footer": _box([_button(open_address(say("map"), address))])} if address else {}),
    }


def _flex(alternative: str, contents: Json) -> Json:
    return {"type": "flex", "altText": shortened(alternative, ALT_TEXT), "contents": contents}


def _box(contents: list[Json], layout: str = "vertical") -> Json:
    return {"type": "box", "layout": layout, "spacing": "sm", "contents": contents}


def _text(text: str, **style: Any) -> Json:  # noqa: ANN401  # LINE's properties of a text
    return {"type": "text", "text": text, "wrap": True, **style}


def _button(action: Json) -> Json:
    return {"type": "button", "height": "sm", "style": "link", "action": action}
