"""The process in which a PDF is read: `python -m corpus.readers.pdf.worker PATH MAX_PAGES SECONDS`.

It prints one JSON object: the blocks and metadata, or the key of the error and its details. What
pypdf logs about a file's faults is of no use to staff and is silenced.
"""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers.pdf.extract import extract
from corpus.readers.reading import Limits

MEMORY = 2 * 1024**3
"""Bytes of memory the process may take; large reports take a tenth of it."""


def main(arguments: list[str]) -> None:
    """Read the PDF named on the command line and print what it says."""
    path, max_pages, seconds = Path(arguments[0]), int(arguments[1]), float(arguments[2])
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    _limit(seconds)
    try:
        reading = extract(path, Limits(max_pages=max_pages, seconds=seconds))
    except ReadError as error:
        answer = {"error": error.key, "details": {k: str(v) for k, v in error.details.items()}}
    else:
        answer = asdict(reading)
    sys.stdout.write(json.dumps(answer))


def _limit(seconds: float) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows, where only the parent's clock counts
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    limit = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))


if __name__ == "__main__":
    main(sys.argv[1:])
