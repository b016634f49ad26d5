"""Patterns tried only on texts in the script of their language: it saves most of the time.

A language's patterns are joined to one. A pattern for Japanese isn't tried on a text without a
Chinese character or kana, one for Korean not without Hangul, and so on.
"""

import re
from collections.abc import Collection, Mapping

ByScript = Mapping[str, re.Pattern[str]]

HAN_AND_KANA, HANGUL, LETTERS = "han_and_kana", "hangul", "letters"
_OF = {
    "ja": HAN_AND_KANA,
    "ja-easy": HAN_AND_KANA,
    "zh": HAN_AND_KANA,
    "ko": HANGUL,
    "en": LETTERS,
    "vi": LETTERS,
}
_LETTER = {
    HAN_AND_KANA: re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    HANGUL: re.compile(r"[\uac00-\ud7a3]"),
    LETTERS: re.compile(r"[a-zà-ỹđ]"),
}


def by_script(patterns: Mapping[str, Collection[str]]) -> ByScript:
    """Return the patterns of all languages, one for each script."""
    parts: dict[str, list[str]] = {}
    for language, given in patterns.items():
        parts.setdefault(_OF[language], []).extend(f"(?:{pattern})" for pattern in given)
    return {script: re.compile("|".join(given)) for script, given in parts.items() if given}


def scripts_in(text: str) -> tuple[str, ...]:
    """Return the scripts a plain text has letters of."""
    return tuple(script for script, letter in _LETTER.items() if letter.search(text))


def found(patterns: ByScript, text: str, scripts: Collection[str]) -> str:
    """Return what of a text one of the patterns finds, nothing if none does."""
    for script in scripts:
        match = patterns[script].search(text) if script in patterns else None
        if match:
            return match[0] or text
    return ""
