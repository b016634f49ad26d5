"""What patterns need, kept in a file: to compile and parse thousands of them takes a second.

A pattern that is in the file was compiled once, so it is one. The file goes by the patterns' own
text: whatever changes in them, no entry is ever wrong. It is thrown away with another version of
Python, whose `re` may read patterns differently.
"""

import json
import logging
import re
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from chatbot.needed import Grams, needed_by

log = logging.getLogger(__name__)


class KnownNeeds:
    """Says what a pattern needs (`chatbot.needed`).

    Args:
        path: The file, which `keep` writes; none keeps nothing.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read the file, if there is one that can be read."""
        self._path = path
        self._known = _read(path) if path else {}
        self._used: dict[str, list[str] | None] = {}

    def of(self, pattern: str) -> Grams | None:
        """Return what one of stands wherever a pattern is found; None: can't say.

        Raises:
            re.error: It is no regular expression.
        """
        if pattern not in self._used:
            self._used[pattern] = (
                self._known[pattern] if pattern in self._known else _found_out(pattern)
            )
        grams = self._used[pattern]
        return None if grams is None else frozenset(grams)

    def keep(self) -> None:
        """Write those that were asked for, if there is a new one; a full disk does no harm."""
        if self._path is None or self._used.keys() <= self._known.keys():
            return
        partial = self._path.with_suffix(f".{uuid4()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            content = {"python": sys.version, "needs": self._used}
            partial.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            partial.replace(self._path)
        except OSError as error:
            log.warning("patterns' needs not kept: %s", error)
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _found_out(pattern: str) -> list[str] | None:
    re.compile(pattern)
    grams = needed_by(pattern)
    return None if grams is None else sorted(grams)


def _read(path: Path) -> dict[str, list[str] | None]:
    try:
        content = json.loads(path.read_bytes())
        needs: dict[str, list[str] | None] = content["needs"] if _is_ours(content) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return needs


def _is_ours(content: dict[str, object]) -> bool:
    needs = content["needs"]
    return (
        content["python"] == sys.version
        and isinstance(needs, dict)
        and all(value is None or isinstance(value, list) for value in needs.values())
    )
