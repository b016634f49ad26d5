"""Easy Japanese of a generated answer: whether it is easy, and the readings put beside it.

The readings are ours (Sudachi's), not the model's: models get them wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatbot.furigana import furigana
from corpus.easy_japanese import hard_words, impolite_sentences, long_sentences, rare_kanji
from indexing.tokenizer import SudachiTokenizer

BULLET = "・"
_THEIRS = re.compile(r"(?<=[一-鿿々ぁ-ん])（[ぁ-んー・ ]+）")
"""A reading that the model has put, though it was told not to."""


@dataclass(frozen=True, slots=True)
class Easy:
    """Judges and finishes sentences in easy Japanese."""

    tokenizer: SudachiTokenizer

    def faults(self, sentence: str, documents: Iterable[str]) -> dict[str, Sequence[str]]:
        """Return what makes a sentence hard, by the kinds of `simplify.fault` in prompts.toml.

        Args:
            sentence: Without citation marks.
            documents: What it rests on; their names of things stay as they are.
        """
        listed = sentence.startswith(BULLET) or "：" in sentence
        found = {
            "long": long_sentences(sentence),
            "hard": [*hard_words(sentence), *rare_kanji(sentence, documents)],
            "plain": [] if listed else impolite_sentences(sentence),
        }
        return {kind: words for kind, words in found.items() if words}

    def read_out(self, sentence: str) -> str:
        """Return a sentence with readings: 粗大ごみ becomes 粗大（そだい）ごみ."""
        pieces: list[str] = []
        reading = ""
        for text, read in furigana(self.tokenizer.readings(_THEIRS.sub("", sentence))):
            if reading and not read:
                pieces.append(f"（{reading}）")
                reading = ""
            pieces.append(text)
            reading += read
        return "".join([*pieces, f"（{reading}）" if reading else ""])
