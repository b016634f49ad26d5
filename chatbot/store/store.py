"""The store: every question with how it ended, and what residents say about the answers.

Nothing here masks: the caller passes masked text. Nothing here reads the clock either.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import RLock
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from chatbot.answer import Status
from chatbot.errors import StoreError
from chatbot.store.engine import WRITE
from chatbot.store.faults import told_as_store_errors
from chatbot.store.records import Exchange, Feedback, Trouble, Unanswered
from chatbot.store.rows import exchange_of, feedback_of, values_of
from chatbot.store.tables import Base, ExchangeRow, FeedbackRow
from chatbot.store.troubles import Wanted, unanswered_of, unanswered_query

_TURN_S = 10.0
_ADD = insert(ExchangeRow)
"""Given to the connection, not the session: half the time of adding an object."""


class Store:
    """A database that is open; safe to share between threads. `open_store` makes one.

    Every method raises `StoreError` when the database can't be reached or refuses.

    Args:
        engine: Connected to a database whose tables are of this version.
        place: Where the database is, for error messages.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        """Take the engine over; `close` closes it."""
        self._engine = engine
        self._writing = engine.execution_options(**WRITE)
        self._place = place
        self._turn = RLock() if engine.dialect.name == "sqlite" else None

    def record(self, *exchanges: Exchange) -> None:
        """Add exchanges, all or none.

        Raises:
            ValueError: An answer's id is no UUID.
        """
        with self._session(self._writing) as session:
            session.connection().execute(_ADD, [values_of(exchange) for exchange in exchanges])

    def history(self, conversation_id: str, limit: int) -> list[Exchange]:
        """Return the last `limit` exchanges of a conversation, oldest first."""
        query = (
            select(ExchangeRow)
            .where(ExchangeRow.conversation_id == conversation_id)
            .order_by(ExchangeRow.asked_at.desc(), ExchangeRow.id.desc())
            .limit(max(limit, 0))
        )
        with self._session(self._engine) as session:
            return [exchange_of(row) for row in session.scalars(query)][::-1]

    def give_feedback(
        self, answer_id: str, *, helpful: bool, reason: str, comment: str, now: datetime
    ) -> None:
        """Keep what a resident says about an answer, instead of what was said before.

        Raises:
            StoreError: `store.unknown_answer`, there is no answer with this id.
        """
        asked = select(ExchangeRow.answer_id).where(ExchangeRow.answer_id == _uuid(answer_id))
        with self._session(self._writing) as session:
            # Locking the answer makes two residents' clicks come one after the other.
            known = session.scalar(asked.with_for_update())
            if known is None:
                raise StoreError("store.unknown_answer", answer_id=answer_id)
            session.merge(
                FeedbackRow(
                    answer_id=known, helpful=helpful, reason=reason, comment=comment, at=now
                )
            )

    def feedback(self, since: datetime | None, limit: int) -> list[Feedback]:
        """Return the last `limit` pieces of feedback since then, newest first."""
        query = (
            select(FeedbackRow, ExchangeRow)
            .join(ExchangeRow, ExchangeRow.answer_id == FeedbackRow.answer_id)
            .where(*_since(FeedbackRow.at, since))
            .order_by(FeedbackRow.at.desc(), ExchangeRow.id.desc())
            .limit(max(limit, 0))
        )
        with self._session(self._engine) as session:
            return [feedback_of(row, asked) for row, asked in session.execute(query)]

    def unanswered(
        self,
        since: datetime | None,
        limit: int,
        until: datetime | None = None,
        troubles: Collection[Trouble] = tuple(Trouble),
    ) -> list[Unanswered]:
        """Return the `limit` questions that failed most often, the most frequent first.

        Args:
            since: Asked then or later; None: from the beginning.
            limit: How many at the most.
            until: Asked before then; None: up to now.
            troubles: Only what failed so.
        """
        query = unanswered_query(Wanted(since, limit, until, troubles))
        with self._session(self._engine) as session:
            return [unanswered_of(row) for row in session.execute(query)]

    def counts(self, since: datetime | None) -> dict[Status, int]:
        """Return how many exchanges ended in each status since then; none of a status is 0."""
        query = (
            select(ExchangeRow.status, func.count())
            .where(*_since(ExchangeRow.asked_at, since))
            .group_by(ExchangeRow.status)
        )
        with self._session(self._engine) as session:
            found = dict(session.execute(query).all())
        return {status: found.get(status.value, 0) for status in Status}

    def unlink(self, conversation_id: str) -> int:
        """Let nothing tell any more which exchanges were one conversation; return how many."""
        theirs = ExchangeRow.conversation_id == conversation_id
        with self._session(self._writing) as session:
            change = update(ExchangeRow).where(theirs).values(conversation_id="")
            return session.connection().execute(change).rowcount

    def purge(self, before: datetime) -> int:
        """Delete what was asked before then, with its feedback; return how many exchanges."""
        with self._session(self._writing) as session:
            past = delete(ExchangeRow).where(ExchangeRow.asked_at < before)
            return session.connection().execute(past).rowcount

    def ping(self) -> None:
        """Make sure that the database answers."""
        with self._session(self._engine) as session:
            session.execute(select(1))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def reading(self) -> AbstractContextManager[Session]:
        """Give a session that reads, for the logs that are kept beside the exchanges."""
        return self._session(self._engine)

    def writing(self, in_turn: type[Base] | None = None) -> AbstractContextManager[Session]:
        """Give a session whose changes are kept when its block ends well.

        Args:
            in_turn: A table whose writers come one after the other, so that a reader who has
                seen an id will see no smaller one later. SQLite has one writer at a time anyway.
        """
        return self._session(self._writing, in_turn)

    @contextmanager
    def _session(self, engine: Engine, in_turn: type[Base] | None = None) -> Iterator[Session]:
        writing = self._in_turn() if engine is self._writing else nullcontext()
        with (
            writing,
            told_as_store_errors(self._place),
            Session(engine) as session,
            session.begin(),
        ):
            if in_turn is not None:
                take_turn(session, in_turn)
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let this process's writers to SQLite come one after the other.

        SQLite has one writer at a time, and lets others look again after up to 0.1 s of sleep. Who
        doesn't get a turn for long waits in SQLite after all, and is told that it is busy.
        """
        got = self._turn is not None and self._turn.acquire(timeout=_TURN_S)
        try:
            yield
        finally:
            if got and self._turn is not None:
                self._turn.release()


def take_turn(session: Session, table: type[Base]) -> None:
    """Wait until no other transaction writes to a table in its turn; see `Store.writing`.

    Who takes several turns takes them in the order of the tables in `tables.py`, the last first.
    """
    if session.get_bind().dialect.name == "postgresql":
        turn = func.pg_advisory_xact_lock(func.hashtext(table.__tablename__))
        session.execute(select(turn))


def _uuid(answer_id: str) -> UUID:
    try:
        return UUID(answer_id)
    except ValueError:
        raise StoreError("store.unknown_answer", answer_id=answer_id) from None


def _since(
    column: InstrumentedAttribute[datetime], since: datetime | None
) -> list[ColumnElement[bool]]:
    return [] if since is None else [column >= since]
