"""What a question asks, without the courtesy around it.

A sentence vector holds the style of a question beside its topic: with greeting and request put
around them, encyclopedia questions come as close to a city's Faqs as residents' own questions do
(of 400 such questions 41 % instead of 6 % passed a threshold that 95 % of residents' questions
pass; with the courtesy taken off again 16 %). So clauses that hold nothing but courtesy are left
out, and so is the request at the end (…について教えていただけますか).

Written for Japanese; other texts stay as they are.
"""

import re
from importlib.resources import files

from indexing.tokenizer import SudachiTokenizer, question_stop_words

CLAUSE = re.compile(r"[^。！？!?\n、,，]+[。！？!?\n、,，]*\s*")

_END = r"[ぁ-ん、,，\s〜～…・幸助頂戴致申上下願嬉良宜思有難事可能差支無存欲出来]"
"""A character of a request's end: kana, and the Chinese ones of courtesy; 教えてくれる教室 goes on
with something else."""

_ASKED = r"(?:を|が|か|は|について|につきまして|に関して|のか|ですか|ましたか|ますか|でしょうか)?"
_MAY = (
    r"(?:もし)?(?:よろしければ|差し支えなければ|ご存[じ知]でしたら|お分かりでしたら|お手数ですが)?"
)
_TELL = (
    r"(?:教えて|おしえて|ご教示|お教え|ご教授|ご案内|説明して|ご説明|お知らせ|知らせて|お聞かせ|聞かせて)"
    r"(?:ください|下さい|頂け|いただけ|もらえ|ほしい|欲しい|願え|くれ|願い|賜り|頂き|いただき|たい)?"
    rf"{_END}{{0,22}}"
)
_KNOW = (
    r"(?:知りたい|お聞きしたい|お伺いしたい|伺いたい|お尋ねしたい|うかがいたい|確認したい)"
    rf"{_END}{{0,18}}"
)
_PLEASE = r"(?:(?:よろしく|どうぞ|何卒)[^。]{0,6})?お願い(?:いたし|致し|申し上げ|し)?ます"
_ASKING = r"(?:でしょうか|ですかね|ですか|ますか|のか|(?<=[うくぐすずつむるいたんの何])かな?)"
REQUEST = re.compile(
    rf"(?:[、。]?{_ASKED}{_MAY}[、,]?(?:ぜひ)?(?:{_TELL}|{_KNOW})|{_PLEASE}|{_ASKING})[。？?！!、\s]*$"
)
"""A request or the form of a question at the end of a text."""

DANGLING = re.compile(r"(?:は|が|を|も|について)?[、,\s]+$")
"""What a request leaves behind that was taken off."""

SHORTEST = 2
"""Characters that must remain."""

REQUESTS = 3
"""Requests taken off one after the other (…か、教えて。お願いします)."""


class Courtesy:
    """Takes courtesy off questions. May be used from several threads."""

    def __init__(self, tokenizer: SudachiTokenizer) -> None:
        """Read the words that carry no topic beside greetings and requests."""
        words = (files("indexing") / "courtesy_words.txt").read_text(encoding="utf-8").split()
        self._words = question_stop_words() | frozenset(words)
        self._tokenizer = tokenizer

    def strip(self, text: str) -> str:
        """Return the text without courtesy; the text itself if nothing else would remain."""
        clauses = [match.group() for match in CLAUSE.finditer(text)]
        kept = [clause for clause in clauses if not self._is_courtesy(clause)]
        left = DANGLING.sub("", "".join(kept))
        for _ in range(REQUESTS):
            shorter = DANGLING.sub("", REQUEST.sub("", left)).strip()
            if shorter == left or len(shorter) < SHORTEST:
                break
            left = shorter
        return left.strip() or text

    def _is_courtesy(self, clause: str) -> bool:
        return self._words.issuperset(self._tokenizer.words(clause))
