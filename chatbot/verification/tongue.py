"""Whether a sentence is in the language that was asked. Japanese terms in brackets are allowed."""

import re

_BRACKETS = re.compile(r"[(（「『\[][^)）」』\]]*[)）」』\]]|\{\{link:\d+\}\}")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[一-鿿]")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[a-zA-ZÀ-ỹ]")
_VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_SHORT = 12
"""Letters: of fewer nothing can be said (電話 047-…, 24時間)."""


def is_in_language(text: str, language: str) -> bool:
    """Return whether a sentence can be of a language (`LANGUAGES`)."""
    bare = _BRACKETS.sub("", text)
    kana, han, hangul, latin = (
        len(letters.findall(bare)) for letters in (_KANA, _HAN, _HANGUL, _LATIN)
    )
    if kana + han + hangul + latin < _SHORT:
        return True
    if language in {"ja", "ja-easy"}:
        return kana > 0 and hangul == 0 and latin <= 2 * (kana + han)
    if language == "zh":
        return han > latin and kana <= han / 3
    if language == "ko":
        return hangul >= max(han + kana, latin / 2)
    vietnamese = len(_VIETNAMESE.findall(bare))
    enough = latin > kana + han + hangul
    return enough and (vietnamese * 8 >= latin if language == "vi" else vietnamese * 8 < latin)
