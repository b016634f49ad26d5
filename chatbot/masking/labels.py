"""Numbers that only the words before them give away.

A licence or an account has no check digit that anybody could test, and a マイナンバー with a typing
error is still most of one. The label stands before the number in the same run of text: no digit
and no placeholder lies between them.
"""

import re
from dataclasses import dataclass

from chatbot.masking.runs import Groups, lengths, windows
from chatbot.masking.span import BARRIER, Kind

_FILLER = r".{0,12}$"  # 「…は」「…を間違えて」「…: 」
_NEAR = r".{0,3}$"
_REACH = 40  # the longest label and its filler fit
_ENDS = f"0123456789{BARRIER}"


@dataclass(frozen=True, slots=True)
class _Label:
    pattern: re.Pattern[str]
    kind: Kind | None
    sizes: tuple[int, int]
    last_group: int = 1


def _label(words: str, kind: Kind | None, sizes: tuple[int, int], last_group: int = 1) -> _Label:
    return _Label(re.compile(words), kind, sizes, last_group)


_LABELS = (
    _label(rf"法人番号{_FILLER}", None, (13, 13)),
    _label(
        rf"(?:マイナンバー|個人番号|my ?number|individual number){_FILLER}",
        Kind.MY_NUMBER,
        (12, 12),
    ),
    _label(rf"(?:免許証?|driver'?s'? licen[cs]e){_FILLER}", Kind.LICENCE, (12, 12)),
    _label(rf"(?:カード番号|クレジットカード|credit card){_FILLER}", Kind.CARD, (13, 19)),
    # An account ends in six digits or more, with bank and branch before it at most; that keeps
    # telephone numbers, postcodes and dates out.
    _label(rf"(?:口座の?番号|account (?:number|no)){_FILLER}", Kind.ACCOUNT, (6, 14), 6),
    _label(rf"(?:普通|当座)(?:預金|口座)?{_NEAR}", Kind.ACCOUNT, (7, 7), 7),
)


def _words_before(folded: str, end: int) -> str:
    start = end
    while start > max(0, end - _REACH) and folded[start - 1] not in _ENDS:
        start -= 1
    return folded[start:end].strip().lower()


def labelled(folded: str, groups: Groups) -> tuple[Groups, Kind | None] | None:
    """Return the first groups of a run that its label claims; without a kind they stay."""
    before = _words_before(folded, groups[0].start)
    if not before:
        return None
    for label in _LABELS:
        if label.pattern.search(before):
            for window in windows(groups, 0, label.sizes):
                if lengths(window)[-1] >= label.last_group:
                    return window, label.kind
    return None
