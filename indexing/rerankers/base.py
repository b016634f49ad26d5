"""What a reranker is: it reads question and text together, which is slower and sees more."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from indexing.chunk import Hit


class Reranker(ABC):
    """Puts hits in the order in which they answer a question."""

    def rerank(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the hits, best first; what answers as well keeps its order.

        The scores stay where they were, highest first: what compares hits by their fused scores
        goes on doing so.

        Raises:
            IndexingError: The model fails.
        """
        if not hits:
            return ()
        scores = self.scores(question, [hit.chunk.passage for hit in hits])
        order = sorted(range(len(hits)), key=lambda at: -scores[at])
        return tuple(
            replace(hits[at], score=hit.score) for at, hit in zip(order, hits, strict=True)
        )

    @abstractmethod
    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Return how well each text answers the question; there is at least one."""
