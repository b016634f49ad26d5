"""Searching the same recombined chunks with annai, the textbook pipeline and plain BM25.

FAISS searches with one thread meanwhile, whoever calls it: the others would go on spinning after
each search and take time from whoever is asked next.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import faiss

from corpus.document import Document
from eval.bench.large_index import LargeIndexes
from eval.bench.others import Others
from eval.bench.recombined import LineTokenizer
from eval.bench.result import SearchFigures
from eval.bench.side_by_side import Search, ask_in_turn, figures
from indexing.embedding import Progress
from indexing.index import Index


def measure_search(
    indexes: LargeIndexes,
    chunks: int,
    others: Others,
    questions: Sequence[str],
    progress: Progress,
) -> SearchFigures:
    """Ask each system each question."""
    index = Index(indexes.open(chunks, progress).layout, indexes.engines)
    texts = [text for each in indexes.documents(chunks) for text in _chunk_texts(each)]
    systems: dict[str, Search] = {
        "annai": _search_of(index),
        "bm25s": others.bm25s(texts, LineTokenizer().words),
    }
    textbook = others.textbook(texts, indexes.embedder(chunks, progress))
    if textbook:
        systems["textbook"] = textbook
    with _one_thread():
        taken = ask_in_turn(systems, questions)
    measured = {name: figures(taken["annai"], times) for name, times in taken.items()}
    return SearchFigures(
        chunks=len(index.chunks),
        questions=len(questions),
        annai=measured["annai"],
        textbook=measured.get("textbook"),
        bm25s=measured["bm25s"],
    )


@contextmanager
def _one_thread() -> Iterator[None]:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _search_of(index: Index) -> Search:
    day = datetime.now(UTC).date()

    def search(question: str, limit: int) -> list[str]:
        hits = index.search(question, day=day, limit=limit).hits
        return [hit.chunk.document_id for hit in hits]

    return search


def _chunk_texts(document: Document) -> list[tuple[str, str]]:
    """Return each chunk of a recombined document as a text, its titles first."""
    return [
        (document.id, f"{document.metadata.title} {block.headings[0]}\n{block.text}")
        for block in document.blocks
    ]
