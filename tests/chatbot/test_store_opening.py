"""Opening: tables are made and upgraded by whoever comes first, and errors say what to do."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, text

from chatbot.answer import Mode, Status
from chatbot.errors import StoreError
from chatbot.settings import load_settings
from chatbot.store import Exchange
from chatbot.store.opening import open_store
from chatbot.store.tables import REVISION, Base


class PostgresServer(Protocol):
    """What the fixture `postgres` of conftest.py gives; pytest lets nobody import from there."""

    @property
    def url(self) -> str:
        """The URL of the server's own database."""

    @property
    def port(self) -> int:
        """Its port on the loopback."""

    @property
    def password(self) -> str:
        """The password in its URLs."""

    def start(self) -> None:
        """Start it."""

    def stop(self) -> None:
        """Stop it at once."""

    def new_database(self) -> str:
        """Return the URL of an empty place with options."""


ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def exchange(size: int = 10) -> Exchange:
    """Make an exchange with an answer of this size."""
    return Exchange(
        answer_id=str(uuid4()),
        conversation_id="conversation",
        asked_at=NOW,
        channel="web",
        language="ja",
        mode=Mode.NORMAL,
        status=Status.ANSWERED,
        reason="guidance",
        question_masked="hunter2",
        answer_text="x" * size,
    )


@contextmanager
def every_new_connection(statement: str) -> Iterator[None]:
    """Run a statement on each connection of SQLite that is opened in the block."""

    def run(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", run)
    try:
        yield
    finally:
        event.remove(Engine, "connect", run)


def test_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    """No column, type, index or key differs between the migrations and `tables.py`."""
    open_store(database_url).close()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == REVISION
    engine.dispose()


def test_opening_again_keeps_what_is_there(database_url: str) -> None:
    """A restart finds its rows."""
    kept = exchange()
    with closing(open_store(database_url)) as store:
        store.record(kept)
    with closing(open_store(database_url)) as store:
        assert store.history("conversation", 5) == [kept]


def test_processes_may_start_at_once(database_url: str) -> None:
    """Two processes that open an empty database at the same moment both succeed."""
    script = (
        "import sys, chatbot.store.upgrade\n"
        "from chatbot.store.opening import open_store\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "open_store(sys.argv[1]).close()\n"
    )
    processes = [
        subprocess.Popen(  # noqa: S603  # this Python
            [sys.executable, "-c", script, database_url],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    open_store(database_url).close()


def test_database_of_a_newer_version_is_refused(database_url: str) -> None:
    """An older program doesn't touch tables it doesn't know."""
    open_store(database_url).close()
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError) as caught:
        open_store(database_url)
    assert caught.value.key == "store.newer"


def test_sqlite_is_set_up_for_a_server(tmp_path: Path) -> None:
    """Its folder is made; it is in WAL mode."""
    path = tmp_path / "new" / "folder" / "annai.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_folder_with_an_odd_name(tmp_path: Path) -> None:
    """The default URL of the settings leads to the data directory, whatever it is called."""
    folder = tmp_path / "市 役所?#%41+"
    open_store(load_settings(data_dir=folder).resolved_database_url).close()
    assert (folder / "annai.db").is_file()


def test_reading_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    """A long write elsewhere doesn't stop residents' reading."""
    path = tmp_path / "annai.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.record(exchange())
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert len(store.history("conversation", 5)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "hunter2",
        "",
        "mysql://user:hunter2@localhost/annai",
        "postgresql://user:hunter2@localhost/annai",
        "sqlite://",
        "postgresql+psycopg://user:hunter2@localhost:port/annai",
    ],
)
def test_url_of_another_kind_is_refused(url: str) -> None:
    """The error says which forms there are, and not what was given."""
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.key == "store.bad_url"
    assert "hunter2" not in str(caught.value)


def test_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg the error says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"annai\[postgres\]"):
        open_store("postgresql+psycopg://user:hunter2@127.0.0.1/annai")


def test_folder_that_can_not_be_made(tmp_path: Path) -> None:
    """A file where the folder should be is named with the system's code."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match=r"EEXIST|ENOTDIR") as caught:
        open_store(f"sqlite:///{tmp_path}/file/annai.db")
    assert caught.value.key == "store.unreachable"
    assert str(tmp_path) in str(caught.value)


def test_sqlite_path_that_is_a_folder(tmp_path: Path) -> None:
    """A database that can't be opened is named."""
    with pytest.raises(StoreError, match="SQLITE_CANTOPEN") as caught:
        open_store(f"sqlite:///{tmp_path}")
    assert caught.value.key == "store.unreachable"


def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A damaged file is told as such, and left alone."""
    path = tmp_path / "annai.db"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}")
    assert caught.value.key == "store.damaged"
    assert path.read_bytes() == b"not a database" * 1000


def test_read_only_database(tmp_path: Path) -> None:
    """What is there can be read; writing is refused with the reason and without the text."""
    path = tmp_path / "annai.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.record(exchange())
        with closing(open_store(f"sqlite:///file:{path}?mode=ro&uri=true")) as reader:
            assert len(reader.history("conversation", 5)) == 1
            with pytest.raises(StoreError) as caught:
                reader.record(exchange())
    assert caught.value.key == "store.read_only"
    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_full_disk(tmp_path: Path) -> None:
    """Without room for the row: an error, no half row, and what was there stays."""
    url = f"sqlite:///{tmp_path}/annai.db"
    kept = exchange()
    with closing(open_store(url)) as store:
        store.record(kept)
    with every_new_connection("PRAGMA max_page_count=1"), closing(open_store(url)) as store:
        with pytest.raises(StoreError) as caught:
            store.record(exchange(size=100_000))
        assert caught.value.key == "store.full"
        assert store.history("conversation", 5) == [kept]


@pytest.mark.postgres
def test_wrong_password(postgres: PostgresServer) -> None:
    """The error names host and database, and neither user nor password."""
    with pytest.raises(StoreError) as caught:
        open_store(postgres.url.replace(postgres.password, "hunter2"))
    message = str(caught.value)
    assert caught.value.key == "store.unreachable"
    assert f"127.0.0.1:{postgres.port}/postgres" in message
    assert "hunter2" not in message


@pytest.mark.postgres
def test_read_only_postgresql(postgres: PostgresServer) -> None:
    """A standby, or a role that may only read, says so."""
    url = postgres.new_database()
    with closing(open_store(url)) as store:
        store.record(exchange())
    with closing(open_store(f"{url}+-cdefault_transaction_read_only=on")) as store:
        assert len(store.history("conversation", 5)) == 1
        with pytest.raises(StoreError) as caught:
            store.record(exchange())
    assert caught.value.key == "store.read_only"


@pytest.mark.postgres
def test_server_that_dies_and_comes_back(postgres: PostgresServer) -> None:
    """While it is dead every call is a clear error without the password; then all goes on."""
    kept = exchange()
    with closing(open_store(postgres.new_database())) as store:
        store.record(kept)
        postgres.stop()
        try:
            for call in (store.ping, lambda: store.record(exchange()), store.ping):
                with pytest.raises(StoreError) as caught:
                    call()
                assert caught.value.key == "store.unreachable"
                assert postgres.password not in str(caught.value)
        finally:
            postgres.start()
        store.ping()
        assert store.history("conversation", 5) == [kept]
