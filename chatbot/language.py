"""Which language a question is in.

Script decides: Hangul is Korean, kana is Japanese, Vietnamese letters are Vietnamese. Characters
alone are Chinese if one of them is used in simplified Chinese only or a Chinese function word
stands there, else Japanese (住民票). Latin letters alone are English.
"""

import re
import unicodedata

HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")
KANA = re.compile(r"[\u3041-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
VIETNAMESE = re.compile(
    r"[ăđơưĂĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"
    r"|\b(?:toi|khong|lam|the nao|o dau|bao nhieu|xin chao)\b",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"[们这么办证卡码语请谁说还为过给让吗呢谢费险养领补换书疗垃圾级护车发开关东门员务样哪儿孩怎]"
    r"|什么|我的|可以|需要|如何|多少|在哪|您好|你好|嗎|請問|怎樣|哪裡"
)
JAPANESE_HAN = re.compile(r"[込働畑辻匂峠栃凪円駅県検険証発関東図児歩]")


def detect_language(text: str) -> str:
    """Return `ja`, `en`, `zh`, `ko` or `vi`; Japanese where nothing tells."""
    text = unicodedata.normalize("NFKC", text)
    if HANGUL.search(text):
        return "ko"
    if KANA.search(text):
        return "ja"
    if VIETNAMESE.search(text):
        return "vi"
    if HAN.search(text):
        chinese = CHINESE.search(text) and not JAPANESE_HAN.search(text)
        return "zh" if chinese else "ja"
    return "en" if LATIN.search(text) else "ja"
