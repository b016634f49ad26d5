"""What residents read of the state: the banner and the orders in force, in every language.

Everything said in a drill begins with `drill_prefix`: 【訓練】 and the language's own word.
"""

from chatbot.answer import LANGUAGES, Mode
from chatbot.disaster.orders import Order
from chatbot.disaster.state import DisasterState
from corpus.messages import Catalogue

MENU_ITEMS = 5
"""Items of the disaster menu in the catalogues."""


def banners(state: DisasterState, catalogue: Catalogue) -> dict[str, str]:
    """Return the banner by language; in normal mode each is empty."""
    return {language: banner(state, language, catalogue) for language in LANGUAGES}


def banner(state: DisasterState, language: str, catalogue: Catalogue) -> str:
    """Return the banner in one language: that the mode is on, then a line for each order."""
    if state.mode == Mode.NORMAL:
        return ""
    hazards = hazard_names(state.hazards, language, catalogue)
    key = "disaster.banner.about" if hazards else "disaster.banner.plain"
    said = catalogue.text(key, language, hazards=hazards)
    if state.mode == Mode.DRILL:
        begin = catalogue.text("disaster.drill_prefix", language)
        gap = "" if language in {"ja", "zh"} else " "
        said = f"{begin}{catalogue.text('disaster.banner.drill', language)}{gap}{said}"
    return "\n".join(
        [said, *(order_text(order, state, language, catalogue) for order in state.orders)]
    )


def menus(state: DisasterState, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return what can be asked in a disaster, by language; in normal mode nothing."""
    items = () if state.mode == Mode.NORMAL else range(1, MENU_ITEMS + 1)
    return {
        language: tuple(catalogue.text(f"disaster.reply.item{n}", language) for n in items)
        for language in LANGUAGES
    }


def order_text(order: Order, state: DisasterState, language: str, catalogue: Catalogue) -> str:
    """Return what a resident reads of an order; its time is in the zone of the state's clock."""
    issued = order.issued_at.astimezone(state.as_of.tzinfo)
    said = catalogue.text(
        f"disaster.order.level{order.level}",
        language,
        areas=catalogue.text("disaster.separator", language).join(order.areas),
        month=issued.month,
        day=issued.day,
        time=f"{issued:%H:%M}",
    )
    return f"{drill_prefix(state.mode, language, catalogue)}{said}"


def drill_prefix(mode: Mode, language: str, catalogue: Catalogue) -> str:
    """Return what every message begins with: in a drill a word for it, else nothing."""
    return catalogue.text("disaster.drill_prefix", language) if mode == Mode.DRILL else ""


def hazard_names(hazards: tuple[str, ...], language: str, catalogue: Catalogue) -> str:
    """Return hazards as residents call them, in one line."""
    separator = catalogue.text("disaster.separator", language)
    names = (catalogue.text(f"disaster.hazard.{hazard}", language) for hazard in hazards)
    return separator.join(names)
