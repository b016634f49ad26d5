"""What a text states in figures: telephone numbers, dates, times, money, quantities, weekdays.

Every figure is read once, by the first kind it fits, so that the digits of a telephone number are
no amount. A figure of one kind never bears out one of another.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chatbot.verification.numerals import in_one_form
from chatbot.verification.units import UNIT, english_amounts, is_known, unit_of
from chatbot.verification.weekdays import weekdays


class Kind(StrEnum):
    """What a figure is of."""

    PHONE = "phone"
    DATE = "date"
    TIME = "time"
    MONEY = "money"
    ADDRESS = "address"
    QUANTITY = "quantity"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure.

    Attributes:
        value: In one form: digits of a telephone number; `2026-4-1` or `-4-1` of a date; `17:00`;
            yen; a number; a weekday's number.
        unit: Of a quantity, in one form for all languages; empty where there is none.
    """

    kind: Kind
    value: str
    unit: str = ""


ORDINAL = "第"
"""Stands for the unit of 第3 and #9110, which are no amounts."""

_Read = Callable[[re.Match[str]], tuple[str] | tuple[str, str] | None]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(
    r"(?<![\d.])\(?0\d{1,4}\)?[-‐−–ー( .]?\d{1,4}[-‐−–ー) .]?\d{3,4}(?!\d)|0\d{3}-\d{4}-\d{2}(?!\d)"
)
_ADDRESS = re.compile(
    r"〒?\s*\d{3}-\d{4}(?!-?\d)|\d+(?:番地(?:の\d+)?|番(?=\d)|丁目)(?:\d+号)?|(?<![\d-])\d+-\d+(?:-\d+)?(?![\d-])"
)
_YEAR_SIGN, _MONTH_SIGN = re.compile("[年년]"), re.compile("[月월]")
_LATIN_MONTH, _VIETNAMESE = re.compile(rf"\b{_MONTH}\b"), re.compile("tháng|ngày")
_DATES = (
    (
        _YEAR_SIGN,
        re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일])?"),
        (1, 2, 3),
    ),
    (None, re.compile(r"(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)"), (1, 2, 3)),
    (
        _MONTH_SIGN,
        re.compile(r"(?<!\d)(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]"),
        (0, 1, 2),
    ),
    (
        _LATIN_MONTH,
        re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?\b"),
        (3, 1, 2),
    ),
    (
        _LATIN_MONTH,
        re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(\d{{4}}))?\b"),
        (3, 2, 1),
    ),
    (
        _VIETNAMESE,
        re.compile(
            r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s*(?:,|năm)\s*(\d{4}))?"
            r"|ngày\s+(\d{1,2})/(\d{1,2})(?:/(\d{4}))?"
        ),
        (3, 2, 1),
    ),
    (_VIETNAMESE, re.compile(r"tháng\s+(\d{1,2})/(\d{4})"), (2, 1, 0)),
    (_YEAR_SIGN, re.compile(r"(?<!\d)(\d{4})\s*[年년](?:度)?"), (1, 0, 0)),
    (_LATIN_MONTH, re.compile(rf"\b{_MONTH}\s+(\d{{4}})\b"), (2, 1, 0)),
    (_MONTH_SIGN, re.compile(r"(?<![\d間])(\d{1,2})\s*[月월](?![間間])"), (0, 1, 0)),
)
_HALF = r"(午前|午後|上午|下午|中午|早上|晚上|오전|오후|朝|夜|夕方|正午)?"
_OCLOCK = r"(?:時|时|點|시|giờ|(?(1)点|点(?=钟|整|半|\d{1,2}分)))(?!間|间|期|간)"
_PAST = r"(?:(\d{1,2})\s*(?:分|분|phút)?|(半|반|rưỡi))?"
_TIME = re.compile(
    rf"{_HALF}\s*(?<!\d)(\d{{1,2}})(?:\s*{_OCLOCK}\s*{_PAST}"
    r"|[:：](\d{2})(?!\d))\s*(a\.?m\.?|p\.?m\.?|sáng|chiều|tối)?"
    r"|(?<!\d)(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?![a-z])"
)
_AFTERNOON = frozenset({"午後", "下午", "晚上", "오후", "夜", "夕方", "chiều", "tối", "pm"})
_MONEY = re.compile(
    r"(?:¥|￥)\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:円|日元|日圆|日圓|엔|yen\b|jpy\b|yên\b)"
)
_QUANTITY = re.compile(rf"([第#]\s*)?(?<![\d.])(\d+(?:\.\d+)?)\s*-?\s*({UNIT})?")


def facts_of(text: str) -> frozenset[Fact]:
    """Return the figures of a text."""
    plain = english_amounts(in_one_form(text))
    days = {Fact(Kind.WEEKDAY, day) for day in weekdays(plain)}
    return frozenset(days | {fact for _, _, fact in placed_facts(plain)})


def placed_facts(plain: str) -> list[tuple[int, int, Fact]]:
    """Return the figures of a text with where they begin and end; weekdays aside.

    Args:
        plain: In one form (`numerals.in_one_form`).
    """
    found: list[tuple[int, int, Fact]] = []
    if not _DIGIT.search(plain):
        return found
    for kind, needs, pattern, read in _READERS:
        if needs and not needs.search(plain):
            continue
        rest: list[str] = []
        at = 0
        for match in pattern.finditer(plain):
            fact = read(match)
            if fact is None:
                continue
            found.append((match.start(), match.end(), Fact(kind, *fact)))
            rest += [plain[at : match.start()], "|" * (match.end() - match.start())]
            at = match.end()
        plain = "".join([*rest, plain[at:]])
    return found


def _phone(match: re.Match[str]) -> tuple[str] | None:
    digits = re.sub(r"\D", "", match[0])
    return (digits,) if len(digits) in {10, 11} else None


def _address(match: re.Match[str]) -> tuple[str]:
    return (re.sub(r"番地?の?|丁目|号", "-", re.sub(r"[〒\s]", "", match[0])).strip("-"),)


def _date(order: tuple[int, int, int]) -> _Read:
    def read(match: re.Match[str]) -> tuple[str] | None:
        groups = [None, *match.groups()]
        if len(groups) > 6 and groups[4]:  # noqa: PLR2004  # the second way to write it
            groups = [None, *match.groups()[3:]]
        year, month, day = ((groups[at] if at else None) or "" for at in order)
        month = str(_MONTHS.index(month[:3]) + 1) if month[:3] in _MONTHS else month
        parts = [str(int(part)) if part else "" for part in (year, month, day)]
        return ("-".join(parts).rstrip("-") if any(parts) else "",)

    return read


def _time(match: re.Match[str]) -> tuple[str] | None:
    before, hour, minutes, half, after_colon, after, bare, short = match.groups()
    value = int(hour or bare)
    mark = (after or short or "").replace(".", "")
    if value < 12 and (before in _AFTERNOON or mark in _AFTERNOON):  # noqa: PLR2004
        value += 12
    minute = 30 if half else int(minutes or after_colon or 0)
    return (f"{value}:{minute:02}",) if value <= 24 and minute < 60 else None  # noqa: PLR2004


def _money(match: re.Match[str]) -> tuple[str]:
    return (_number(match[1] or match[2]),)


def _quantity(match: re.Match[str]) -> tuple[str, str]:
    return (_number(match[2]), ORDINAL if match[1] else unit_of(match[3] or ""))


def _number(digits: str) -> str:
    value = float(digits)
    return str(int(value)) if value == int(value) else str(value)


def _readers() -> Iterator[tuple[Kind, re.Pattern[str] | None, re.Pattern[str], _Read]]:
    """Yield each kind, what a text must hold for it to be looked for, its pattern and reading."""
    yield Kind.PHONE, None, _PHONE, _phone
    for needs, pattern, order in _DATES[:2]:
        yield Kind.DATE, needs, pattern, _date(order)
    yield Kind.TIME, None, _TIME, _time
    yield Kind.ADDRESS, None, _ADDRESS, _address
    for needs, pattern, order in _DATES[2:]:
        yield Kind.DATE, needs, pattern, _date(order)
    yield Kind.MONEY, None, _MONEY, _money
    yield Kind.QUANTITY, None, _QUANTITY, _quantity


_READERS = tuple(_readers())


def borne_out(fact: Fact, facts: frozenset[Fact]) -> bool:
    """Return whether a figure stands among those of its sources.

    A date may be told with less than the source tells (4月1日 for 2026年4月1日), not with more. A
    quantity without a unit, or whose unit isn't known, needs the same number.
    """
    if fact in facts:
        return True
    if fact.kind is Kind.DATE:
        return any(_is_part(fact.value, other.value) for other in facts if other.kind is fact.kind)
    if fact.kind is Kind.QUANTITY:
        return _counted(fact, facts)
    return False


def _counted(fact: Fact, facts: frozenset[Fact]) -> bool:
    """Return whether a quantity stands among others; a bare one may be a date's year."""
    same = [other for other in facts if other.value == fact.value]
    units = {known_unit(other.unit) for other in same if other.kind is fact.kind}
    unit = known_unit(fact.unit)
    if units and (unit in {"", ORDINAL} or "" in units):
        return True
    dates = (other.value for other in facts if other.kind is Kind.DATE)
    return not unit and any(date.partition("-")[0] == fact.value for date in dates)


def known_unit(unit: str) -> str:
    """Return a unit that can be told from others: a counter that isn't known is none."""
    return unit if unit == ORDINAL or is_known(unit) else ""


def _is_part(told: str, source: str) -> bool:
    mine, theirs = ([*value.split("-"), "", ""] for value in (told, source))
    return all(not own or own == other for own, other in zip(mine[:3], theirs[:3], strict=True))
