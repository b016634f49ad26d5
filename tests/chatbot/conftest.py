"""A real PostgreSQL for tests marked `postgres`, and small indexes with a hashing embedder."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest

from chatbot.decision import Decision, Verdict
from chatbot.service import Chatbot, index_dir, open_chatbot
from chatbot.settings import load_settings
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from corpus.corpus import read_corpus
from corpus.layout import CityLayout
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import NOON, build
from tests.hashed_embedder import HashedEmbedder

_BINARIES = Path("/usr/lib/postgresql")
_ACCOUNT = "postgres"  # PostgreSQL refuses to run as root


@dataclass(frozen=True)
class PostgresServer:
    """A cluster in a temporary folder."""

    binaries: Path
    folder: Path
    port: int
    password: str
    numbers: Iterator[int]

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k '' -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", log, "-o", options)

    def stop(self) -> None:
        """Stop at once, as a crash of the machine would."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.data))

    def make(self) -> None:
        """Create the cluster's files; connections need the password."""
        password = self.folder / "password"
        password.write_text(self.password, "utf-8")
        secure = ("--auth=scram-sha-256", f"--pwfile={password}", f"--username={_ACCOUNT}")
        fast = ("--no-sync", "--encoding=UTF8", "--locale=C")
        self._run("initdb", "-D", str(self.data), *secure, *fast)

    def new_database(self) -> str:
        """Return the URL of an empty place: a schema, which is made faster than a database."""
        schema = f"annai_{next(self.numbers)}"
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return f"{self.url}?options=-csearch_path={schema}"

    @property
    def url(self) -> str:
        """The URL of the server's own database."""
        return f"postgresql+psycopg://{_ACCOUNT}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def data(self) -> Path:
        """The cluster's files."""
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603  # PostgreSQL's own programs
            [self.binaries / program, *arguments],
            cwd=self.folder,
            user=_ACCOUNT if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Give a running server; it is stopped and deleted at the end."""
    installed = sorted(_BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not installed:
        pytest.skip(f"PostgreSQL is not installed in {_BINARIES}")
    folder = Path(tempfile.mkdtemp(prefix="annai-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _ACCOUNT)
    server = PostgresServer(installed[-1], folder, _free_port(), token_hex(), count())
    try:
        server.make()
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/annai.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Give an empty store."""
    with closing(open_store(database_url)) as opened:
        yield opened


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def tokenizer() -> SudachiTokenizer:
    """The tokenizer; its dictionary is opened once."""
    return SudachiTokenizer()


@pytest.fixture(scope="session")
def engines(tokenizer: SudachiTokenizer) -> Engines:
    """What searching needs, with the hashing embedder."""
    return Engines(HashedEmbedder(), tokenizer)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Callable[[Verdict], None]:
    """Fixes the verdict on every search: where the thresholds lie is another matter."""

    def fix(verdict: Verdict) -> None:
        decision = Decision(verdict, 0.5)
        monkeypatch.setattr("chatbot.finding.decide", lambda _: decision)

    return fix


@pytest.fixture
def make_chatbot(
    small_city: CityLayout, tmp_path: Path, engines: Engines
) -> Iterator[Callable[..., Chatbot]]:
    """Opens chatbots of the small city with the hashing embedder, and closes them."""
    with ExitStack() as opened:

        def make(now: datetime = NOON, *, indexed: bool = True, **overrides: object) -> Chatbot:
            given = {"city": str(small_city.root), "data_dir": tmp_path / "data", **overrides}
            settings = load_settings(**given)
            if indexed:
                corpus = read_corpus(small_city)
                words = CityWords(corpus.departments, corpus.synonyms, corpus.wordings)
                snapshots = Snapshots(index_dir(settings))
                snapshots.publish(build(snapshots, engines, corpus.documents, words))
            chatbot = open_chatbot(settings, lambda: now, engines)
            opened.callback(chatbot.close)
            return chatbot

        yield make
