"""Documents before they are indexed: without orders to the machine, and without hidden characters.

Staff are told what was left out of which file. What isn't in the index can't be quoted to residents
and can't steer a language model.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from chatbot.errors import OrdersError
from chatbot.gates.disguise import visible
from chatbot.gates.orders import WithoutOrders, without_orders
from corpus.corpus import Corpus, Problem
from corpus.document import Block, Document, Faq, Translation

SHOWN = 60
"""Characters of a passage that staff are shown."""


def vetted(corpus: Corpus) -> Corpus:
    """Return a corpus without orders in its documents; each that had some is a problem."""
    clean = without_orders()
    documents, problems = [], []
    for document in corpus.documents:
        left: list[str] = []
        kept = _vetted(document, _noting(clean, left))
        if not left or _says_something(kept):
            documents.append(kept)
        path = document.id.partition("#")[0]
        problems += [Problem(path, str(OrdersError("vetting.order", text=text))) for text in left]
    return replace(
        corpus, documents=tuple(documents), problems=(*corpus.problems, *dict.fromkeys(problems))
    )


def _noting(clean: WithoutOrders, left: list[str]) -> Callable[[str], str]:
    """Return `clean` for texts with hidden characters; what it leaves out is noted."""

    def vet(text: str) -> str:
        seen = visible(text)
        kept = clean(seen)
        if kept != seen:
            left.append(_left_out(seen, kept)[:SHOWN])
        return kept

    return vet


def _left_out(before: str, after: str) -> str:
    """Return the first line that something was left out of."""
    kept = set(after.splitlines())
    return next(line.strip() for line in before.splitlines() if line not in kept)


def _vetted(document: Document, vet: Callable[[str], str]) -> Document:
    metadata = replace(document.metadata, title=vet(document.metadata.title))
    if isinstance(document, Faq):
        return replace(
            document,
            metadata=metadata,
            question=vet(document.question),
            answer=vet(document.answer),
            keywords=tuple(filter(None, map(vet, document.keywords))),
            translations={
                language: Translation(vet(said.question), vet(said.answer))
                for language, said in document.translations.items()
            },
        )
    return replace(document, metadata=metadata, blocks=tuple(_blocks(document, vet)))


def _says_something(document: Document) -> bool:
    return bool(document.answer.strip() if isinstance(document, Faq) else document.blocks)


def _blocks(document: Document, vet: Callable[[str], str]) -> Iterator[Block]:
    for block in document.blocks:
        text = vet(block.text)
        if text.strip():
            headings = tuple(filter(None, map(vet, block.headings)))
            yield replace(block, text=text, headings=headings, name=vet(block.name))
