"""Other ways to write what a document says, as language models choose them: all of them true.

Digits of either width, hours of half a day, years of either calendar, amounts without commas or in
万, a legal basis left out, a word put in front.
"""

import random
import re
from collections.abc import Callable

_HOUR = re.compile(r"(?<![\d午前後:])(1[3-9]|2[0-3])時")
_YEAR = re.compile(r"(?<![\d和])20(19|2\d|3\d)年")
_AMOUNT = re.compile(r"(\d{1,3}),(\d{3})円")
_TEN_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3})0,000円")
_BASIS = re.compile(r"（根拠[^（）]*）")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_BEFORE = ("なお、", "また、", "", "", "")
_REIWA = 2018
_NOON = 12


def _wide(text: str) -> str:
    return text if "#" in text else text.translate(_WIDE)


def _half_days(text: str) -> str:
    return _HOUR.sub(lambda hour: f"午後{int(hour[1]) - _NOON}時", text)


def _reiwa(text: str) -> str:
    return _YEAR.sub(lambda year: f"令和{2000 + int(year[1]) - _REIWA}年", text)


def _amounts(text: str) -> str:
    return _AMOUNT.sub(r"\1\2円", _TEN_THOUSANDS.sub(r"\1万円", text))


def _without_basis(text: str) -> str:
    return _BASIS.sub("", text)


WAYS: tuple[Callable[[str], str], ...] = (
    str,
    _half_days,
    _wide,
    _reiwa,
    _amounts,
    _without_basis,
)


def said_otherwise(text: str, chance: random.Random) -> str:
    """Return a Japanese sentence in one of these ways; as it is where none changes it."""
    return chance.choice(_BEFORE) + chance.choice(WAYS)(text)
