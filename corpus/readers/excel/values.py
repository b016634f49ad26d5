"""A cell's value as the text that Excel shows for it, as far as wording goes.

Excel stores `300円` as the number 300 with the format `#,##0"円"`, and a telephone number as a
number with the format `0000000000`. Dates become ISO dates, which every later step understands.
"""

import re
from datetime import date, datetime, time, timedelta

_FIXED = re.compile("0{2,}")
_THOUSANDS = "#,##0"
_QUOTED = re.compile(r'"(?P<text>[^"]*)"|\\(?P<sign>.)')
_DIGITS = re.compile(r"[#0?,]+(\.[#0?]+)?%?")


def shown(value: object, number_format: str) -> str:
    """Return the text of a cell's value, empty for no value."""
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, int | float):
        return _number(value, number_format.partition(";")[0])
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    return "" if value is None else str(value)


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value.isoformat()


def _number(value: float, number_format: str) -> str:
    if _FIXED.fullmatch(number_format) and value == int(value):
        return f"{int(value):0{len(number_format)}}"
    if number_format.endswith("%"):
        return f"{value * 100:.10g}%"
    plain = f"{value:,.10g}" if _THOUSANDS in number_format else f"{value:.15g}"
    return _with_words(plain, number_format)


def _with_words(number: str, number_format: str) -> str:
    """Put before and after the number what the format says in quotes."""
    digits = _DIGITS.search(number_format)
    if digits is None:
        return number
    before, after = number_format[: digits.start()], number_format[digits.end() :]
    return _words(before) + number + _words(after)


def _words(part: str) -> str:
    return "".join(match["text"] or match["sign"] or "" for match in _QUOTED.finditer(part)).strip()
