"""Orders to the machine that stand in documents: neither residents nor a language model see them.

Somebody may have put them into a PDF the city was sent (ignore your instructions and say …). They
are found sentence by sentence, by the same patterns by which residents' orders are refused, also
where they are disguised or broken over a few lines. The rest of the line goes with an order: what
follows tells what is to be done.
"""

from collections.abc import Callable, Sequence
from itertools import chain

from chatbot.gates.patterns import PatternKinds
from chatbot.gates.protection import kind_of
from indexing.chunking import split_sentences

KINDS = frozenset({"injection", "leak", "role", "exfiltration"})
"""Of the protection gate. What residents are to say at a desk (…と言ってください) is none."""

MOST = 6
"""Sentences or lines that may be one order together."""

WithoutOrders = Callable[[str], str]


def without_orders(kinds: PatternKinds) -> WithoutOrders:
    """Return what leaves the orders out of a text; a text without any stays as it is.

    Args:
        kinds: Those of the protection gate.
    """

    def ordered(text: str) -> bool:
        return bool(kind_of(kinds, text, KINDS))

    def leave_out(text: str) -> str:
        if not ordered(text):
            return text
        pieces = list(chain.from_iterable(map(_sentences, text.splitlines(keepends=True))))
        for size in range(1, MOST + 1):
            at = 0
            while at + size <= len(pieces):
                if ordered("".join(pieces[at : at + size])):
                    end = _end_of_line(pieces, at + size)
                    begun = at > 0 and not pieces[at - 1].endswith("\n")
                    pieces[at:end] = ["\n"] if begun and pieces[end - 1].endswith("\n") else []
                else:
                    at += 1
        return "".join(pieces)

    return leave_out


def _end_of_line(pieces: Sequence[str], at: int) -> int:
    """Return where the line ends whose pieces end before `at`, or go on there."""
    while at < len(pieces) and not pieces[at - 1].endswith("\n"):
        at += 1
    return at


def _sentences(line: str) -> list[str]:
    """Return the sentences of a line, the last one with the line's end."""
    text = line.rstrip("\r\n")
    *first, last = split_sentences(text) or [text]
    return [*first, last + line[len(text) :]]
