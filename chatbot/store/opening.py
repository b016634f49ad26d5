"""`open_store`: connect, bring the tables up to date, return the store."""

from sqlalchemy import Engine, inspect, text

from chatbot.store.engine import connect
from chatbot.store.faults import told_as_store_errors
from chatbot.store.store import Store
from chatbot.store.tables import REVISION


def open_store(url: str) -> Store:
    """Open the store, creating or upgrading its tables; several processes may do so at once.

    Args:
        url: `sqlite:///<path>` (its folder is made) or `postgresql+psycopg://…`.

    Raises:
        StoreError: The database can't be reached or written, or a newer annai has used it.
    """
    engine, place = connect(url)
    try:
        with told_as_store_errors(place):
            if _revision(engine) != REVISION:
                # Importing Alembic takes longer than all the rest; most starts don't need it.
                from chatbot.store.upgrade import upgrade  # noqa: PLC0415  # see above

                upgrade(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, place)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
