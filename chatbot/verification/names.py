"""Proper names, desks and facilities of a sentence that stand in none of its sources."""

import re
import tomllib
from collections.abc import Callable, Collection
from importlib.resources import files

_DESK = re.compile(
    r"[一-龥々ァ-ヴーa-z0-9]{1,16}?(?:課|係|室|センター|事務所|支所|出張所|警察署|消防署|病院|保健所|図書館|公民館|会館|ホール|銀行|郵便局"
    r"|小学校|中学校|高校|大学|法務局|税務署|年金事務所|裁判所|省|庁|機構|協会|組合|財団|株式会社|条例|規則|(?<=[一-龥]{2})士(?![一-龥])|(?<!方)法(?=第|に|で|は|の|、|。|$))"
)
_KIND_OF_DESK = re.compile("(?:支所|出張所|分館|公民館|センター|会館|小学校|中学校)$")
_WORDS = tomllib.loads((files("chatbot.verification") / "names.toml").read_text("utf-8"))
_GENERIC = frozenset(_WORDS["generic"])
_ROMAN = re.compile(r"(?<![.!?:] )(?<!^)\b([A-Z][a-z]{3,})\b")
_SYLLABLES = re.compile(
    r"(?:(?:ky|gy|sh|ch|ny|hy|by|py|my|ry|ts|[kgsztdnhbpmyrwjf])?[aiueo]|n(?![aiueo]))+"
)
_ENGLISH = frozenset(_WORDS["english"])
_KANA: dict[str, str] = _WORDS["romaji"]
"""Hepburn spelling, long vowels aside."""

_KANA_UNIT = re.compile("|".join(sorted(_KANA, key=len, reverse=True)))


def unknown_desk(plain: str, sources: str) -> bool:
    """Return whether a Japanese sentence names a desk, body, facility or law its sources don't.

    Args:
        plain: In one form (`numerals.in_one_form`).
        sources: All that it may name, in one form.
    """
    for found in _DESK.finditer(plain):
        name = re.sub(r"^(?:市|各|最寄り|お近く|担当|同)", "", found[0])
        if found[0] in _GENERIC or name in _GENERIC or name in sources:
            continue
        if not _in_parts(name, sources):
            return True
    return False


def _in_parts(name: str, sources: str) -> bool:
    """Return whether a name stands there in two parts, as a table has 小金 below 支所."""
    kind = _KIND_OF_DESK.search(name)
    return (
        kind is not None
        and kind[0] in sources
        and bool(name[: kind.start()])
        and name[: kind.start()] in sources
    )


def unknown_names(names: Collection[str], sources: str, known: Collection[str]) -> bool:
    """Return whether a proper noun stands nowhere in the sources, written or normalized."""
    return any(name not in sources and name not in known for name in names if len(name) > 1)


def unknown_roman(text: str, reading: Callable[[], str], sources: str) -> bool:
    """Return whether a Japanese name in Latin letters is read nowhere in the sources.

    Args:
        text: Of a sentence in another language.
        reading: Gives how the sources are read, in katakana.
        sources: In one form.
    """
    candidates = {word.lower() for word in _ROMAN.findall(text)} - _ENGLISH
    strange = [word for word in candidates if _SYLLABLES.fullmatch(word) and word not in sources]
    if not strange:
        return False
    spelt = _short(_KANA_UNIT.sub(lambda found: _KANA[found[0]], reading()))
    return any(_short(word) not in spelt for word in strange)


def _short(romaji: str) -> str:
    """Return a spelling without what long vowels and doubled consonants are written with."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"ッ|ー", "", romaji).replace("ou", "o"))
