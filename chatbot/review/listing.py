"""Lists of what was asked and what residents said, newest first, page by page.

A page begins after the last line of the one before (`Place`), not at a count of lines: that costs
the same on every page, and nothing is shown twice when new questions come in meanwhile.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from chatbot.answer import Status
from chatbot.review.counting import within
from chatbot.review.period import Period
from chatbot.store.records import Exchange, Feedback, Trouble, Unanswered
from chatbot.store.rows import exchange_of, feedback_of
from chatbot.store.store import Store
from chatbot.store.tables import ExchangeRow, FeedbackRow

BATCH = 200
"""Lines read at once for a file."""

_PLACE = re.compile(r"(\d{1,16})-(\d{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the moment and the number of its last line."""

    at: datetime
    id: int

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what `str` has written.

        Raises:
            ValueError: It is something else.
        """
        found = _PLACE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        micros, number = map(int, found.groups())
        return cls(_EPOCH + timedelta(microseconds=micros), number)

    def __str__(self) -> str:
        """Return it for an address."""
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, and what the resident said of it (None: nothing)."""

    exchange: Exchange
    helpful: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are listed.

    Attributes:
        status: Only those that ended so; None: all.
        words: Only those that have this in them; empty: all.
    """

    period: Period
    status: Status | None = None
    words: str = ""

    def condition(self) -> ColumnElement[bool]:
        """Return it for the database."""
        given = [within(self.period, ExchangeRow.asked_at)]
        if self.status is not None:
            given.append(ExchangeRow.status == self.status.value)
        if self.words:
            given.append(ExchangeRow.question_masked.icontains(self.words, autoescape=True))
        return and_(*given)


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists what is in a store. Every method raises `StoreError` if that can't be reached."""

    store: Store

    def count(self, wanted: Wanted) -> int:
        """Return how many questions there are."""
        query = select(func.count()).select_from(ExchangeRow).where(wanted.condition())
        with self.store.reading() as session:
            return session.scalar(query) or 0

    def asked(self, wanted: Wanted, limit: int, after: Place | None = None) -> list[Asked]:
        """Return questions, newest first, from the one after a place on."""
        query = (
            select(ExchangeRow, FeedbackRow.helpful)
            .outerjoin(FeedbackRow, FeedbackRow.answer_id == ExchangeRow.answer_id)
            .where(wanted.condition(), *_older(after))
            .order_by(ExchangeRow.asked_at.desc(), ExchangeRow.id.desc())
            .limit(limit)
        )
        with self.store.reading() as session:
            return [_asked(row, helpful=helpful) for row, helpful in session.execute(query)]

    def all_asked(self, wanted: Wanted) -> Iterator[Asked]:
        """Yield every question, newest first, without holding all of them at once."""
        after = None
        while batch := self.asked(wanted, BATCH, after):
            yield from batch
            after = batch[-1].place

    def feedback(self, period: Period, *, helpful: bool | None, limit: int) -> list[Feedback]:
        """Return what residents said in a period, newest first; None: whatever they said."""
        query = (
            select(FeedbackRow, ExchangeRow)
            .join(ExchangeRow, ExchangeRow.answer_id == FeedbackRow.answer_id)
            .where(within(period, FeedbackRow.at))
            .order_by(FeedbackRow.at.desc(), ExchangeRow.id.desc())
            .limit(limit)
        )
        if helpful is not None:
            query = query.where(FeedbackRow.helpful.is_(helpful))
        with self.store.reading() as session:
            return [feedback_of(row, asked) for row, asked in session.execute(query)]

    def unanswered(self, period: Period, limit: int, trouble: Trouble | None) -> list[Unanswered]:
        """Return the questions that failed most often; None: in whatever way."""
        troubles = tuple(Trouble) if trouble is None else (trouble,)
        return self.store.unanswered(period.begin, limit, period.end, troubles)


def _older(after: Place | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    same = and_(ExchangeRow.asked_at == after.at, ExchangeRow.id < after.id)
    return [ExchangeRow.asked_at <= after.at, or_(ExchangeRow.asked_at < after.at, same)]


def _asked(row: ExchangeRow, *, helpful: bool | None) -> Asked:
    return Asked(exchange_of(row), helpful, Place(row.asked_at, row.id))
