"""Telephone numbers (総務省 電気通信番号計画): which are personal and which anyone may call.

Ten digits from 01 to 09 are a landline, eleven from 050, 060, 070, 080, 090 an IP or mobile
telephone. Stay: services (0120, 0800, 0570, 0180, 0990), what is public, and everything shorter
(110, 119, #7119). A landline that is nobody's office as far as we know is a resident's.
"""

import re

from chatbot.masking.public import Public
from chatbot.masking.runs import Groups, digits, lengths, windows

_SERVICE = re.compile(r"0(?:120|570|180|990)\d{6}|0800\d{7}")
_MOBILE = re.compile(r"0[5-9]0\d{8}")
_LANDLINE = re.compile(r"0(?![5-9]0)[1-9]\d{8}")
_JAPAN = re.compile(r"81(?:0?)(\d{9,10})")
_ABROAD = re.compile(r"(?!81)[1-9]\d{8,14}")  # ITU-T E.164: 15 digits at most
_SIZES = (10, 11)
_SIZES_ABROAD = (9, 15)
_MOST_GROUPS = 4


def callable_by_all(groups: Groups, start: int, public: Public) -> Groups | None:
    """Return the groups from `start` that are a service or public number."""
    for window in windows(groups, start, _SIZES):
        number = digits(window)
        if number in public.phones or _SERVICE.fullmatch(number):
            return window
    return None


def personal(groups: Groups, start: int) -> Groups | None:
    """Return the groups from `start` that are another telephone number."""
    for window in windows(groups, start, _SIZES):
        number, sizes = digits(window), lengths(window)
        if _LANDLINE.fullmatch(number) and _reads_as_landline(sizes):
            return window
        if _MOBILE.fullmatch(number) and _reads_as_mobile(sizes):
            return window
    return None


def international(groups: Groups, public: Public) -> tuple[Groups, bool] | None:
    """Return the groups after a `+` that are a telephone number, and whether anyone may call it."""
    found = None
    for window in windows(groups, 0, _SIZES_ABROAD):
        number = digits(window)
        japan = _JAPAN.fullmatch(number)
        if japan and _is_phone(f"0{japan[1]}"):
            return window, f"0{japan[1]}" in public.phones
        if _ABROAD.fullmatch(number):
            found = window, number in public.phones
    return found


def _is_phone(number: str) -> bool:
    return any(form.fullmatch(number) for form in (_LANDLINE, _MOBILE))


def _reads_as_landline(sizes: tuple[int, ...]) -> bool:
    """047-366-1111, 0473-66-1111, 047-3661111, 0473661111; not ten digits out of a list."""
    return sizes[0] > 1 and (len(sizes) < 3 or (len(sizes) == 3 and sizes[-1] == 4))  # noqa: PLR2004  # the forms above


def _reads_as_mobile(sizes: tuple[int, ...]) -> bool:
    return len(sizes) <= _MOST_GROUPS or set(sizes) == {1}
