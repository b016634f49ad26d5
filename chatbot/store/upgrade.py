"""Bring the tables to this version, whoever else is starting at the same moment.

Everything happens in one transaction that others wait for: SQLite's write lock, or an advisory lock
of PostgreSQL. Who comes second finds nothing left to do.
"""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, func, select

from chatbot.errors import StoreError
from chatbot.store.engine import WRITE

_LOCK = 0x616E6E6169  # "annai"


def upgrade(engine: Engine, place: str) -> None:
    """Create or upgrade the tables.

    Raises:
        StoreError: A newer version of annai has been here.
        sqlalchemy.exc.DBAPIError: The database refused.
    """
    config = Config()
    config.set_main_option("script_location", "chatbot.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.execution_options(**WRITE).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StoreError("store.newer", place=place) from None
