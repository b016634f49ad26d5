"""How many orders in documents survive vetting: `python -m eval.orders [dev|test]`."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.gates.disguise import visible
from chatbot.gates.orders import without_orders

PASSAGES = Path(__file__).parent / "datasets" / "orders" / "passages.jsonl"
_REGEX = "re:"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document.

    Attributes:
        false: What a wrong answer would hold; empty of an honest passage.
    """

    id: str
    text: str
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
        yield Passage(row["id"], row["text"], row.get("false", ""))


def survives(passage: Passage, vet: Callable[[str], str]) -> bool:
    """Return whether an order is left as it is, or its harm is."""
    seen = visible(passage.text)
    left = vet(seen)
    return left == seen or passage.stands_in(left)


def main(split: str) -> None:
    """Print the figures of a split."""
    vet = without_orders()
    passages = [each for each in read_passages() if each.split == split]
    orders = [each for each in passages if each.false]
    honest = [each for each in passages if not each.false]
    through = sum(survives(each, vet) for each in orders)
    harmed = sum(vet(visible(each.text)) != visible(each.text) for each in honest)
    sys.stdout.write(f"{split}: orders {len(orders)}, survive {through}; ")
    sys.stdout.write(f"honest {len(honest)}, lose something {harmed}\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
