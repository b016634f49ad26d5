"""Message catalogues: texts that people read live in TOML files, not in code.

A catalogue is a package folder `messages/` with one file per language, `ja.toml` always among
them. A file is flat or has tables; a key is the dotted path (`read.encrypted`). Placeholders are
those of `str.format`. A language without a key falls back to Japanese.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FALLBACK = "ja"


class Catalogue:
    """The messages of one package.

    Args:
        package: Name of the package that holds `messages/<language>.toml`.
    """

    def __init__(self, package: str) -> None:
        """Name the package; its files are read when a text is first asked for."""
        self._package = package

    def text(
        self,
        key: str,
        language: str = FALLBACK,
        details: Mapping[str, object] | None = None,
        **more: object,
    ) -> str:
        """Return the message of `key` in `language`, its placeholders filled in.

        Values come as a mapping or by name.

        Raises:
            KeyError: The key is in neither the language's file nor the Japanese one.
        """
        message = self._find(key, language)
        if not isinstance(message, str):
            raise KeyError(key)
        values = {**(details or {}), **more}
        return message.format(**values) if values else message

    def texts(self, key: str, language: str = FALLBACK) -> tuple[str, ...]:
        """Return the list of texts under `key`, e.g. example questions.

        Raises:
            KeyError: The key is missing or is not a list.
        """
        message = self._find(key, language)
        if not isinstance(message, list):
            raise KeyError(key)
        return tuple(str(item) for item in message)

    def _find(self, key: str, language: str) -> object:
        for messages in (_read(self._package, language), _read(self._package, FALLBACK)):
            if key in messages:
                return messages[key]
        raise KeyError(key)


@cache
def _read(package: str, language: str) -> Mapping[str, object]:
    file = files(package) / "messages" / f"{language}.toml"
    if not file.is_file():
        return {}
    return dict(_flatten(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs
