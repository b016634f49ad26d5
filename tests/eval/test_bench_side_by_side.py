"""The same questions asked of several systems in turn."""

from collections.abc import Sequence

from eval.bench.measuring import Taken
from eval.bench.result import SystemFigures
from eval.bench.side_by_side import LIMIT, WARM_UP, Search, ask_in_turn, figures


def test_everyone_gets_every_question_and_goes_first_in_turn() -> None:
    """After the warm-up, which isn't counted."""
    heard: list[tuple[str, str]] = []

    def system(name: str) -> Search:
        def search(question: str, limit: int) -> Sequence[str]:
            assert limit == LIMIT
            heard.append((name, question))
            return []

        return search

    questions = [f"質問{number}" for number in range(4)]
    taken = ask_in_turn({"a": system("a"), "b": system("b")}, questions)

    assert {name: len(times) for name, times in taken.items()} == {"a": 4, "b": 4}
    warm_up = 2 * min(WARM_UP, len(questions))
    assert heard[warm_up:] == [
        *[("b", "質問0"), ("a", "質問0"), ("a", "質問1"), ("b", "質問1")],
        *[("b", "質問2"), ("a", "質問2"), ("a", "質問3"), ("b", "質問3")],
    ]


def test_ratios_are_medians_over_the_questions() -> None:
    """Ours 4, 9, 8 ms to theirs 2, 3, 8 ms: 2, 3 and 1, so 2; of CPU time 1, 3 and 2, so 2."""
    ours = [Taken(4, 1), Taken(9, 3), Taken(8, 4)]
    theirs = [Taken(2, 1), Taken(3, 1), Taken(8, 2)]

    assert figures(ours, theirs) == SystemFigures(
        p50_ms=3, p95_ms=8, p50_cpu_ms=1, ratio=2, ratio_cpu=2
    )
