"""Tuning the bundled embedder on a city: from its documents and wordings to tuned tensors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from indexing.build import Source
from indexing.chunk import Chunk, ChunkWording
from indexing.chunking import chunks_of
from indexing.embedders.base import Embedder, Vectors
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.tuned import save
from indexing.embedding import EmbeddedText, Progress, embed, field_texts, question_text
from indexing.layout import FIELDS
from indexing.snapshots import Snapshots
from indexing.tuning.model import TrainableE5
from indexing.tuning.pairs import EverydayWords, chunk_pairs, wording_pairs
from indexing.tuning.training import Recipe, train
from indexing.wordings import assigned, wordings_of

_ByText = dict[EmbeddedText, Vectors]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What tuning made.

    Attributes:
        id: Of the tensors in the cache directory, unscaled.
        pairs: How many pairs there were to learn.
        losses: Of each step.
        seconds: What it took.
    """

    id: str
    pairs: int
    losses: tuple[float, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Tuner:
    """Tunes the bundled embedder.

    Attributes:
        embedder: The untuned one.
        snapshots: Where vectors of the city's texts may be found.
        cache_dir: Where the tuned tensors are kept.
        recipe: How to train.
    """

    embedder: Embedder
    snapshots: Snapshots
    cache_dir: Path
    recipe: Recipe

    def tune(self, source: Source, progress: Progress) -> Tuned:
        """Train on a city's documents and wordings.

        Args:
            source: The city, with the wordings that may be trained on.
            progress: Told the stages `embed` and `train`.

        Raises:
            EmbedderError: The embedder fails.
            OSError: The tensors can't be written.
        """
        began = perf_counter()
        chunks = [chunk for document in source.documents for chunk in chunks_of(document)]
        vectors = self._vectors(source, chunks, progress)
        everyday = EverydayWords(source.words.synonyms, self.recipe.seed)
        asked = _assigned(source, chunks, vectors)
        pairs = [*chunk_pairs(chunks, everyday), *wording_pairs(chunks, asked)]
        topics = {chunk.label: vectors[_label(chunk)] for chunk in chunks}
        trained = train(TrainableE5(E5Weights()), pairs, topics, self.recipe, progress)
        tuned_id = save(trained.tensors, 1.0, self.cache_dir)
        return Tuned(tuned_id, len(pairs), trained.losses, perf_counter() - began)

    def _vectors(self, source: Source, chunks: Sequence[Chunk], progress: Progress) -> _ByText:
        """Return the vectors of labels, of labels with texts, and of the wordings that have one."""
        wordings = wordings_of(source.documents, source.words.wordings)
        texts = [text for chunk in chunks for text in (_label(chunk), _passage(chunk))]
        texts += [question_text(each.text) for each in wordings]
        return embed(texts, self.embedder, self.snapshots, progress).vectors


def _assigned(
    source: Source, chunks: Sequence[Chunk], vectors: _ByText
) -> tuple[ChunkWording, ...]:
    """Return the wordings with their chunks, as a snapshot has them."""
    wordings = wordings_of(source.documents, source.words.wordings)
    asked = {each.text: vectors[question_text(each.text)] for each in wordings}
    passages = np.stack([vectors[_passage(chunk)] for chunk in chunks])
    return assigned(wordings, asked, chunks, passages)


def _label(chunk: Chunk) -> EmbeddedText:
    return field_texts(chunk)[FIELDS.index("label")]


def _passage(chunk: Chunk) -> EmbeddedText:
    return field_texts(chunk)[FIELDS.index("passage")]
