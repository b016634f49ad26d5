"""A server's start: from the start of its process until `/readyz` says that it is ready."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter, sleep

from chatbot.settings import PREFIX
from eval.bench.large_index import LargeIndex
from eval.bench.result import StartFigures, rounded
from eval.errors import EvalError

PATIENCE_S = 120.0
_HOST = "127.0.0.1"
_LOOK_S = 0.005


def measure_start(
    serve: Sequence[str], index: LargeIndex, city: str, models: Path, starts: int
) -> StartFigures:
    """Start a server several times on an index, in a data directory of its own.

    Args:
        serve: The command, without options.
        index: The index.
        city: Slug or path of the city it is of.
        models: Where the embedder's model file is.
        starts: How many count; one before them makes the database.

    Raises:
        EvalError: The server ends, or isn't ready in `PATIENCE_S`.
    """
    with TemporaryDirectory(prefix="annai-bench-") as folder:
        data_dir = Path(folder)
        (data_dir / "index").symlink_to(index.root.resolve())
        (data_dir / "models").symlink_to(models.resolve())
        environment = environment_of(city, data_dir)
        seconds = [_start(serve, environment) for _ in range(starts + 1)][1:]
    return StartFigures(seconds=rounded(median(seconds)), starts=starts, chunks=index.chunks)


def environment_of(city: str, data_dir: Path) -> dict[str, str]:
    """Return ours with none of annai's settings but these."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**others, f"{PREFIX}CITY": city, f"{PREFIX}DATA_DIR": str(data_dir)}


def _start(serve: Sequence[str], environment: Mapping[str, str]) -> float:
    began = perf_counter()
    with served([*serve, "--host", _HOST, "--port", "{port}"], environment):
        return perf_counter() - began


@contextmanager
def served(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[int]:
    """Start a server, and give its port as soon as it is ready; it ends with the block.

    Args:
        command: With `{port}` where the port goes.
        environment: All of it.

    Raises:
        EvalError: The server ends, or isn't ready in `PATIENCE_S`.
    """
    port = free_port()
    command = [part.format(port=port) for part in command]
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        began = perf_counter()
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, env=dict(environment), stdout=said, stderr=said
        )
        try:
            while not is_ready(port):
                if process.poll() is not None or perf_counter() - began > PATIENCE_S:
                    said.seek(0)
                    raise EvalError("bench.start", reason=said.read().strip()[-500:])
                sleep(_LOOK_S)
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def is_ready(port: int) -> bool:
    """Tell whether a server is ready."""
    connection = HTTPConnection(_HOST, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
