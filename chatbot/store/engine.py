"""Connections to SQLite and PostgreSQL.

SQLite runs in WAL mode, so that reading never waits for writing; `synchronous=NORMAL` is safe in it
(https://sqlite.org/wal.html). Python's own transaction control is off, because it begins late: a
write says `BEGIN IMMEDIATE` and waits its turn instead of failing half-way on another's lock.
"""

import errno
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from chatbot.errors import StoreError

WRITE = {"annai_begin": "BEGIN IMMEDIATE"}  # execution options of transactions that write
_PATIENCE_S = 10.0
_RETRY_S = 0.02
_CONNECT_S = 5


def connect(url: str) -> tuple[Engine, str]:
    """Return an engine and the name of its database's place for error messages.

    Raises:
        StoreError: The URL is of another kind, the driver is missing, or the folder can't be made.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise StoreError("store.bad_url") from None
    if parsed.drivername == "sqlite" and parsed.database:
        return _sqlite(parsed, parsed.database), parsed.database
    if parsed.drivername == "postgresql+psycopg":
        return _postgresql(parsed), _place(parsed)
    raise StoreError("store.bad_url")


def _place(url: URL) -> str:
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            connect_args={"connect_timeout": _CONNECT_S},
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError:
        raise StoreError("store.no_driver") from None


def _sqlite(url: URL, database: str) -> Engine:
    if not database.startswith("file:"):
        _make_folder(Path(database).parent)
    engine = create_engine(
        url,
        connect_args={"timeout": _PATIENCE_S, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "OSError")
        raise StoreError("store.unreachable", place=folder, code=code) from None


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401  # sqlite3's
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite doesn't wait here for another process that is switching as well."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("annai_begin", "BEGIN"))
