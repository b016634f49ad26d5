"""Questions that lean on the one before, resolved without an LLM.

A short question is a follow-up if it points back (それはいくら？, how much is it?) or asks only
for a property (fee, papers, place, time …) of something it does not name (必要なものは？). It is
searched together with the last question of the conversation that stood on its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from chatbot.answer import Status
from chatbot.turn import PastTurn, Turn
from indexing.normalize import normalize
from indexing.tokenizer import SudachiTokenizer

LONGEST = 30
"""Characters: what is longer says itself what it is about."""

POINTING = re.compile(
    r"^(それ|そちら|その|これ|この|あれ|そこ|ここ|じゃあ|では|あと|ほかに|他に)(?!から|まで来)"
    r"|\b(it|that|this|they|them|there)\b|^(那|它|这个|那个)|^(그|그것|그거|그건)|\b(đó|cái này)\b"
)
TOPICS = frozenset({Status.ANSWERED, Status.CLARIFY, Status.NO_ANSWER})


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

    def resolve(self, turn: Turn) -> str:
        """Return what to search for: the text, or topic and text of a follow-up."""
        if not self._leans(turn.text):
            return turn.text
        topic = self._topic(turn.history)
        return f"{topic} {POINTING.sub('', turn.text).strip()}" if topic else turn.text

    def _topic(self, history: Sequence[PastTurn]) -> str:
        for past in reversed(history):
            if past.status in TOPICS and not self._leans(past.text):
                return past.text
        return ""

    def _leans(self, text: str) -> bool:
        text = normalize(text).strip()
        if len(text) > LONGEST:
            return False
        if POINTING.search(text):
            return True
        words = set(self.tokenizer.words(text))
        return bool(words & self.properties) and words <= self.properties | self.stop_words
