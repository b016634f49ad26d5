"""Fits the classifier of guides to what people say, and keeps it: fitting takes seconds."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

from chatbot.disaster.guides.classifier import Classifier, fit
from chatbot.disaster.guides.features import by_chance, plain
from chatbot.disaster.guides.signs import SignReader

FORMAT = 4
"""Of features and classifier together; another one is fitted anew."""

KEPT = 4
"""Classifiers that stay in the cache: of several cities, and of guides as they were before."""

OFTEN = 3
"""In how many texts a long run or a pair of words must stand: rarer ones change no decision."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a classifier is made of.

    Attributes:
        said: Texts, each with its class.
        count: How many classes there are.
        patterns: Everything the signs are found with.
    """

    said: Sequence[tuple[int, str]]
    count: int
    patterns: Sequence[object]

    def mark(self, tokenizer: str) -> str:
        """Return what tells this lesson from every other one."""
        made_of = [FORMAT, tokenizer, self.count, self.said, self.patterns]
        text = json.dumps(made_of, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:16]


def learn(lesson: Lesson, signs: SignReader, cache: Path | None) -> Classifier:
    """Return the classifier of a lesson: from the cache if it is of the same one."""
    if cache is None:
        return _fitted(lesson, signs)
    path = cache / f"guides-{lesson.mark(signs.tokenizer.id)}.npz"
    try:
        return Classifier.load(path)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        classifier = _fitted(lesson, signs)
    try:
        classifier.save(path)
        kept = sorted(cache.glob("guides-*.npz"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("guides' classifier not kept: %s", error)
    return classifier


def _fitted(lesson: Lesson, signs: SignReader) -> Classifier:
    texts = (signs.read(plain(text)).features for _, text in lesson.said)

    def tells(name: str, count: int) -> bool:
        return count >= OFTEN or not by_chance(name)

    return fit(texts, [at for at, _ in lesson.said], lesson.count, tells)
