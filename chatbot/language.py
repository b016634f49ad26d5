"""Which language a question is in.

Script decides, and grammar where scripts are mixed, for residents write the names of Japanese
papers in any language (How do I get a 住民票?):

1. Hangul is Korean.
2. Hiragana is Japanese: its grammar is written in it. A Chinese question may quote some, so what
   is written in more characters of Chinese alone is Chinese.
3. Letters or words of Vietnamese are Vietnamese, words of English grammar English.
4. Katakana is Japanese.
5. Characters alone are Chinese if more of them are Chinese only than Japanese only, else Japanese
   (住民票). Those that CP932, the set of Japanese offices, doesn't have are Chinese only.
6. Latin letters are English, but for short names in capitals (PTA), as Japanese uses them.
"""

import re
import unicodedata

HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")
HIRAGANA = re.compile(r"[\u3041-\u309f]")
KATAKANA = re.compile(r"[\u30a1-\u30fa]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-z]{2,}", re.IGNORECASE)
NAME = re.compile(r"[A-Z]{2,5}")
VIETNAMESE = re.compile(
    r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"
    r"|\b(?:tôi|chào|rác|xin|toi|khong|lam|the nao|o dau|bao nhieu)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:how|what|where|when|who|why|which|is|are|am|do|does|did|can|could|should|i|i'm|i'd"
    r"|the|to|for|please|need|want)\b",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"[你您妳们嗎吗呢哪这這孩怎垃圾]|(?<![自彼無忘])我(?![孫慢流々田意家])|什[么麼]|需要|如何|多少|請問|沒有|星期"
)
JAPANESE_HAN = re.compile(r"[込働畑辻匂峠栃凪円駅県検険証発関図児歩圧払]")


def detect_language(text: str) -> str:
    """Return `ja`, `en`, `zh`, `ko` or `vi`; Japanese where nothing tells."""
    text = unicodedata.normalize("NFKC", text)
    if HANGUL.search(text):
        return "ko"
    if hiragana := len(HIRAGANA.findall(text)):
        return "zh" if _chinese_only(text) > hiragana else "ja"
    return _without_hiragana(text)


def _without_hiragana(text: str) -> str:
    if VIETNAMESE.search(text):
        return "vi"
    if ENGLISH.search(text):
        return "en"
    if KATAKANA.search(text):
        return "ja"
    if HAN.search(text):
        return "zh" if _is_chinese(text) else "ja"
    return "en" if LATIN.search(text) and not NAME.fullmatch(text.strip()) else "ja"


def _is_chinese(text: str) -> bool:
    chinese = _chinese_only(text) + len(CHINESE.findall(text))
    return chinese > len(JAPANESE_HAN.findall(text))


def _chinese_only(text: str) -> int:
    """Return how many characters CP932 doesn't have."""
    return sum(not _in_cp932(character) for character in HAN.findall(text))


def _in_cp932(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
