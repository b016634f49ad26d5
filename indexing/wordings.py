"""Which chunk each wording asks for, and by what it is found.

A Faq is one chunk. Of another document it is the chunk whose label and text are nearest to the
wording. A Faq's question in another language is a wording of its Japanese chunk.

The words of every wording are searched beside the chunk's own. Its meaning is searched too where
words tell little: in another language than the chunk's, and in a text of `SHORT` characters at the
most. Embedding the long ones as well doubles the time of a first build.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from corpus.document import Document, Faq
from corpus.vocabulary import Wording
from indexing.chunk import Chunk, ChunkWording
from indexing.embedders.base import Vectors


def wordings_of(documents: Sequence[Document], written: Iterable[Wording]) -> list[Wording]:
    """Return all wordings by document id: translations, and what the city has written.

    What names no document is left out; `annai corpus check` tells it.
    """
    names = {name: document.id for document in documents for name in _names(document)}
    named = [
        Wording(names[wording.document], wording.language, wording.text)
        for wording in written
        if wording.document in names
    ]
    return list(dict.fromkeys([*_translations(documents), *named]))


SHORT = 16
"""Characters of the longest wording in the chunk's own language that is embedded."""


def apart(
    wordings: Iterable[Wording], chunks: Sequence[Chunk]
) -> tuple[list[Wording], tuple[ChunkWording, ...]]:
    """Return the wordings to embed, and with their chunks those that are found by words only.

    Which of a document's several chunks a wording asks for is told by its vector, so all of those
    are embedded.
    """
    rows = _rows_of(chunks)
    embedded: list[Wording] = []
    by_words: list[ChunkWording] = []
    for wording in wordings:
        own = rows.get(wording.document, [])
        alone = len(own) == 1 and wording.language == chunks[own[0]].language
        if alone and len(wording.text) > SHORT:
            by_words.append(ChunkWording(own[0], wording.language, wording.text))
        else:
            embedded.append(wording)
    return embedded, tuple(by_words)


def assigned(
    wordings: Iterable[Wording],
    vectors: Mapping[str, Vectors],
    chunks: Sequence[Chunk],
    passages: Vectors,
) -> tuple[ChunkWording, ...]:
    """Return the wordings with their chunks; those of a document without chunks are left out.

    Args:
        wordings: Wordings by document id.
        vectors: Vector of each wording's text.
        chunks: All chunks.
        passages: Vectors of the chunks' labels with texts, shape (chunks, dimension).
    """
    rows = _rows_of(chunks)
    found = []
    for wording in wordings:
        own = rows.get(wording.document, [])
        if own:
            nearest = own[int(np.argmax(passages[own] @ vectors[wording.text]))]
            found.append(ChunkWording(nearest, wording.language, wording.text))
    return tuple(found)


def _rows_of(chunks: Iterable[Chunk]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(chunks):
        rows.setdefault(chunk.document_id, []).append(row)
    return rows


def _names(document: Document) -> tuple[str, ...]:
    """Return what the city may call a document, as `corpus.check` understands it."""
    named = document.question if isinstance(document, Faq) else document.metadata.title
    return (document.id, named)


def _translations(documents: Sequence[Document]) -> Iterator[Wording]:
    for document in documents:
        if isinstance(document, Faq):
            for language, translation in sorted(document.translations.items()):
                if translation.question:
                    yield Wording(document.id, language, translation.question)
