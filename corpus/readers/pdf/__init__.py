"""PDFs: text put together from its places on the page, read in a process of its own.

A hostile or broken PDF can keep a parser busy for ever inside a single page, where no check of the
clock between pages helps, and Python can't stop a thread. So each PDF is read in a child process
that is killed when its time is up and that can't take the server's memory. It is started as a
command, not through `multiprocessing`, which would run the caller's main module again. That costs
0.3 s a file, little beside the 40 ms each page takes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.document import Block, BlockKind
from corpus.errors import ReadError
from corpus.readers.reading import Hidden, Limits, Reading, TableOptions

__all__ = ["read"]

_ROOT = Path(__file__).parents[3]
"""Where the package `corpus` is, for the child to find it as well."""


def read(path: Path, _options: TableOptions, limits: Limits) -> Reading:
    """Read a PDF.

    Raises:
        ReadError: `read.damaged`, `read.encrypted`, `read.too_many_pages`, `read.too_slow` or
            `read.too_large`; if no page could be read `read.garbled`, `read.scanned` or
            `read.empty`.
    """
    command = [sys.executable, "-P", "-m", "corpus.readers.pdf.worker"]
    arguments = [str(path.absolute()), str(limits.max_pages), str(limits.seconds)]
    places = [str(_ROOT), *filter(None, sys.path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; no shell
            [*command, *arguments],
            check=True,
            timeout=limits.seconds,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise ReadError("read.too_slow", path=path, seconds=limits.seconds) from None
    except subprocess.CalledProcessError as error:  # killed, or a fault of ours that it tells
        raise ReadError("read.damaged", path=path) from error
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise ReadError(answer["error"], **{**answer["details"], "path": path})
    return _reading(answer)


def _reading(answer: Mapping[str, Any]) -> Reading:
    return Reading(
        blocks=tuple(
            Block(
                text=block["text"],
                kind=BlockKind(block["kind"]),
                headings=tuple(block["headings"]),
                page=block["page"],
            )
            for block in answer["blocks"]
        ),
        metadata=answer["metadata"],
        unread_pages=tuple(answer["unread_pages"]),
        hidden=tuple(Hidden(**each) for each in answer["hidden"]),
    )
