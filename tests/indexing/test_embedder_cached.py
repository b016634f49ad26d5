"""Remembering vectors."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.cached import CachedEmbedder


class _Counting(Embedder):
    """Vectors of two numbers, and a list of what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Role]] = []

    @property
    def id(self) -> str:
        return "counting"

    @property
    def dimension(self) -> int:
        return 2

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        self.asked += [(text, role) for text in texts]
        rows = [[len(text), role == "query"] for text in texts]
        return np.array(rows, np.float32).reshape(-1, 2)


def test_a_text_is_computed_once() -> None:
    """The second time a question is asked nothing is computed, and its vector is the same."""
    inner = _Counting()
    cached = CachedEmbedder(inner)

    first = cached.encode(["ごみ", "住民票", "ごみ"], "query")
    second = cached.encode(["住民票", "税"], "query")

    assert first.tolist() == [[2, 1], [3, 1], [2, 1]]
    assert second.tolist() == [[3, 1], [1, 1]]
    assert inner.asked == [("ごみ", "query"), ("住民票", "query"), ("税", "query")]


def test_roles_are_kept_apart() -> None:
    """The same words as a question and as a passage are two vectors."""
    cached = CachedEmbedder(_Counting())

    vectors = [cached.encode(["税"], role)[0].tolist() for role in ("query", "passage")]

    assert vectors == [[1, 1], [1, 0]]


def test_the_least_recently_used_is_forgotten() -> None:
    """With room for two, the one not asked for lately is computed again, the other isn't."""
    inner = _Counting()
    cached = CachedEmbedder(inner, size=2)
    for text in ("a", "b", "a", "c"):
        cached.encode([text], "query")

    cached.encode(["a"], "query")
    cached.encode(["b"], "query")

    assert [text for text, _ in inner.asked] == ["a", "b", "c", "b"]


def test_more_texts_than_room() -> None:
    """One call may hold more texts than are kept."""
    cached = CachedEmbedder(_Counting(), size=1)

    assert cached.encode(["a", "bb", "ccc"], "passage").tolist() == [[1, 0], [2, 0], [3, 0]]


def test_callers_cannot_change_what_is_remembered() -> None:
    """A caller that writes into its array changes nobody else's."""
    cached = CachedEmbedder(_Counting())
    cached.encode(["税"], "query")[:] = 9
    cached.encode(["税"], "query")[:] = 9

    assert cached.encode(["税"], "query").tolist() == [[1, 1]]


def test_no_texts_and_identity() -> None:
    """No texts give no rows; id and width are those of the embedder behind."""
    cached = CachedEmbedder(_Counting())

    assert cached.encode([], "query").shape == (0, 2)
    assert (cached.id, cached.dimension) == ("counting", 2)


def test_threads_share_the_memory() -> None:
    """Threads that ask for more than fits, all at once, each get the right vectors."""
    cached = CachedEmbedder(_Counting(), size=3)
    texts = ["x" * n for n in range(1, 30)] * 20

    with ThreadPoolExecutor(8) as pool:
        vectors = list(pool.map(lambda text: cached.encode([text], "query")[0, 0], texts))

    assert vectors == [len(text) for text in texts]
