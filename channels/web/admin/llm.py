"""`/admin/llm`: what the language model is used for, what it costs, what it wasn't let say."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.web.admin.desk import Desk, SignedIn, StaffDesk
from channels.web.admin.layout import Drawn, alert, paragraph, section
from channels.web.admin.period_form import chosen_period, period_form
from channels.web.admin.tables import counts_table, table
from channels.web.admin.words import named, number, said
from chatbot.llm.counts import Measure, of_kind
from chatbot.llm.guarded_model import LlmReport
from chatbot.markup import NOTHING, Markup, element, join

_DAY_COLUMNS = (Measure.CALLS, Measure.INPUT_TOKENS, Measure.OUTPUT_TOKENS, Measure.COST)
_KINDS = (
    ("outcomes", Measure.OUTCOME, "llm_outcome"),
    ("faults", Measure.FAULT, "fault_kind"),
    ("troubles", Measure.TROUBLE, "trouble_kind"),
)
_FALLBACK = "fallback."

router = APIRouter(include_in_schema=False)

_Days = Mapping[date, Mapping[str, float]]


@router.get("/admin/llm")
async def language_model(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    query = dict(request.query_params)
    return await desk.show(session, lambda: _drawn(desk, query))


def _drawn(desk: StaffDesk, query: Mapping[str, str]) -> Drawn:
    report = desk.chatbot.llm_report()
    if report is None:
        return Drawn(said("menu.llm"), paragraph("llm.none"), "llm")
    chosen = chosen_period(query, desk.chatbot.now())
    days = report.daily.days(chosen.period.first, chosen.period.last)
    sums: Counter[str] = Counter()
    for amounts in days.values():
        sums.update(amounts)
    content = join(
        section(said("llm.now"), _state(report)),
        period_form("/admin/llm", chosen),
        section(said("llm.days"), _day_table(days), paragraph("llm.about")),
        *(_by_kind(title, sums, measure, group) for title, measure, group in _KINDS),
    )
    return Drawn(said("menu.llm"), content, "llm")


def _state(report: LlmReport) -> Markup:
    """Return how it is now and what is left of the day's budget."""
    values = {
        "model": report.model,
        "breaker": named("breaker", report.breaker),
        "tokens_today": _of_limit(report.tokens_today, report.tokens_per_day),
        "cost_today": _of_limit(report.cost_today, report.cost_per_day),
    }
    terms = [
        element("div", element("dt", said(f"llm.{key}")), element("dd", value))
        for key, value in values.items()
    ]
    used = alert(said("llm.budget_used")) if report.budget_is_used else NOTHING
    return join(used, element("dl", *terms, class_="sums"))


def _of_limit(used: float, limit: float) -> str:
    if not limit:
        return _amount(used)
    return said(
        "llm.of_limit", used=_amount(used), limit=_amount(limit), share=f"{used / limit:.0%}"
    )


def _amount(value: float) -> str:
    return number(round(value)) if float(value).is_integer() else f"{value:,.4f}"


def _day_table(days: _Days) -> Markup:
    label = said("llm.days")
    if not days:
        return element("p", said("none_of", what=label), class_="fine")
    rows = [
        (day.isoformat(), *(_amount(amounts.get(measure, 0)) for measure in _DAY_COLUMNS))
        for day, amounts in days.items()
    ]
    columns = [said("column.day"), *(said(f"column.{measure}") for measure in _DAY_COLUMNS)]
    return table(label, columns, rows)


def _by_kind(title: str, sums: Mapping[str, float], measure: Measure, group: str) -> Markup:
    label = said(f"llm.{title}")
    counts = {_named(group, kind): round(n) for kind, n in of_kind(sums, measure).items()}
    return section(label, counts_table(label, said(f"column.{group}"), counts))


def _named(group: str, kind: str) -> str:
    """Return what a kind is called; a fall-back is called by why."""
    known = named(group, kind)
    if known != kind or not kind.startswith(_FALLBACK):
        return known
    why = kind.removeprefix(_FALLBACK)
    found = named("trouble_kind", why)
    return said("llm.fallback", why=found if found != why else named("fault_kind", why))
