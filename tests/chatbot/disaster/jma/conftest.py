"""Hand-made telegrams, which a test may change before it reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.disaster.jma.telegram import Telegram, read_telegram

FOLDER = Path(__file__).parent / "telegrams"
Bytes = Callable[..., bytes]
Read = Callable[..., Telegram]


@pytest.fixture
def made() -> Bytes:
    """Gives the bytes of a telegram, words replaced."""

    def give(name: str, *changes: tuple[str, str]) -> bytes:
        text = (FOLDER / f"{name}.xml").read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return text.encode()

    return give


@pytest.fixture
def read(made: Bytes) -> Read:
    """Reads a telegram, words replaced, without the help of a file name."""

    def give(name: str, *changes: tuple[str, str]) -> Telegram:
        return read_telegram(made(name, *changes))

    return give
