"""Reading what a process of the command line says while it runs."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import httpx

PATIENCE_S = 120.0
"""A process that hasn't said it by then never will, on the slowest machine."""


def read_until(process: subprocess.Popen[str], part: str) -> str:
    """Return the first line of standard error that has `part` in it."""
    assert process.stderr is not None
    lines = []
    watchdog = Timer(PATIENCE_S, process.kill)
    watchdog.start()
    try:
        for line in process.stderr:
            lines.append(line)
            if part in line:
                return line
    finally:
        watchdog.cancel()
    raise AssertionError("".join(lines))


@contextmanager
def client_of(process: subprocess.Popen[str]) -> Iterator[httpx.Client]:
    """Wait until `annai serve` listens, and give a client."""
    line = read_until(process, "running on http")
    url = json.loads(line)["event"].split()[3]
    with httpx.Client(base_url=url, timeout=30) as client:
        yield client
