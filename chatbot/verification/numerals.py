"""Numbers in one form: 三十万円, 30万円 and 300,000円 become 300000円, 令和8年 becomes 2026年.

Kanji are read as numbers only where they count something (三人, 二十日以内), not in words (一部,
一般). The first years of the eras are those of the law on eras and the Cabinet orders under it.
"""

import re
import unicodedata

_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = (
    "万|億|円|年|か月|カ月|ヶ月|ケ月|箇月|月|週|日|時|分|歳|才|人|名|回|枚|通|部(?!分|署|長|屋)"
    "|件|組|点|個|本(?!人|籍|市|館)|冊|台|級|階|割|種類|つの|世帯|号|条"
)
_KANJI = re.compile(
    rf"(?<!\d)(?!一(?:部|般|時(?!間|から|半)))[〇一二三四五六七八九十百千]+(?=(?:{_COUNTED}))"
)
_WITH_POWER = re.compile(r"(\d+(?:\.\d+)?)\s*(億|万|千)(?:\s*(\d+)\s*(千)?)?")
_SIZES = {"億": 100_000_000, "万": 10_000, "千": 1000}
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_LETTERS = {"m": 1868, "t": 1912, "s": 1926, "h": 1989, "r": 2019}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(\d+|元)\s*年(度?)")
_SHORT_ERA = re.compile(r"(?<![a-z])([mtshr])\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_ARTICLE = re.compile(r"(\d+)条[の之](\d+)(?:[の之](\d+))?")
_LOT = re.compile(r"(?<=[一-龥])(\d{2,4})の(\d{1,2})(?=$|[\s|)、。に/])")
_TENTHS = re.compile(r"(?<![\d.])(\d|10)(?:割(?!合|引)|成(?![立人年員分長]))")
_HALF_DAYS = re.compile(
    r"(午後|夜)\s?(\d{1,2})時((?:\d{1,2}分|半)?)\s?(から|[~〜～ー–-])\s?(?=(\d{1,2})時(?!間))"
)
_MAN_WORDS = re.compile(r"(\d+)\s*만\s*(\d+)?")


def in_one_form(text: str) -> str:
    """Return a text in NFKC and lower case, its numbers in digits, its years those of the West."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = _KANJI.sub(lambda found: str(_value(found[0])), text)
    text = _COMMAS.sub("", text)
    text = _WITH_POWER.sub(_whole, text)
    text = _MAN_WORDS.sub(lambda found: str(int(found[1]) * 10_000 + int(found[2] or 0)), text)
    text = _ARTICLE.sub(lambda found: "-".join(filter(None, found.groups())) + "条", text)
    text = _LOT.sub(r"\1-\2", text)
    text = _TENTHS.sub(r"\g<1>0%", text)
    if "時" in text:
        text = _HALF_DAYS.sub(_spread_half_day, text)
    text = _ERA.sub(lambda found: f"{_year(_ERAS[found[1]], found[2])}年{found[3]}", text)
    return _SHORT_ERA.sub(
        lambda found: f"{_year(_LETTERS[found[1]], found[2])}年{found[3]}月{found[4]}日", text
    )


def _value(kanji: str) -> int:
    if not set(kanji) & _POWERS.keys():
        return int("".join(str(_DIGITS[one]) for one in kanji))
    total, digit = 0, 0
    for one in kanji:
        if one in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[one], 0
        else:
            digit = _DIGITS[one]
    return total + digit


def _whole(found: re.Match[str]) -> str:
    value = float(found[1]) * _SIZES[found[2]]
    rest = int(found[3] or 0) * (1000 if found[4] else 1)
    return str(round(value) + rest)


def _year(first: int, year: str) -> int:
    return first + (1 if year == "元" else int(year)) - 1


def _spread_half_day(found: re.Match[str]) -> str:
    """Say that a range which begins in the afternoon ends there: 午後5時から7時まで."""
    half, begin, past, to, end = found.groups()
    ends_there = int(begin) < int(end) < 12 or int(end) == int(begin)  # noqa: PLR2004
    return f"{half}{begin}時{past}{to}{half if ends_there else ''}"
