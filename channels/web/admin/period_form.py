"""Which days a page is about: the last 7, 30 or 90, or from one day to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from channels.web.admin.layout import alert
from channels.web.admin.words import said
from chatbot.markup import NOTHING, Markup, element, join
from chatbot.review.period import LONGEST, Period

CHOICES = (7, 30, 90)
_USUAL = 30


@dataclass(frozen=True, slots=True)
class ChosenPeriod:
    """What was chosen.

    Attributes:
        days: The choice of `CHOICES` it is, None if it isn't one.
        wrong: Whether what was asked for can't be, so that this is the usual one instead.
    """

    period: Period
    days: int | None = None
    wrong: bool = False

    def query(self, **more: str) -> str:
        """Return it for an address, with other fields that aren't empty."""
        if self.days is None:
            chosen = {"from": f"{self.period.first}", "to": f"{self.period.last}"}
        else:
            chosen = {"days": str(self.days)}
        return urlencode(chosen | {name: value for name, value in more.items() if value})


def chosen_period(query: Mapping[str, str], now: datetime) -> ChosenPeriod:
    """Return the period of an address.

    Args:
        query: Its fields: `days`, or `from` and `to` as ISO 8601.
        now: In the city's zone; the usual period ends today.
    """
    zone = now.tzinfo
    assert zone is not None  # noqa: S101  # the city's clock has one
    usual = Period.up_to(now.date(), _USUAL, zone)
    try:
        if query.get("from") or query.get("to"):
            last = date.fromisoformat(query.get("to") or f"{now.date()}")
            first = date.fromisoformat(query.get("from") or f"{last}")
            return ChosenPeriod(Period(first, last, zone))
        days = int(query.get("days") or _USUAL)
        known = days if days in CHOICES else None
        return ChosenPeriod(Period.up_to(now.date(), days, zone), known)
    except (ValueError, OverflowError):
        return ChosenPeriod(usual, _USUAL, wrong=True)


def period_form(path: str, chosen: ChosenPeriod, *more: Markup) -> Markup:
    """Return the choices, and the form for other days and what else narrows the page."""
    links = [
        element(
            "li",
            element(
                "a",
                said("period.last", days=days),
                href=f"{path}?days={days}",
                aria_current="true" if days == chosen.days else None,
            ),
        )
        for days in CHOICES
    ]
    wrong = alert(said("period.wrong", days=LONGEST)) if chosen.wrong else NOTHING
    return element(
        "search",
        wrong,
        element("ul", *links, class_="choices", aria_label=said("period.label")),
        element(
            "form",
            _day("from", chosen.period.first),
            _day("to", chosen.period.last),
            *more,
            element("button", said("period.button"), type="submit"),
            method="get",
            action=path,
            class_="row",
        ),
    )


def choice(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """Return a field with options; the empty one means all."""
    given = [
        element("option", text, value=value, selected=value == chosen)
        for value, text in ({"": said("all")} | dict(options)).items()
    ]
    return _labelled(name, label, element("select", *given, id=name, name=name))


def words_field(name: str, label: str, value: str) -> Markup:
    """Return a field for words to look for."""
    field = element("input", type="search", id=name, name=name, value=value, maxlength=100)
    return _labelled(name, label, field)


def _day(name: str, day: date) -> Markup:
    field = element("input", type="date", id=name, name=name, value=day.isoformat())
    return _labelled(name, said(f"period.{name}"), field)


def _labelled(name: str, label: str, field: Markup) -> Markup:
    return element("div", join(element("label", label, for_=name), field), class_="field")
