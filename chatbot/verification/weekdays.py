"""Weekdays in six languages, ranges spelt out: 月〜金 is Monday to Friday."""

import itertools
import re

_NAMES = (
    ("月曜日?", "星期一|周一|週一", "월요일", r"\bmon(?:days?)?\b", "thứ hai"),
    ("火曜日?", "星期二|周二|週二", "화요일", r"\btue(?:s(?:days?)?)?\b", "thứ ba"),
    ("水曜日?", "星期三|周三|週三", "수요일", r"\bwed(?:nesdays?)?\b", "thứ tư"),
    ("木曜日?", "星期四|周四|週四", "목요일", r"\bthurs?(?:days?)?\b|\bthu\b(?! \w)", "thứ năm"),
    ("金曜日?", "星期五|周五|週五", "금요일", r"\bfri(?:days?)?\b", "thứ sáu"),
    ("土曜日?", "星期六|周六|週六", "토요일", r"\bsat(?:urdays?)?\b", "thứ bảy"),
    ("日曜日?", "星期[日天]|周日|週日", "일요일", r"\bsun(?:days?)?\b", "chủ nhật"),
)
_DAYS = [re.compile("|".join(names)) for names in _NAMES]
_SHORT = "月火水木金土日"
_RANGE = re.compile(
    rf"([{_SHORT}])(?:曜日?)?\s*(?:から|[~〜～ー–-])\s*([{_SHORT}])曜?"
    rf"|(?<![{_SHORT}一-龥])([{_SHORT}](?:[・、][{_SHORT}])+)(?=曜|[、。 )]|$)"
)
_TO = re.compile(r"\s*(?:から|부터|to|through|until|至|到|đến|[~〜～–-])\s*")
_SETS = (
    (re.compile("平日|工作日|평일|weekdays?|ngày thường|ngày làm việc"), range(5)),
    (re.compile("土日|週末|周末|주말|weekends?|cuối tuần"), range(5, 7)),
)


def weekdays(plain: str) -> set[str]:
    """Return the numbers of the weekdays a text names, Monday 0."""
    found: set[int] = set()
    for pattern, days in _SETS:
        if pattern.search(plain):
            found.update(days)
    for match in _RANGE.finditer(plain):
        if match[3]:
            found.update(_SHORT.index(one) for one in match[3] if one in _SHORT)
        else:
            found.update(_between(_SHORT.index(match[1]), _SHORT.index(match[2])))
    spans = [(match.span(), day) for day, one in enumerate(_DAYS) for match in one.finditer(plain)]
    spans.sort()
    found.update(day for _, day in spans)
    for ((_, end), first), ((begin, _), last) in itertools.pairwise(spans):
        if _TO.fullmatch(plain[end:begin]):
            found.update(_between(first, last))
    return {str(day) for day in found}


def _between(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, first + 1)
