"""`NAME.EXT.toml`: what a city says about a file beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers import TableOptions


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Content of a sidecar.

    Attributes:
        metadata: What DESIGN §4 names.
        table: How to read a table, `[table]`.
        shelters: Which columns say what about shelters, `[shelters]`; None without it.
    """

    metadata: Mapping[str, object]
    table: TableOptions
    shelters: Mapping[str, object] | None = None


def read_sidecar(path: Path, name: str) -> Sidecar:
    """Read a sidecar; a file without one has none of it.

    Args:
        path: Where it may be.
        name: What to call it in the error.

    Raises:
        CorpusError: It is no TOML, or `[table]` says something unknown.
    """
    if not path.is_file():
        return Sidecar({}, TableOptions())
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        table = TableOptions(**raw.pop("table", {}))
        shelters = raw.pop("shelters", None)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise CorpusError("metadata.sidecar", path=name, reason=error) from None
    return Sidecar(raw, table, shelters)
