"""`open_store`: connect, bring the tables up to date, return the store."""

from chatbot.store.engine import connect
from chatbot.store.faults import told_as_store_errors
from chatbot.store.migrate import migrate
from chatbot.store.store import Store


def open_store(url: str) -> Store:
    """Open the store, creating or migrating its tables; several processes may do so at once.

    Args:
        url: `sqlite:///<path>` (its folder is made) or `postgresql+psycopg://…`.

    Raises:
        StoreError: The database can't be reached or written, or a newer annai has used it.
    """
    engine, place = connect(url)
    try:
        with told_as_store_errors(place):
            migrate(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, place)
