"""What must not stand in an answer whatever its sources say: links, hidden characters, leaks."""

import re
import unicodedata
from collections.abc import Mapping

from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence

_TOKEN = re.compile(r"\{\{link:(\d+)\}\}")
_LINK = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.|(?<![\w.])[a-z0-9-]+\.(?:com|jp|net|org|info|io|gov|edu|cn|kr|vn|xyz|ru|link|app|dev)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*/?\s*[a-z!][^<]*|!?\[[^\]]*\]\(|`|\*\*|\{\{|\}\}|^#+ ", re.IGNORECASE)
_OWN = re.compile(
    r"システムプロンプト|プロンプト|言語モデル|AIとして|AIアシスタント|指示により|指示された|与えられた(?:資料|指示)|"
    r"system prompt|language model|as an ai|my instructions|i was (?:told|instructed)|"
    r"系统提示|语言模型|시스템 ?프롬프트|언어 ?모델|mô hình ngôn ngữ",
    re.IGNORECASE,
)
_LEAK = 25
"""Characters of the prompt in a row that no source has."""


def fault_of_marks(
    sentence: Sentence, evidence: Mapping[int, Evidence], prompt: str
) -> Fault | None:
    """Return what is wrong with the writing of a sentence."""
    for number in map(int, _TOKEN.findall(sentence.text)):
        if number not in sentence.sources or not evidence[number].url:
            return Fault.LINK
    text = _TOKEN.sub("", sentence.text)
    if any(unicodedata.category(one) in {"Cf", "Co", "Cn", "Cc"} and one != "\n" for one in text):
        return Fault.HIDDEN
    plain = unicodedata.normalize("NFKC", text)
    if _LINK.search(plain):
        return Fault.LINK
    if _MARKUP.search(plain):
        return Fault.HIDDEN
    sources = "\n".join(evidence[n].text for n in sentence.sources)
    own = _OWN.search(plain)
    if (own and own[0] not in sources) or _repeats(text, prompt, sources):
        return Fault.LEAK
    return None


def _repeats(text: str, prompt: str, sources: str) -> bool:
    runs = (text[at : at + _LEAK] for at in range(max(0, len(text) - _LEAK + 1)))
    return any(run in prompt and run not in sources for run in runs)
