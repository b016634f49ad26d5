"""Personal numbers in the runs of digits of a text.

A run may hold several numbers, and any part of it might be one. So that neither a number is missed
nor a list of years taken for one, a run is looked at in these steps, each at what is left:

1. what a label or a `+` before the run says about its first groups;
2. groups written as on cards (12 digits or 4-4-4, the brands' blocks, digit by digit) whose check
   digit is right;
3. from left to right, what stays (dates, postcodes, services, public numbers) and telephones;
4. a rest that is right as a whole, however it is divided.

Each step decides from the groups it gets and from text that is no digit, so a second look at a
masked text decides the same.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatbot.masking.checks import SIZES, kind_of
from chatbot.masking.labels import labelled
from chatbot.masking.phones import callable_by_all, international, personal
from chatbot.masking.public import Public
from chatbot.masking.runs import Groups, digits, lengths, runs, windows
from chatbot.masking.span import Kind, Span

_BLOCKS = ((4, 4, 4), (6, 6), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (6, 13))
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:19|20)\d\d(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])")
_DECIMALS = re.compile(r"\d{1,3}\.\d{4,} +\d{1,3}\.\d{4,}")
_DATE_SIZES = ((8,), (4, 1, 1), (4, 1, 2), (4, 2, 1), (4, 2, 2))
_DATE_DIGITS = (6, 8)
_POSTCODE_SIZES = (3, 4)
_POSTCODE_SIGN = re.compile(r"(?:〒|郵便番号)[^\d〕]{0,3}$")
_POSTCODE_REACH = 8


class _Claim(NamedTuple):
    """Groups `start` up to `stop` are dealt with: of a kind, or to stay."""

    start: int
    stop: int
    kind: Kind | None


def number_spans(folded: str, public: Public) -> Iterator[Span]:
    """Yield each personal number, in the order of the text."""
    for run in runs(folded):
        yield from sorted(_in_run(folded, run, public))


def _in_run(folded: str, run: Groups, public: Public) -> Iterator[Span]:
    parts = [run]
    for step in (_announced, _checked, _read_along, _whole):
        rest: list[Groups] = []
        for part in parts:
            claims = step(folded, part, public)
            rest += _between(part, claims)
            for claim in claims:
                if claim.kind is not None:
                    yield _span(folded, part[claim.start : claim.stop], claim.kind)
        parts = rest


def _announced(folded: str, part: Groups, public: Public) -> list[_Claim]:
    if _stays(folded, part, 0, public):
        return []
    if folded[part[0].start - 1 : part[0].start] == "+" and (call := international(part, public)):
        window, is_public = call
        return [_Claim(0, len(window), None if is_public else Kind.PHONE)]
    if named := labelled(folded, part):
        window, kind = named
        return [_Claim(0, len(window), kind)]
    return []


def _checked(_folded: str, part: Groups, _public: Public) -> list[_Claim]:
    """Claim blocks with a right check digit; where two overlap, both, for either may be the one."""
    claims: list[_Claim] = []
    for start in range(len(part)):
        right = [
            _Claim(start, start + len(window), kind)
            for window in windows(part, start, SIZES)
            if _is_in_blocks(lengths(window)) and (kind := _kind(window))
        ]
        if right and claims and start < claims[-1].stop:
            last = claims.pop()
            claims.append(_Claim(last.start, max(last.stop, right[-1].stop), last.kind))
        elif right:
            claims.append(right[-1])
    return claims


def _read_along(folded: str, part: Groups, public: Public) -> list[_Claim]:
    claims: list[_Claim] = []
    at = 0
    while at < len(part):
        if window := _stays(folded, part, at, public):
            claims.append(_Claim(at, at + len(window), None))
        elif window := personal(part, at):
            claims.append(_Claim(at, at + len(window), Kind.PHONE))
        at = claims[-1].stop if window else at + 1
    return claims


def _whole(folded: str, part: Groups, _public: Public) -> list[_Claim]:
    if _DECIMALS.fullmatch(folded, part[0].start, part[-1].end):
        return []  # a latitude and a longitude
    kind = _kind(part)
    return [_Claim(0, len(part), kind)] if kind else []


def _kind(groups: Groups) -> Kind | None:
    kind = kind_of(digits(groups))
    are_years = kind and all(_YEAR.fullmatch(group.digits) for group in groups)
    return None if are_years else kind


def _is_in_blocks(sizes: tuple[int, ...]) -> bool:
    return len(sizes) == 1 or sizes in _BLOCKS or set(sizes) == {1}


def _stays(folded: str, part: Groups, at: int, public: Public) -> Groups | None:
    for window in windows(part, at, _DATE_DIGITS):
        if lengths(window) in _DATE_SIZES and _DATE.fullmatch(digits(window)):
            return window
    start = part[at].start
    before = folded[max(0, start - _POSTCODE_REACH) : start]
    if _POSTCODE_SIGN.search(before) and lengths(part[at : at + 2]) == _POSTCODE_SIZES:
        return part[at : at + 2]
    return callable_by_all(part, at, public)


def _between(part: Groups, claims: Sequence[_Claim]) -> Iterator[Groups]:
    at = 0
    for claim in (*claims, _Claim(len(part), len(part), None)):
        if at < claim.start:
            yield part[at : claim.start]
        at = claim.stop


def _span(folded: str, groups: Groups, kind: Kind) -> Span:
    """Cover the groups with what belongs to them: the `+`, and the other half of a bracket."""
    start, end = groups[0].start, groups[-1].end
    if folded[start - 1 : start] == "+":
        start -= 1
    opened = folded.count("(", start, end) - folded.count(")", start, end)
    if opened < 0 and folded[start - 1 : start] == "(":
        start -= 1
    if opened > 0 and folded[end : end + 1] == ")":
        end += 1
    return Span(start, end, kind)
