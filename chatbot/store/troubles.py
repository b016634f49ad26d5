"""Which questions failed: they got no answer or a question back, or feedback says unhelpful.

Each exchange counts under one trouble: no answer, else unhelpful, else asked back. Each trouble is
looked for on its own, so that the database need not read the rows of all that went well. Small talk
asks back too, but was no question.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)

from chatbot.answer import GUIDANCE, Status
from chatbot.store.records import Trouble, Unanswered
from chatbot.store.tables import ExchangeRow, FeedbackRow

_ORDER = (Trouble.NO_ANSWER, Trouble.UNHELPFUL, Trouble.CLARIFY)
"""Of troubles that a question had equally often the first is told."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are looked for.

    Attributes:
        since: Asked then or later; None: from the beginning.
        until: Asked before then; None: up to now.
        troubles: Of these troubles.
        limit: How many, the most frequent first.
    """

    since: datetime | None
    limit: int
    until: datetime | None = None
    troubles: Collection[Trouble] = _ORDER


def unanswered_query(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Return the query of `unanswered_of`'s rows: exchanges grouped by their normalized wording."""
    failed = union_all(*(_failed(trouble, wanted) for trouble in wanted.troubles)).subquery()
    count, last = func.count(), func.max(failed.c.asked_at)
    return (
        select(
            func.max(failed.c.question_masked),
            count,
            func.min(failed.c.asked_at),
            last,
            *(func.sum(case((failed.c.trouble == trouble, 1), else_=0)) for trouble in _ORDER),
        )
        .group_by(failed.c.question_key)
        .order_by(count.desc(), last.desc(), failed.c.question_key)
        .limit(max(wanted.limit, 0))
    )


def unanswered_of(row: Row[*tuple[Any, ...]]) -> Unanswered:
    """Return the record of a row of the query."""
    question, count, first, last, *sums = tuple(row)
    return Unanswered(question, count, first, last, _most(sums))


def _failed(trouble: Trouble, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    query = select(
        ExchangeRow.question_key,
        ExchangeRow.question_masked,
        ExchangeRow.asked_at,
        literal(trouble.value, String()).label("trouble"),
    ).where(*_asked(wanted))
    no_answer = ExchangeRow.status == Status.NO_ANSWER.value
    if trouble is Trouble.NO_ANSWER:
        return query.where(no_answer)
    unhelpful = FeedbackRow.helpful.is_(False)
    if trouble is Trouble.UNHELPFUL:
        said = FeedbackRow.answer_id == ExchangeRow.answer_id
        return query.join(FeedbackRow, said).where(unhelpful, ~no_answer)
    clarify = ExchangeRow.status == Status.CLARIFY.value
    said_so = exists().where(FeedbackRow.answer_id == ExchangeRow.answer_id, unhelpful)
    return query.where(clarify, ExchangeRow.reason == GUIDANCE, ~said_so)


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    since, until = wanted.since, wanted.until
    return [
        *([] if since is None else [ExchangeRow.asked_at >= since]),
        *([] if until is None else [ExchangeRow.asked_at < until]),
    ]


def _most(sums: Sequence[int]) -> Trouble:
    return max(zip(_ORDER, sums, strict=True), key=itemgetter(1))[0]
