"""Documents into chunks.

The prose under one heading path and on one page is joined while it fits into `CHUNK_CHARS`, around
tables too, so that a chart's labels don't stand alone; a chunk never crosses a heading or a page.
What is longer is cut between sentences,
a table between its lines with the header repeated. A record stays alone. A Faq is one chunk.

`CHUNK_CHARS` is 500: about 300 tokens, well within the 512 the bundled embedder reads at once, and
short enough that a sentence of it answers.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from corpus.document import Block, BlockKind, Document, Faq
from indexing.chunk import Chunk

CHUNK_CHARS = 500

SENTENCE = re.compile(
    r"(?:[^。！？!?.\n]|\.(?!\s|$))*(?:[。！？!?]+|\.(?=\s|$))[」』）)]*\n?|[^。！？!?\n]+\n?|\n"
)
"""A sentence with its end, or a line without one; a full stop ends one before a blank only."""


def chunks_of(document: Document) -> tuple[Chunk, ...]:
    """Return the chunks of a document in reading order."""
    if isinstance(document, Faq):
        return (_faq_chunk(document),)
    language = document.metadata.language
    return tuple(
        Chunk(
            document_id=document.id,
            order=order,
            text=block.text,
            label=block.name or _label(document.metadata.title, block.headings),
            headings=block.headings,
            page=block.page,
            kind=block.kind,
            language=language,
        )
        for order, block in enumerate(_pieces(document.blocks))
    )


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text`, stripped; each stands in the text as it is."""
    return [piece for match in SENTENCE.finditer(text) if (piece := match.group().strip())]


def _faq_chunk(faq: Faq) -> Chunk:
    return Chunk(
        document_id=faq.id,
        order=0,
        text=faq.answer,
        label=faq.question,
        keywords=" ".join(faq.keywords),
        language=faq.metadata.language,
    )


def _label(title: str, headings: tuple[str, ...]) -> str:
    parts = [title, *headings]
    return " ".join(part for at, part in enumerate(parts) if part and part not in parts[:at])


def _pieces(blocks: Iterable[Block]) -> Iterator[Block]:
    for _, group in groupby(blocks, key=lambda block: (block.headings, block.page)):
        section = list(group)
        prose = [block for block in section if block.kind is BlockKind.PROSE]
        for text in _pack_prose([block.text for block in prose]):
            yield replace(prose[0], text=text)
        for block in section:
            if block.kind is BlockKind.TABLE:
                yield from (replace(block, text=text) for text in _pack_table(block.text))
            elif block.kind is BlockKind.RECORD:
                yield block


def _pack_table(table: str) -> Iterable[str]:
    header, *lines = table.split("\n")
    if not lines:
        return [header]
    return (f"{header}\n{body}" for body in _pack(lines, "\n", len(header) + 1))


def _pack_prose(paragraphs: list[str]) -> Iterator[str]:
    """Join short paragraphs, cut long ones between sentences."""
    parts: list[str] = []
    for paragraph in paragraphs:
        fits = len(paragraph) <= CHUNK_CHARS
        parts += [paragraph] if fits else _pack(SENTENCE.findall(paragraph), "")
    yield from filter(None, map(str.strip, _pack(parts, "\n")))


def _pack(parts: Iterable[str], joint: str, reserved: int = 0) -> Iterator[str]:
    """Join parts while they fit; a single part that doesn't is cut hard."""
    room = max(CHUNK_CHARS - reserved, CHUNK_CHARS // 2)
    held = ""
    for part in parts:
        joined = f"{held}{joint}{part}" if held else part
        if len(joined) <= room:
            held = joined
            continue
        if held:
            yield held
        held = part
        while len(held) > room:
            yield held[:room]
            held = held[room:]
    if held:
        yield held
