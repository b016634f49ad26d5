"""Units of quantities, in one form for all languages."""

import re

_UNITS = {
    "day": "日間|日|天|일|days?|ngày",
    "week": "週間|週|周|星期|주|weeks?|tuần",
    "month": "か月間?|カ月間?|ヶ月間?|ケ月間?|箇月間?|个月|個月|개월|months?|tháng",
    "year": "年間|年度|年|년|years?(?! of age| old)|năm",
    "age": "歳|才|岁|歲|세|years old|years of age|tuổi",
    "hour": "時間|小时|小時|시간|hours?|tiếng|giờ",
    "minute": "分間|分钟|分鐘|분간?|minutes?|phút|分",
    "person": "人|名|명|people|persons?|người",
    "copy": "通|部|枚|份|张|張|통|부|장|copies|copy|bản|tờ",
    "times": "回|次|회|번|times|lần",
    "percent": "%|パーセント|퍼센트|percent|phần trăm",
    "floor": "階|楼|樓|层|層|층|(?:st|nd|rd|th)? floor|tầng",
    "digit": "桁|位|자리|digits?|chữ số",
    "km": "km|キロメートル|公里|킬로미터|kilomet(?:er|re)s?",
    "m3": "m3|立方メートル|立方米|세제곱미터|cubic met(?:er|re)s?",
    "cm": "cm|センチメートル|センチ|厘米|公分|센티미터|센티|centimet(?:er|re)s?|xentimét",
    "m": "m(?![a-z2²])|メートル|米|미터|met(?:er|re)s?|mét",
    "kg": "kg|キログラム|キロ|公斤|千克|킬로그램|킬로|kilograms?|kilos?",
    "litre": "リットル|l(?![a-z])|升|리터|lit(?:er|re)s?|lít",
    "item": "個|点|本|台|件|つ|组|組|口|개|items?|cái",
}
_OTHER = "[一-龥]|[ァ-ヴ]{2,6}"
"""Any other counter, as it is written: 3割, 4.5畳, 188番."""

UNIT = "|".join([*_UNITS.values(), _OTHER])
_NAMED = [(name, re.compile(pattern)) for name, pattern in _UNITS.items()]
_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_VALUES = {word: value for value, word in enumerate(_WORDS)} | _TENS
_SPELT = re.compile(
    rf"\b({'|'.join(sorted(_VALUES, key=len, reverse=True))})"
    r"(?=[\s-](?:days?|weeks?|months?|years?|hours?|minutes?|people|persons?|copies|copy|times)\b)"
)


def unit_of(written: str) -> str:
    """Return the name of a unit as it is written; what isn't known stays as it is."""
    return next((name for name, pattern in _NAMED if pattern.fullmatch(written)), written)


def is_known(unit: str) -> bool:
    """Return whether a unit is one of those that have a name."""
    return unit in _UNITS


def english_amounts(text: str) -> str:
    """Return a text with spelt amounts as digits: `two weeks` becomes `2 weeks`."""
    return _SPELT.sub(lambda found: str(_VALUES[found[1]]), text)
