"""`/admin/export/…`: the same figures and lists as files for Excel.

A file of all questions is sent as it is read, so that no year of questions is held in memory.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from channels.csv_text import MARK, csv_text
from channels.web.admin.day_chart import day_columns, day_row
from channels.web.admin.desk import Desk, SignedIn, StaffDesk, database_trouble
from channels.web.admin.errors import RefusedError
from channels.web.admin.feedback import feedback_columns, feedback_row, helpful_of
from channels.web.admin.layout import HEADERS
from channels.web.admin.period_form import ChosenPeriod, chosen_period
from channels.web.admin.questions import question_columns, question_row, wanted_of
from channels.web.admin.unanswered import trouble_of, unanswered_columns, unanswered_row
from channels.web.admin.words import said
from chatbot.errors import StoreError

ALL = 1_000_000
_AT_ONCE = 200
"""Lines sent at once."""

Rows = Iterable[Sequence[str]]
Reading = Callable[[StaffDesk, ChosenPeriod, Mapping[str, str]], Rows]

router = APIRouter(include_in_schema=False)


@router.get("/admin/export/{name}.csv")
async def export(name: str, request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return a file."""
    if name not in _FILES:
        raise RefusedError("no_file", 404)
    query = dict(request.query_params)
    chosen = chosen_period(query, desk.chatbot.now())
    texts = _texts(_FILES[name](desk, chosen, query))
    try:
        first = await desk.run(partial(next, texts))
    except StoreError as error:
        return desk.frame(session).response(database_trouble(error))
    period = chosen.period
    named = f"annai-{name}-{period.first}-{period.last}.csv"
    return StreamingResponse(
        _sent(desk, first, texts),
        media_type="text/csv; charset=utf-8",
        headers=HEADERS | {"Content-Disposition": f'attachment; filename="{named}"'},
    )


async def _sent(desk: StaffDesk, first: str, others: Iterator[str]) -> AsyncIterator[str]:
    text: str | None = first
    while text is not None:
        yield text
        text = await desk.run(partial(next, others, None))


def _texts(rows: Rows) -> Iterator[str]:
    left, mark = iter(rows), MARK
    while some := list(islice(left, _AT_ONCE)):
        yield mark + csv_text(some)
        mark = ""


def _daily(desk: StaffDesk, chosen: ChosenPeriod, _query: Mapping[str, str]) -> Rows:
    yield day_columns()
    yield from map(day_row, desk.counting.figures(chosen.period).days)


def _unanswered(desk: StaffDesk, chosen: ChosenPeriod, query: Mapping[str, str]) -> Rows:
    yield unanswered_columns()
    for one in desk.listing.unanswered(chosen.period, ALL, trouble_of(query)):
        cells = unanswered_row(one, chosen.period.zone)
        yield [cells[0], str(one.count), *cells[2:]]


def _questions(desk: StaffDesk, chosen: ChosenPeriod, query: Mapping[str, str]) -> Rows:
    yield [*question_columns(), said("column.answer")]
    for asked in desk.listing.all_asked(wanted_of(query, chosen)):
        yield [*question_row(asked, chosen.period.zone), asked.exchange.answer_text]


def _feedback(desk: StaffDesk, chosen: ChosenPeriod, query: Mapping[str, str]) -> Rows:
    yield feedback_columns()
    found = desk.listing.feedback(chosen.period, helpful=helpful_of(query), limit=ALL)
    for one in found:
        yield feedback_row(one, chosen.period.zone)


_FILES: Mapping[str, Reading] = {
    "daily": _daily,
    "unanswered": _unanswered,
    "questions": _questions,
    "feedback": _feedback,
}
