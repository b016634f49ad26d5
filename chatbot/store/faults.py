"""From a database's error to a `StoreError` that staff can act on.

Only the database's place (file, or host and name) and its code for the error are told. Its own
message is not: it may quote values, and a URL holds the password.
Codes: https://sqlite.org/rescode.html and PostgreSQL's appendix "Error Codes" (SQLSTATE).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from chatbot.errors import StoreError

_KEYS = (
    ("SQLITE_FULL", "store.full"),
    ("53100", "store.full"),
    ("SQLITE_READONLY", "store.read_only"),
    ("25006", "store.read_only"),
    ("42501", "store.read_only"),
    ("SQLITE_BUSY", "store.busy"),
    ("SQLITE_LOCKED", "store.busy"),
    ("SQLITE_CORRUPT", "store.damaged"),
    ("SQLITE_NOTADB", "store.damaged"),
    ("SQLITE_CANTOPEN", "store.unreachable"),
    ("57P", "store.unreachable"),
)


@contextmanager
def told_as_store_errors(place: str) -> Iterator[None]:
    """Raise a `StoreError` for whatever the database at `place` refuses in the block."""
    try:
        yield
    except PoolTimeoutError:
        raise StoreError("store.busy", place=place, code="QueuePool") from None
    except DBAPIError as error:
        code, key = _code_and_key(error)
        raise StoreError(key, place=place, code=code) from None


def _code_and_key(error: DBAPIError) -> tuple[str, str]:
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if code is None:
        # psycopg has no SQLSTATE while connecting (no server, no database, a wrong password) and
        # where the connection broke.
        return type(error.orig).__name__, "store.unreachable"
    key = next((key for start, key in _KEYS if code.startswith(start)), "store.failed")
    return code, key
