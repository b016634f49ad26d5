"""What got better and worse between two runs."""

import pytest

from eval.comparison import LISTED, Measures, compare
from eval.run import Row

MEASURES = Measures(("first", "right"), ("rank", "status"))


def _row(name: str, first: float, rank: int | None, right: float | None = None) -> Row:
    status = "answered" if right is not None else "no_answer"
    return {
        "id": name,
        "text": f"{name}?",
        "first": first,
        "right": right,
        "rank": rank,
        "status": status,
    }


BEFORE = [_row("a", 1, 1, 1), _row("b", 0, 3), _row("c", 1, 1, 0), _row("gone", 0, None)]
AFTER = [_row("a", 0, 2, 0), _row("b", 1, 1, 1), _row("c", 1, 1, 0), _row("new", 1, 1, 1)]


def test_rows_are_matched_by_question() -> None:
    """Those of one run only are counted, and left out of the means."""
    comparison = compare(BEFORE, AFTER, MEASURES)
    first, _ = comparison.metrics

    assert comparison.matched == 3
    assert (comparison.unmatched_before, comparison.unmatched_after) == (1, 1)
    assert (first.questions, first.before, first.after) == (3, 2 / 3, 2 / 3)
    assert (first.difference, first.p) == (0, 1)
    assert first.low < 0 < first.high


def test_what_is_not_applicable_is_no_zero() -> None:
    """`right` is known in both runs of a and c only: 1 and 0 before, 0 and 0 after."""
    _, right = compare(BEFORE, AFTER, MEASURES).metrics

    assert (right.questions, right.before, right.after) == (2, 0.5, 0)
    assert right.difference == pytest.approx(-0.5)


def test_the_questions_that_changed_are_listed() -> None:
    """With what is shown of them, before and after."""
    comparison = compare(BEFORE, AFTER, MEASURES)
    (better,), (worse,) = comparison.better, comparison.worse

    assert (better.id, better.text, better.difference) == ("b", "b?", 1)
    assert (better.before, better.after) == (("3", "no_answer"), ("1", "answered"))
    assert (worse.id, worse.difference) == ("a", -2)


def test_a_long_list_is_cut_the_largest_changes_first() -> None:
    """Its length is told."""
    before = [_row(f"q{number}", 0, None) for number in range(30)]
    after = [_row(f"q{number}", number / 30, 1) for number in range(30)]
    comparison = compare(before, after, MEASURES)

    assert comparison.better_total == 29
    assert len(comparison.better) == LISTED
    assert comparison.better[0].id == "q29"
    assert comparison.better[0].before == ("–", "no_answer")


def test_runs_without_a_common_question_have_no_metric() -> None:
    """There is nothing to compare, and that is said."""
    comparison = compare(BEFORE[:1], AFTER[1:2], MEASURES)

    assert (comparison.matched, comparison.metrics) == (0, ())
