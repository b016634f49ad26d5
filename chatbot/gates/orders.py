"""Orders to the machine that stand in documents: neither residents nor a language model see them.

Somebody may have put them into a PDF the city was sent (ignore your instructions and say …). They
are found sentence by sentence, also where they are disguised or broken over a few lines: by the
patterns by which residents' orders are refused, and by those of `orders.toml`, which tell whoever
answers what to answer. What follows an order in the same text goes with it: it tells what is to be
done. Text that stands before it stays.
"""

from collections.abc import Callable
from itertools import chain

from chatbot.gates.patterns import PatternKinds, read_patterns
from chatbot.gates.protection import kind_of
from indexing.chunking import split_sentences

KINDS = frozenset({"injection", "leak", "role", "exfiltration"})
"""Of the protection gate. What residents are to say at a desk (…と言ってください) is none."""

MOST = 6
"""Sentences or lines that may be one order together."""

WithoutOrders = Callable[[str], str]


def without_orders() -> WithoutOrders:
    """Return what leaves the orders out of a text; a text without any stays as it is."""
    read = (*read_patterns("protection").all, *read_patterns("orders").all)
    kinds = PatternKinds([kind for kind in read if kind.name in KINDS])

    def ordered(text: str) -> bool:
        return bool(kind_of(kinds, text))

    def leave_out(text: str) -> str:
        if not ordered(text):
            return text
        pieces = list(chain.from_iterable(map(_sentences, text.splitlines(keepends=True))))
        for size in range(1, MOST + 1):
            runs = range(len(pieces) - size + 1)
            first = next((at for at in runs if ordered("".join(pieces[at : at + size]))), None)
            pieces = pieces[:first]
        return "".join(pieces).rstrip()

    return leave_out


def _sentences(line: str) -> list[str]:
    """Return the sentences of a line, the last one with the line's end."""
    text = line.rstrip("\r\n")
    *first, last = split_sentences(text) or [text]
    return [*first, last + line[len(text) :]]
