"""Readers of the formats a city's documents come in: `read` turns any of them into blocks.

Each format is a module with a function `read(path, options, limits)`, loaded when a file of that
format is first read, so that importing this package costs nothing.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from corpus.errors import ReadError
from corpus.readers.reading import Limits, Reading, Row, TableOptions

__all__ = ["SUFFIXES", "Limits", "ReadError", "Reading", "Row", "TableOptions", "read"]

_MODULES = {
    ".csv": "csv_table",
    ".docx": "word",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".pdf": "pdf",
    ".tsv": "csv_table",
    ".txt": "plain",
    ".xlsx": "excel",
}
SUFFIXES = frozenset(_MODULES)


class _Reader(Protocol):
    def read(self, path: Path, options: TableOptions, limits: Limits) -> Reading: ...


def read(path: Path, options: TableOptions | None = None, limits: Limits | None = None) -> Reading:
    """Read a document of any supported format.

    Args:
        path: The file; its suffix, one of `SUFFIXES` in any case, tells the format.
        options: What a sidecar says about a table; other formats have no use for it.
        limits: What the file may cost.

    Raises:
        ReadError: The file can't be read. The key says why: `read.missing`, `read.unsupported`,
            `read.too_large`, `read.empty`, `read.damaged`, `read.encrypted`, `read.binary`,
            `read.encoding`, `read.front_matter`, `read.open_quote`, `read.too_slow` and, for
            PDFs, `read.scanned`, `read.garbled`, `read.too_many_pages`.
    """
    limits = limits or Limits()
    reader = _reader(path)
    _check_size(path, limits)
    reading = reader.read(path, options or TableOptions(), limits)
    if not reading.blocks and not reading.faqs:
        raise ReadError("read.empty", path=path)
    return reading


def _reader(path: Path) -> _Reader:
    name = _MODULES.get(path.suffix.lower())
    if name is None:
        formats = " ".join(sorted(SUFFIXES))
        raise ReadError("read.unsupported", path=path, suffix=path.suffix, formats=formats)
    return cast("_Reader", import_module(f"corpus.readers.{name}"))


def _check_size(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    if size is None:
        raise ReadError("read.missing", path=path)
    if size == 0:
        raise ReadError("read.empty", path=path)
    if size > limits.max_bytes:
        raise ReadError("read.too_large", path=path, size=size, limit=limits.max_bytes)
