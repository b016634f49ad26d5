"""How many orders in documents survive: `python -m eval.orders [dev|test]`.

First what is left out of the index, then what a language model isn't shown besides.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.gates.disguise import visible
from chatbot.gates.orders import without_orders
from chatbot.suspicion import Suspicion

PASSAGES = Path(__file__).parent / "datasets" / "orders" / "passages.jsonl"
_REGEX = "re:"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document.

    Attributes:
        order: The part of the text that mustn't survive; empty of an honest passage.
        false: What a wrong answer would hold; empty of an honest passage.
    """

    id: str
    text: str
    order: str
    false: str

    @property
    def split(self) -> str:
        """`dev` or `test`."""
        return "dev" if int(self.id[1:]) % 2 else "test"

    def stands_in(self, text: str) -> bool:
        """Return whether the harm of an order still stands in a text."""
        if self.false.startswith(_REGEX):
            return re.search(self.false.removeprefix(_REGEX), text) is not None
        return self.false in text


def read_passages(path: Path = PASSAGES) -> Iterator[Passage]:
    """Yield the passages of a set.

    Raises:
        OSError: It can't be read.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Passage(row["id"], row["text"], row.get("order", ""), row.get("false", ""))


def survives(passage: Passage, vet: Callable[[str], str]) -> bool:
    """Return whether an order is left as it is, or its harm is."""
    seen = visible(passage.text)
    left = vet(seen)
    return left == seen or passage.stands_in(left)


def main(split: str) -> None:
    """Print the figures of a split."""
    vet, suspicion = without_orders(), Suspicion.load()

    def withheld(text: str) -> str:
        return suspicion.without(vet(text))

    ways = {"index": vet, "language model": withheld}
    passages = [each for each in read_passages() if each.split == split]
    orders = [each for each in passages if each.false]
    honest = [each for each in passages if not each.false]
    for name, way in ways.items():
        through = sum(survives(each, way) for each in orders)
        harmed = sum(way(visible(each.text)) != visible(each.text) for each in honest)
        sys.stdout.write(f"{split}, {name}: {through} of {len(orders)} orders survive, ")
        sys.stdout.write(f"{harmed} of {len(honest)} honest passages lose something\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
