"""Which guide a text asks for. The same text always gets the same guide; unsure is none.

Three steps, none of them with an embedding:

0. A guide's own title is that guide: that is how one guide offers another
1. a linear classifier (`classifier`) over words, runs of characters and the subjects a text names
   (`signs`), built from the guides' own wordings and titles and those of `intents`, which no guide
   answers: where a shelter is, and what is in force now. One more class is everything else:
   questions for a city's everyday, in `other.csv`
2. a guide whose subject the text names gains `SUBJECT` more: who or what it is about counts more
   than the situation. An intent one of whose patterns stands in the text gains `INTENT`. Where
   that leaves a doubt, of those within `PATTERN` of the first the guides one of whose patterns
   stands in the text gain as much; where a subject is named, only guides it names

A score below `LEAST`, or everything else ahead, is no guide: residents get the menu. The constants
were chosen on the odd needs of eval/datasets/matsudo-disaster and on other needs in 1,100 wordings
that aren't in the guides.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from chatbot.disaster.guides.classifier import Classifier
from chatbot.disaster.guides.features import plain
from chatbot.disaster.guides.intents import Intents
from chatbot.disaster.guides.learning import Lesson, learn
from chatbot.disaster.guides.patterns import GuidePatterns
from chatbot.disaster.guides.signs import SignReader
from chatbot.needed import NeededBy
from corpus.guide import Guide
from indexing.tokenizer import SudachiTokenizer

PATTERN = 0.1
SUBJECT = 0.1
INTENT = 0.2
LEAST = 0.15
OTHER_AHEAD = 0.02
"""How far ahead everything else must be of the best guide."""

SHELTERS, WARNINGS = "shelters", "warnings"


@dataclass(frozen=True, slots=True)
class GuideMatch:
    """What a text asks for.

    Attributes:
        target: A guide, or `SHELTERS` or `WARNINGS`.
        score: How sure, about 1 for a sure one.
        how: `title`, `intent`, `pattern: …` with what it found, or `words`: what
            decided.
    """

    target: Guide | str
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class GuideMatcher:
    """Matches texts of any language. May be used from several threads."""

    guides: Sequence[Guide]
    targets: Sequence[Guide | str]
    titles: Mapping[str, int]
    patterns: GuidePatterns
    signs: SignReader
    classifier: Classifier

    @classmethod
    def build(
        cls,
        guides: Sequence[Guide],
        tokenizer: SudachiTokenizer,
        cache: Path | None = None,
        needed: NeededBy | None = None,
    ) -> "GuideMatcher":
        """Build it from the guides of a city.

        Args:
            guides: The guides.
            tokenizer: Cuts Japanese into words.
            cache: Folder to keep the classifier in: to fit it takes seconds, to open it none.
            needed: Tells of a pattern what it needs, if it is known.
        """
        said = [
            (at, text)
            for at, guide in enumerate(guides)
            for text in (*guide.title.values(), *_listed(guide.wordings))
        ]
        intents = Intents.load(needed)
        targets: list[Guide | str] = [*guides, *(intent.name for intent in intents.all)]
        said += [
            (len(guides) + at, text)
            for at, intent in enumerate(intents.all)
            for text in intent.wordings
        ]
        said += [(len(targets), text) for text in _other()]
        subjects = [_listed(guide.subjects) for guide in guides]
        signs = SignReader(GuidePatterns(subjects, needed), intents, tokenizer)
        lesson = Lesson(said, len(targets) + 1, [*subjects, *intents.patterns()])
        return cls(
            guides=guides,
            targets=targets,
            titles={
                plain(title): at
                for at, guide in enumerate(guides)
                for title in guide.title.values()
            },
            patterns=GuidePatterns([_listed(guide.patterns) for guide in guides], needed),
            signs=signs,
            classifier=learn(lesson, signs, cache),
        )

    def match(self, text: str) -> GuideMatch | None:
        """Return what a text asks for, None if that isn't sure."""
        text = plain(text)
        if text in self.titles:
            return GuideMatch(self.guides[self.titles[text]], 1.0, "title")
        signs = self.signs.read(text)
        scores = self.classifier.scores(signs.features)
        other, scores = scores[-1], scores[:-1].copy()
        scores[signs.named] += SUBJECT
        if signs.intent:
            scores[self.targets.index(signs.intent)] += INTENT
        first = scores.max()
        near = np.flatnonzero(scores > first - PATTERN).tolist()
        said: dict[int, str] = {}
        if len(near) > 1 or not _is_sure(first, other):
            said = self.patterns.found(text, [at for at in near if at in signs.named] or near)
            scores[list(said)] += PATTERN
        at = max(near, key=scores.__getitem__)
        score = float(scores[at])
        if not _is_sure(score, other):
            return None
        how = f"pattern: {said[at]}" if at in said else "words"
        how = "intent" if self.targets[at] == signs.intent else how
        return GuideMatch(self.targets[at], score, how)

    def intent(self, text: str) -> str:
        """Return `SHELTERS` or `WARNINGS` if a text asks for it, else nothing."""
        return self.signs.intent(text)


def _is_sure(score: float, other: float) -> bool:
    return score >= LEAST and other - score <= OTHER_AHEAD


def _listed(by_language: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [text for texts in by_language.values() for text in texts]


def _other() -> list[str]:
    path = files("chatbot.disaster.guides") / "other.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [row["text"] for row in csv.DictReader(lines)]
