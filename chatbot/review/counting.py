"""Counts what was asked in a period.

The database counts, by hour in UTC, which is the same on SQLite and PostgreSQL; the hours are put
to the city's days here. That is exact where the zone is whole hours from UTC, as Japan's is.
Everything that is counted stands in the index `exchanges_figures`, so that no row is read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chatbot.answer import GUIDANCE, Status
from chatbot.review.figures import Counts, Daily, Figures, Outcome, outcome_of
from chatbot.review.period import Period
from chatbot.store.store import Store
from chatbot.store.tables import ExchangeRow, FeedbackRow

_HOUR = 13
"""Characters of a moment as SQLite keeps it, up to the hour: `2026-11-22 10`."""

_GROUPED = ("language", "channel", "mode", "status")


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts in a store."""

    store: Store

    def figures(self, period: Period) -> Figures:
        """Return what was asked in a period.

        Raises:
            StoreError: The database can't be reached.
        """
        with self.store.reading() as session:
            days = _days(session, period)
            topics, desks = _topics(session, period)
            languages, channels, modes, statuses = _groups(session, period)
        return Figures(period, days, topics, desks, languages, channels, modes, statuses)


def within(period: Period, column: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    """Return the condition that a moment is in the period."""
    return and_(column >= period.begin, column < period.end)


def _days(session: Session, period: Period) -> tuple[Daily, ...]:
    asked: Counter[tuple[date, Outcome]] = Counter()
    for hour, *counts in session.execute(_asked_by_hour(session, period)):
        day = _day(hour, period.zone)
        for outcome, count in zip(Outcome, counts, strict=True):
            asked[day, outcome] += count
    said: Counter[tuple[date, bool]] = Counter()
    for hour, helpful, count in session.execute(_said_by_hour(session, period)):
        said[_day(hour, period.zone), helpful] += count
    return tuple(
        Daily(
            day=day,
            outcomes={outcome: asked[day, outcome] for outcome in Outcome},
            helpful=said[day, True],
            unhelpful=said[day, False],
        )
        for day in period.days()
    )


def _asked_by_hour(session: Session, period: Period) -> Select[*tuple[Any, ...]]:
    hour = _hour(session, ExchangeRow.asked_at)
    return (
        select(hour, *(func.sum(case((_ended(outcome), 1), else_=0)) for outcome in Outcome))
        .where(within(period, ExchangeRow.asked_at))
        .group_by(hour)
    )


def _ended(outcome: Outcome) -> ColumnElement[bool]:
    """Return the condition of an outcome: `outcome_of` for the database."""
    guided, other = (
        [status.value for status in Status if outcome_of(status, reason) is outcome]
        for reason in (GUIDANCE, "")
    )
    by_guidance = ExchangeRow.reason == GUIDANCE
    return or_(
        and_(by_guidance, ExchangeRow.status.in_(guided)),
        and_(~by_guidance, ExchangeRow.status.in_(other)),
    )


def _said_by_hour(session: Session, period: Period) -> Select[*tuple[Any, ...]]:
    hour = _hour(session, FeedbackRow.at)
    return (
        select(hour, FeedbackRow.helpful, func.count())
        .where(within(period, FeedbackRow.at))
        .group_by(hour, FeedbackRow.helpful)
    )


def _hour(session: Session, column: InstrumentedAttribute[datetime]) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        return func.substr(column, 1, _HOUR, type_=String())
    return func.date_trunc("hour", column)


def _day(hour: datetime | str, zone: tzinfo) -> date:
    moment = datetime.fromisoformat(f"{hour}:00") if isinstance(hour, str) else hour
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(zone).date()


def _topics(session: Session, period: Period) -> tuple[Counts, Counts]:
    query = (
        select(ExchangeRow.status, ExchangeRow.topic, func.count())
        .where(within(period, ExchangeRow.asked_at))
        .where(ExchangeRow.status.in_((Status.ANSWERED.value, Status.NO_ANSWER.value)))
        .group_by(ExchangeRow.status, ExchangeRow.topic)
    )
    rows = session.execute(query).all()
    return (
        _sorted((topic, n) for status, topic, n in rows if status == Status.ANSWERED.value),
        _sorted((topic, n) for status, topic, n in rows if status == Status.NO_ANSWER.value),
    )


def _groups(session: Session, period: Period) -> tuple[Counts, Counts, Counts, Counts]:
    columns = [getattr(ExchangeRow, name) for name in _GROUPED]
    query = (
        select(*columns, func.count())
        .where(within(period, ExchangeRow.asked_at))
        .group_by(*columns)
    )
    rows = session.execute(query).all()
    first, second, third, fourth = (_sorted((row[n], row[-1]) for row in rows) for n in range(4))
    return first, second, third, fourth


def _sorted(counted: Iterable[tuple[str, int]]) -> Counts:
    total: Counter[str] = Counter()
    for name, count in counted:
        total[name] += count
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))
