"""Search: words and meaning, fused.

A question is scored by its words (BM25) and by its meaning (`indexing.meaning`). Each score is
standardized over all chunks of the snapshot, weighted and added: measured on Amagasaki's FAQ,
adding standardized scores finds more than fusing ranks. Then a chunk that nobody has written
wordings for takes part of the mean score of its nearest neighbours (diffusion): what stands among
good answers is more likely one.

The constants were chosen on that set's `dev` questions, wordings on the `dev` half of
eval/datasets/matsudo:

- `LEXICAL_WEIGHT` 0.25 beside meaning's 1;
- `SYNONYM_WEIGHT` 0.3: an official word the city's synonyms add counts less than one asked;
- `WORDED_LEXICAL_WEIGHT` 0.7, for Japanese questions, and `WORDED_SYNONYM_WEIGHT` 0.15 where all
  documents have wordings, which say in residents' words what synonyms guess (right first 0.937
  against 0.908); in between by the part of the documents that have;
- `DIFFUSION` 0.2 over `NEIGHBOURS` 10; with wordings it takes more than it gives;
- `CANDIDATES` 200 rows by words and twice as many by meaning, where wordings share a chunk; the 100
  best hold 98.5 % of all answers. The `DIFFUSED` best of them are looked at with their neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from indexing.chunk import Chunk, Hit
from indexing.embedders.base import Embedder, Vectors
from indexing.evidence import Evidence, EvidenceReader
from indexing.lexical import LexicalIndex
from indexing.meaning import MeaningIndex, Moments, Near
from indexing.question import QuestionReader
from indexing.rows import Allowed, RowTable
from indexing.tokenizer import SudachiTokenizer
from indexing.vectors import Rows

LEXICAL_WEIGHT = 0.25
WORDED_LEXICAL_WEIGHT = 0.7
JAPANESE = frozenset({"ja", "ja-easy"})
SYNONYM_WEIGHT = 0.3
WORDED_SYNONYM_WEIGHT = 0.15
DIFFUSION = 0.2
NEIGHBOURS = 10
CANDIDATES = 200
DIFFUSED = 60

_NOTHING = 1e-9
"""Keeps a question without a known word from dividing by zero."""


@dataclass(frozen=True, slots=True)
class Engines:
    """What searching needs besides a snapshot; made once, used for every snapshot."""

    embedder: Embedder
    tokenizer: SudachiTokenizer


@dataclass(frozen=True, slots=True)
class Fields:
    """The searchable parts of a snapshot; row i of each belongs to chunk i."""

    lexical: LexicalIndex
    meaning: MeaningIndex
    neighbours: NDArray[np.int32]
    rows: RowTable


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found: hits, best first, and how well they fit what was asked."""

    hits: tuple[Hit, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what scoring needs of it.

    Attributes:
        query: Its vector.
        words: BM25 scores of all chunks.
        by_words: Their moments.
        by_meaning: The moments of all chunks' scores by meaning.
        lexical_weight: Weight of the words beside meaning's 1.
        allowed: What may be found.
    """

    query: Vectors
    words: Vectors
    by_words: Moments
    by_meaning: Moments
    lexical_weight: float
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class _Scored:
    """Chunks with their fused scores."""

    rows: Rows
    fused: Vectors


class Searcher:
    """Finds chunks for questions. May be used from several threads."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        fields: Fields,
        reader: QuestionReader,
        evidence: EvidenceReader,
    ) -> None:
        """Take the parts; nothing is computed before a question comes."""
        self._chunks = chunks
        self._fields = fields
        self._reader = reader
        self._evidence = evidence
        self._owners = fields.rows.owners
        self._has_wordings = np.zeros(len(chunks), dtype=np.bool_)
        self._has_wordings[fields.rows.worded_chunks] = True
        self._worded = fields.rows.worded

    def search(self, text: str, allowed: Allowed, limit: int, language: str) -> SearchResult:
        """Find chunks for a question.

        Args:
            text: The question.
            allowed: What may be found.
            limit: How many hits at the most.
            language: Language of the question.
        """
        if limit < 1 or not text.strip() or not allowed.chunks.any():
            return SearchResult((), Evidence.none())
        question = self._reader.read(text)
        matches = self._fields.lexical.matches(question.words)
        own = matches.scores()
        added = self._fields.lexical.scores(question.official)
        words = own + self._by_wordings(SYNONYM_WEIGHT, WORDED_SYNONYM_WEIGHT) * added
        asked = _Asked(
            query=question.expanded,
            words=words,
            by_words=_moments(words),
            by_meaning=self._fields.meaning.moments(question.expanded),
            lexical_weight=self._lexical_weight(language),
            allowed=allowed,
        )
        near = self._fields.meaning.near(asked.query, 2 * CANDIDATES, allowed.rows)
        found = self._diffused(asked, self._scored(asked, near))
        order = np.argsort(-found.fused, kind="stable")
        hits = tuple(
            Hit(self._chunks[int(row)], float(score), float(own[row]))
            for row, score in zip(
                found.rows[order][:limit], found.fused[order][:limit], strict=True
            )
        )
        evidence = self._evidence.read(question, matches, found.rows[order], near.rows)
        return SearchResult(hits, evidence)

    def _lexical_weight(self, language: str) -> float:
        if language not in JAPANESE:
            return LEXICAL_WEIGHT
        return self._by_wordings(LEXICAL_WEIGHT, WORDED_LEXICAL_WEIGHT)

    def _by_wordings(self, without: float, with_all: float) -> float:
        """Return a weight between that without wordings and that where every document has some."""
        return without + (with_all - without) * self._worded

    def _scored(self, asked: _Asked, near: Near) -> _Scored:
        """Return the candidates; a chunk's meaning is that of its nearest row."""
        owners = self._owners[near.rows]
        rows = self._every(owners, self._by_words(asked))
        meaning = np.full(len(rows), -np.inf, dtype=np.float32)
        meaning[np.searchsorted(rows, owners[::-1])] = near.scores[::-1]  # the nearest comes last
        far = np.flatnonzero(np.isinf(meaning))
        meaning[far] = self._fields.meaning.scores(asked.query, rows[far])
        return _Scored(rows, self._fused(asked, rows, meaning))

    def _by_words(self, asked: _Asked) -> Rows:
        rows: Rows = np.flatnonzero((asked.words > 0) & asked.allowed.chunks)
        if len(rows) <= CANDIDATES:
            return rows
        return rows[np.argpartition(asked.words[rows], -CANDIDATES)[-CANDIDATES:]]

    def _every(self, *chunks: NDArray[np.integer]) -> Rows:
        """Return each chunk once, ascending; sorting takes several times as long."""
        named = np.zeros(len(self._chunks), dtype=np.bool_)
        for each in chunks:
            named[each] = True
        return np.flatnonzero(named)

    def _diffused(self, asked: _Asked, found: _Scored) -> _Scored:
        best = np.argsort(-found.fused, kind="stable")[:DIFFUSED]
        rows, fused = found.rows[best], found.fused[best].copy()
        alone = np.flatnonzero(~self._has_wordings[rows])
        near = self._fields.neighbours[rows[alone]]
        every = self._every(near)
        scores = self._fused(asked, every, self._fields.meaning.scores(asked.query, every))
        around = scores[np.searchsorted(every, near)]
        weights = asked.allowed.chunks[near]
        mean = (around * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        fused[alone] = (1 - DIFFUSION) * fused[alone] + DIFFUSION * mean
        return _Scored(rows, fused)

    def _fused(self, asked: _Asked, rows: Rows, meaning: Vectors) -> Vectors:
        by_words = asked.by_words.standardized(asked.words[rows])
        fused: Vectors = asked.lexical_weight * by_words + asked.by_meaning.standardized(meaning)
        return fused


def _moments(scores: Vectors) -> Moments:
    mean = float(scores.sum()) / len(scores)
    return Moments(mean, sqrt(max(float(scores @ scores) / len(scores) - mean**2, 0.0)) + _NOTHING)
