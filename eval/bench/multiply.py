"""Real text multiplied: as many different chunks as are wanted, of sentences that were written.

A chunk joins sentences of different articles, one a line, until it is as long as a chunk of the
real text, drawn at random; so lengths are distributed as in the real text. It stands in a document
of `CHUNKS` under two titles of articles, the document's own and its heading, and no two chunks have
the same text or the same pair of titles. With its titles a chunk has `CHUNK_CHARS` characters at
the most, so neither annai nor the textbook's splitter cuts it.

The number of different sentences grows with the square root of the chunks, as a vocabulary does
(Heaps' law): a small index has the first of those a large one has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

from corpus.document import Block, Document, Metadata
from eval.bench.drawing import draw, seeded
from eval.bench.texts import Article
from eval.errors import EvalError
from indexing.chunking import CHUNK_CHARS, chunks_of, split_sentences

CHUNKS = 5
"""Chunks in a document."""
SENTENCES, TITLES = 30, 4
"""How many of each there are, times the square root of the chunks."""
LENGTHS = range(15, 201)
"""Characters of a sentence; what is shorter is a fragment, what is longer a table."""
_DRAWN = 40
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the place of the article it is from."""

    text: str
    article: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What chunks are made of; everything is different from everything else.

    Attributes:
        titles: Without ASCII spaces: one stands between the two titles of a label.
        lengths: Characters of the real chunks.
    """

    titles: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    lengths: tuple[int, ...]


def parts_of(articles: Sequence[Article], chunks: int) -> Parts:
    """Return what `chunks` chunks are made of."""
    titles = dict.fromkeys("\u3000".join(article.title.split()) for article in articles)
    sentences = {
        text: Sentence(text, place)
        for place, article in enumerate(articles)
        for text in split_sentences(article.body)
        if len(text) in LENGTHS and text not in titles
    }
    lengths = [len(chunk.text) for each in articles for chunk in chunks_of(each.document(""))]
    root = isqrt(chunks)
    return Parts(
        titles=tuple(draw(titles, TITLES * root)),
        sentences=tuple(draw(sentences.values(), SENTENCES * root)),
        lengths=tuple(lengths),
    )


def multiplied(parts: Parts, chunks: int) -> list[Document]:
    """Return documents of `chunks` different chunks, always the same ones.

    Raises:
        EvalError: There is too little text for so many.
    """
    maker = _Maker(parts, chunks)
    sizes = [min(CHUNKS, chunks - start) for start in range(0, chunks, CHUNKS)]
    return [maker.document(f"bench/{number}.md", size) for number, size in enumerate(sizes)]


class _Maker:
    def __init__(self, parts: Parts, chunks: int) -> None:
        self._parts = parts
        self._chunks = chunks
        self._random = seeded()
        self._pairs: set[tuple[str, str]] = set()
        self._texts: set[str] = set()

    def document(self, name: str, size: int) -> Document:
        title = self._draw(self._parts.titles)
        blocks = tuple(self._block(title) for _ in range(size))
        return Document(name, Metadata(title=title), blocks)

    def _block(self, title: str) -> Block:
        for _ in range(_TRIES):
            heading = self._draw(self._parts.titles)
            text = self._text(CHUNK_CHARS - len(f"{title} {heading}\n"))
            new = (title, heading) not in self._pairs and text not in self._texts
            if heading != title and text and new:
                self._pairs.add((title, heading))
                self._texts.add(text)
                return Block(text, headings=(heading,))
        raise EvalError("bench.too_little_text", chunks=self._chunks)

    def _text(self, room: int) -> str:
        """Return sentences of at least two articles, or nothing if they don't fit together."""
        wanted = self._random.choice(self._parts.lengths)
        every = self._parts.sentences
        chosen: dict[int, str] = {}
        size = 0
        for sentence in self._random.sample(every, min(_DRAWN, len(every))):
            fits = size + len(sentence.text) + 1 <= room
            if fits and sentence.article not in chosen:
                chosen[sentence.article] = sentence.text
                size += len(sentence.text) + 1
            if size >= wanted and len(chosen) > 1:
                break
        return "\n".join(chosen.values()) if len(chosen) > 1 else ""

    def _draw(self, texts: Sequence[str]) -> str:
        if not texts:
            raise EvalError("bench.too_little_text", chunks=self._chunks)
        return self._random.choice(texts)
