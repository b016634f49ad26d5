"""Indexing real text with fresh vectors: the production build, the other systems beside it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.document import Document
from eval.bench.drawing import draw
from eval.bench.measuring import timed
from eval.bench.others import Others
from eval.bench.result import IndexFigures, rounded
from eval.bench.texts import Article
from indexing.build import Builder, Source
from indexing.chunking import chunks_of
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots


def measure_building(
    articles: Sequence[Article], chunks: int, engines: Engines, others: Others
) -> IndexFigures:
    """Index articles drawn at random until they make `chunks` chunks."""
    documents = _documents(articles, chunks)
    texts = [(each.id, f"{each.metadata.title}\n{each.blocks[0].text}") for each in documents]
    engines.embedder.encode([text for _, text in texts[:8]], "passage")
    with TemporaryDirectory(prefix="annai-bench-") as folder:
        snapshots = Snapshots(Path(folder))
        builder = Builder(snapshots, engines.embedder, engines.tokenizer, lambda: datetime.now(UTC))
        source = Source("bench", documents, CityWords({}, ()))
        snapshot, ours = timed(lambda: builder.build(source, _silent))
        built = snapshots.manifest(snapshot).chunks
    textbook, textbook_time = timed(lambda: others.textbook(texts, engines.embedder))
    _, bm25s_time = timed(lambda: others.bm25s(texts, engines.tokenizer.words))
    return IndexFigures(
        documents=len(documents),
        chunks=built,
        seconds=rounded(ours.wall_ms / 1000),
        cpu_s=rounded(ours.cpu_ms / 1000),
        chunks_per_s=rounded(built / ours.wall_ms * 1000),
        ratio_to_textbook=rounded(textbook_time.wall_ms / ours.wall_ms) if textbook else None,
        ratio_to_bm25s=rounded(bm25s_time.wall_ms / ours.wall_ms),
    )


def _documents(articles: Sequence[Article], chunks: int) -> list[Document]:
    documents, made = [], 0
    for number, article in enumerate(draw(articles, len(articles))):
        if made >= chunks:
            break
        document = article.document(f"bench/{number}.md")
        made += len(chunks_of(document))
        documents.append(document)
    return documents


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Show nothing: that would take time."""
