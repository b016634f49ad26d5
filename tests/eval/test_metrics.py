"""The metrics against sums worked by hand, and against ir-measures."""

from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from eval.metrics import first_rank, ndcg, recall, reciprocal_rank, success

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_ndcg_by_hand() -> None:
    """Found c, x, a of a (3), b (2), c (1).

    DCG = 1/log2(2) + 0/log2(3) + 3/log2(4) = 1 + 0 + 1.5 = 2.5;
    the best possible is 3/1 + 2/log2(3) + 1/2 = 3 + 1.26186 + 0.5 = 4.76186.
    """
    assert ndcg(["c", "x", "a"], GRADES, 10) == pytest.approx(2.5 / 4.76186, abs=1e-5)


def test_ndcg_counts_to_its_depth() -> None:
    """At depth 2: found c (1), best possible 3/1 + 2/log2(3)."""
    assert ndcg(["c", "x", "a"], GRADES, 2) == pytest.approx(1 / (3 + 2 / log2(3)))


def test_the_binary_metrics_by_hand() -> None:
    """Relevant are a, b, c; found x, c, y, a: two of three, the first at rank 2."""
    ranking = ["x", "c", "y", "a"]

    assert recall(ranking, GRADES, 10) == pytest.approx(2 / 3)
    assert recall(ranking, GRADES, 2) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, GRADES) == 1 / 2
    assert (success(ranking, GRADES, 1), success(ranking, GRADES, 5)) == (0.0, 1.0)


def test_grade_zero_is_not_relevant() -> None:
    """A document judged irrelevant counts as one that wasn't judged."""
    assert reciprocal_rank(["d"], GRADES) == 0
    assert success(["d"], GRADES, 1) == 0
    assert ndcg(["d"], GRADES, 10) == 0


def test_nothing_found_is_zero() -> None:
    """Everywhere."""
    assert [ndcg([], GRADES, 10), recall([], GRADES, 10)] == [0, 0]
    assert [reciprocal_rank([], GRADES), success([], GRADES, 5)] == [0, 0]


def test_the_first_rank_by_hand() -> None:
    """Of x, c, a the second is relevant first; of x none is."""
    assert first_rank(["x", "c", "a"], GRADES) == 2
    assert first_rank(["x"], GRADES) is None


@given(
    ranking=st.lists(st.sampled_from("abcdefghijkl"), unique=True, max_size=12),
    grades=st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 3)).filter(
        lambda grades: any(grades.values())
    ),
    depth=st.sampled_from([1, 3, 5, 10]),
)
def test_the_same_as_ir_measures(ranking: list[str], grades: dict[str, int], depth: int) -> None:
    """The field's own implementation, which wraps trec_eval, gives the same figures."""
    qrels = [ir_measures.Qrel("q", document, grade) for document, grade in grades.items()]
    run = [ir_measures.ScoredDoc("q", document, -rank) for rank, document in enumerate(ranking)]
    measured = {nDCG @ depth: 0.0, R @ depth: 0.0, RR: 0.0, Success @ depth: 0.0}
    measured |= ir_measures.calc_aggregate(list(measured), qrels, run) if run else {}

    assert ndcg(ranking, grades, depth) == pytest.approx(measured[nDCG @ depth])
    assert recall(ranking, grades, depth) == pytest.approx(measured[R @ depth])
    assert reciprocal_rank(ranking, grades) == pytest.approx(measured[RR])
    assert success(ranking, grades, depth) == measured[Success @ depth]
