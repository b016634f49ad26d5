"""`open_store`: connect, bring the tables up to date, return the store."""

import logging

from sqlalchemy import Engine, inspect, text

from chatbot.errors import StoreError
from chatbot.store.engine import connect
from chatbot.store.faults import told_as_store_errors
from chatbot.store.store import Store
from chatbot.store.tables import REVISION

log = logging.getLogger(__name__)


def open_store(url: str) -> Store:
    """Open the store, creating or upgrading its tables; several processes may do so at once.

    Args:
        url: `sqlite:///<path>` (its folder is made) or `postgresql+psycopg://…`.

    Raises:
        StoreError: The database can't be reached or written, or a newer annai has used it.
    """
    engine, place = connect(url)
    try:
        _prepare(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, place)


def open_store_at_all(url: str) -> Store:
    """Open the store, or one of which every use fails until the database is back.

    Residents are answered without it. Tables that are missing or old are made at the next start.

    Raises:
        StoreError: The URL is of another kind, or its driver is missing.
    """
    engine, place = connect(url)
    try:
        _prepare(engine, place)
    except StoreError as error:
        log.error("store not usable: %s", error)  # noqa: TRY400  # the message says it all
    return Store(engine, place)


def _prepare(engine: Engine, place: str) -> None:
    with told_as_store_errors(place):
        if _revision(engine) != REVISION:
            # Importing Alembic takes longer than all the rest; most starts don't need it.
            from chatbot.store.upgrade import upgrade  # noqa: PLC0415  # see above

            upgrade(engine, place)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
