"""Questions that lean on the one before, resolved without an LLM.

A short question is a follow-up if it points back (それはいくら？, how much is it?) or asks only
for a property (fee, papers, place, time …) of something it does not name (必要なものは？). It is
searched together with the last question to the city's documents that stood on its own. A word that
only leads on (では、住民票は？) points to nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from chatbot.answer import GUIDANCE
from chatbot.turn import PastTurn, Turn
from indexing.normalize import normalize
from indexing.tokenizer import SudachiTokenizer

LONGEST = 30
"""Characters: what is longer says itself what it is about."""

LEADING_ON = re.compile(
    r"^(?:じゃあ?|では|あとは?|(?:ほか|他)には?|それと|それから|それでは)[、,\s]+"
)

POINTING = re.compile(
    r"^(?:それ(?!ぞれ|から|まで|と)|そちら|その(?!他|ほか|まま|後|うち)|これ(?!から|まで|ら)"
    r"|この(?!市|町|街|前|間|頃|ごろ|たび|サイト|チャット|ボット)|あれ(?!る|こ)|そこ(?!そこ)"
    r"|ここ(?!から|まで))"
    r"|\b(?:it|they|them)\b|\bis (?:this|that)\b|\b(?:this|that|these|those|there)(?=\s*[?.!]*$)"
    r"|^(?:那个?|它|这个)|^그(?:것|거|건|게|곳)?(?=[\s은는이가을를도의에]|$)|\b(?:đó|cái này)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Resolves follow-up questions from the conversation.

    Attributes:
        properties: Normalized words that ask for a property, not for a thing.
        stop_words: Words that make a question a question.
    """

    tokenizer: SudachiTokenizer
    properties: frozenset[str]
    stop_words: frozenset[str]

    @classmethod
    def load(cls, tokenizer: SudachiTokenizer, stop_words: frozenset[str]) -> "FollowUp":
        """Read the list of property words."""
        words = (files("chatbot") / "property_words.txt").read_text(encoding="utf-8").split()
        return cls(tokenizer, frozenset(words), stop_words)

    def leans(self, turn: Turn) -> bool:
        """Return whether the text needs an earlier question, and there is one."""
        return self._leans(turn.text) and bool(self._topic(turn.history))

    def resolve(self, turn: Turn) -> str:
        """Return what to search for: the text, or topic and text of a follow-up."""
        if not self._leans(turn.text):
            return turn.text
        topic = self._topic(turn.history)
        asked = POINTING.sub("", LEADING_ON.sub("", turn.text.strip()))
        return f"{topic} {asked.strip()}" if topic else turn.text

    def _topic(self, history: Sequence[PastTurn]) -> str:
        for past in reversed(history):
            if past.reason == GUIDANCE and not self._leans(past.text):
                return past.text
        return ""

    def _leans(self, text: str) -> bool:
        text = LEADING_ON.sub("", normalize(text).strip())
        if len(text) > LONGEST:
            return False
        if POINTING.search(text):
            return True
        words = set(self.tokenizer.words(text))
        return bool(words & self.properties) and words <= self.properties | self.stop_words
