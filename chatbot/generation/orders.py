"""Orders to the machine that stand in documents: a language model isn't shown them.

Somebody may have put them into a PDF the city was sent (ignore your instructions and say …). They
are found sentence by sentence, by the same patterns by which residents' orders are refused.
"""

from collections.abc import Callable
from itertools import chain

from chatbot.gates.patterns import PatternKinds
from indexing.chunking import split_sentences

ORDERS = "injection"

WithoutOrders = Callable[[str], str]


def without_orders(kinds: PatternKinds) -> WithoutOrders:
    """Return what leaves the orders out of a text; a text without any stays as it is.

    Args:
        kinds: Those of the protection gate.
    """

    def orders(sentence: str) -> bool:
        return any(
            kind.name == ORDERS and kind.is_in(sentence) for kind in kinds.possible(sentence)
        )

    def leave_out(text: str) -> str:
        if not orders(text) and not any(map(orders, text.split("\n"))):
            return text
        lines = (split_sentences(line) for line in text.splitlines(keepends=True))
        return "".join(one for one in chain.from_iterable(lines) if not orders(one))

    return leave_out
