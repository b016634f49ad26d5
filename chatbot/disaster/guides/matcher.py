"""Which guide a text asks for. The same text always gets the same guide; unsure is none.

Three steps, none of them with an embedding:

0. A guide's own title is that guide: that is how one guide offers another
1. a linear classifier (`classifier`) over words and runs of characters, built from the guides' own
   wordings and titles and those of `intents`, which no guide answers: where a shelter is, and what
   is in force now. One more class is everything else: questions for a city's everyday, in
   `other.csv`
2. a guide whose subject the text names gains `SUBJECT`: who or what it is about counts more than
   the situation. An intent one of whose patterns stands in the text gains `INTENT`, and of the
   first `CANDIDATES` the guides one of whose patterns does gain `PATTERN`; where a subject is
   named, only guides it names

A score below `LEAST`, or everything else ahead, is no guide: residents get the menu. The constants
were chosen on the odd needs of eval/datasets/matsudo-disaster and on wordings left out.
"""

import csv
import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from chatbot.disaster.guides.classifier import Classifier, fit
from chatbot.disaster.guides.features import by_chance, features, plain
from chatbot.disaster.guides.intents import Intents
from chatbot.disaster.guides.patterns import GuidePatterns
from chatbot.needed import NeededBy
from corpus.guide import Guide
from indexing.tokenizer import SudachiTokenizer

FORMAT = 3
"""Of features and classifier together; another one is fitted anew."""

KEPT = 4
"""Classifiers that stay in the cache: of several cities, and of guides as they were before."""

CANDIDATES = 6
PATTERN = 0.2
SUBJECT = 0.35
INTENT = 0.4
LEAST = 0.15
OTHER_AHEAD = 0.02
"""How far ahead everything else must be of the best guide."""

log = logging.getLogger(__name__)

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
    subjects: GuidePatterns
    classifier: Classifier
    intents: Intents
    tokenizer: SudachiTokenizer

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
        intents = Intents.load()
        targets: list[Guide | str] = [*guides, *(intent.name for intent in intents.all)]
        said += [
            (len(guides) + at, text)
            for at, intent in enumerate(intents.all)
            for text in intent.wordings
        ]
        said += [(len(targets), text) for text in _other()]
        return cls(
            guides=guides,
            targets=targets,
            titles={
                plain(title): at
                for at, guide in enumerate(guides)
                for title in guide.title.values()
            },
            patterns=GuidePatterns([_listed(guide.patterns) for guide in guides], needed),
            subjects=GuidePatterns([_listed(guide.subjects) for guide in guides], needed),
            classifier=_classifier(said, len(targets) + 1, tokenizer, cache),
            intents=intents,
            tokenizer=tokenizer,
        )

    def match(self, text: str) -> GuideMatch | None:
        """Return what a text asks for, None if that isn't sure."""
        text = plain(text)
        if text in self.titles:
            return GuideMatch(self.guides[self.titles[text]], 1.0, "title")
        scores = self.classifier.scores(features(text, self.tokenizer))
        other, scores = scores[-1], scores[:-1].copy()
        named = list(self.subjects.found(text))
        scores[named] += SUBJECT
        intent = self.intents.find(text)
        if intent:
            scores[self.targets.index(intent)] += INTENT
        candidates = np.argsort(-scores)[:CANDIDATES].tolist()
        said = self.patterns.found(text, named or candidates)
        scores[list(said)] += PATTERN
        at = max(candidates, key=scores.__getitem__)
        score = float(scores[at])
        if score < LEAST or other - score > OTHER_AHEAD:
            return None
        how = f"pattern: {said[at]}" if at in said else "words"
        return GuideMatch(self.targets[at], score, "intent" if self.targets[at] == intent else how)

    def intent(self, text: str) -> str:
        """Return `SHELTERS` or `WARNINGS` if a text asks for it, else nothing."""
        return self.intents.find(plain(text))


def _classifier(
    said: Sequence[tuple[int, str]], count: int, tokenizer: SudachiTokenizer, cache: Path | None
) -> Classifier:
    """Return the classifier of some texts: from the cache if it is of the same ones."""
    if cache is None:
        return _fitted(said, count, tokenizer)
    made_of = json.dumps([FORMAT, tokenizer.id, count, said], ensure_ascii=False)
    path = cache / f"guides-{sha256(made_of.encode()).hexdigest()[:16]}.npz"
    try:
        return Classifier.load(path)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        classifier = _fitted(said, count, tokenizer)
    try:
        classifier.save(path)
        kept = sorted(cache.glob("guides-*.npz"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("guides' classifier not kept: %s", error)
    return classifier


def _fitted(said: Sequence[tuple[int, str]], count: int, tokenizer: SudachiTokenizer) -> Classifier:
    told = [(at, features(plain(text), tokenizer)) for at, text in said]
    texts = Counter(name for _, found in told for name in found)
    left = {name for name, count in texts.items() if count > 1 or not by_chance(name)}
    told = [(at, {name: found[name] for name in found if name in left}) for at, found in told]
    told = [(at, found) for at, found in told if found]
    return fit([found for _, found in told], [at for at, _ in told], count)


def _listed(by_language: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [text for texts in by_language.values() for text in texts]


def _other() -> list[str]:
    path = files("chatbot.disaster.guides") / "other.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [row["text"] for row in csv.DictReader(lines)]
