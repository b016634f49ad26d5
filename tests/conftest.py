"""What every folder of tests shares: no network, a small city, its index, the command line."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import settings

from chatbot.publishing import Publisher
from chatbot.service import open_engines
from chatbot.settings import Settings, load_settings
from corpus.document import Document
from corpus.layout import CityLayout
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import NO_WORDS, open_index, silent
from tests.small_city import FILES

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

REPOSITORY = Path(__file__).parents[1]
RUN = "import sys; from channels.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Ctrl+C reaches the processes that tests start, even where a shell has switched it off."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Ended:
    """How a call of the command line ended."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> None:
    """No test reaches the network: an attempt fails the test, whatever the code does about it."""
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if isinstance(host, str) and not _is_loopback(host):
        pytest.fail(f"network: {event} {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"", "localhost"}


@pytest.fixture(scope="session")
def embedder_cache() -> Path:
    """Where the bundled embedder's model file is kept: ANNAI_TEST_CACHE or `var/test-cache`."""
    return Path(os.environ.get("ANNAI_TEST_CACHE", REPOSITORY / "var" / "test-cache"))


@pytest.fixture
def small_city(tmp_path: Path) -> CityLayout:
    """A city's directory that a test may change."""
    return _write_city(tmp_path / "city")


@pytest.fixture
def new_data_dir(tmp_path: Path, embedder_cache: Path) -> Path:
    """A data directory without an index; the embedder's model is there."""
    return _make_data_dir(tmp_path / "data", embedder_cache)


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory, embedder_cache: Path) -> Path:
    """The index directory of the small city, built and published once."""
    root = tmp_path_factory.mktemp("small-city")
    settings = load_settings(
        city=str(_write_city(root / "city").root),
        data_dir=_make_data_dir(root / "data", embedder_cache),
    )
    publisher = Publisher(settings, open_engines(settings))
    publisher.publish(publisher.build(silent).snapshot, "test")
    return settings.data_dir / "index"


@pytest.fixture
def city_settings(
    small_city: CityLayout, new_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Settings of the small city without an index; the environment holds them too."""
    monkeypatch.setenv("ANNAI_CITY", str(small_city.root))
    monkeypatch.setenv("ANNAI_DATA_DIR", str(new_data_dir))
    return load_settings()


@pytest.fixture
def published_settings(city_settings: Settings, _published: Path) -> Settings:
    """The same with the city's index, which a test may change."""
    shutil.copytree(_published, city_settings.data_dir / "index")
    return city_settings


@pytest.fixture
def annai(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Calls the command line in this process, with the environment of the test."""
    from channels.cli.main import main  # noqa: PLC0415  # most tests need no command line

    def call(*arguments: str) -> Ended:
        capsys.readouterr()
        status = main(arguments)
        return Ended(status, *capsys.readouterr())

    return call


@pytest.fixture
def annai_process() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command line as a process of its own, and ends what still runs.

    `before` is Python that the process runs first, `stdin` a file descriptor.
    """
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, before: str = "", stdin: int | None = None) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", f"{before}\n{RUN}", *arguments],
            cwd=REPOSITORY,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _write_city(root: Path) -> CityLayout:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return CityLayout(root)


def _make_data_dir(root: Path, embedder_cache: Path) -> Path:
    embedder_cache.mkdir(parents=True, exist_ok=True)
    root.mkdir()
    (root / "models").symlink_to(embedder_cache.resolve())
    return root


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """An index directory that isn't there yet."""
    return Snapshots(tmp_path / "index")


@pytest.fixture
def make_index(snapshots: Snapshots, engines: Engines) -> Callable[..., Index]:
    """Builds a snapshot of some documents and opens it; each folder names its `engines`."""

    def make(documents: Sequence[Document], words: CityWords = NO_WORDS) -> Index:
        return open_index(snapshots, engines, documents, words)

    return make
