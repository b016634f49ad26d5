"""Is a difference between two runs more than chance? Asked of the same questions, paired.

`p_value` is the paired randomization test (Fisher 1935; recommended for retrieval by Smucker, Allan
& Carterette 2007, https://doi.org/10.1145/1321440.1321528): if the two runs were equally good, each
question's difference might as well have had the other sign. Few enough sign patterns are counted
all; else `ROUNDS` are drawn, the observed one counted as one of them, so that no p is 0 (Phipson &
Smyth 2010, https://doi.org/10.2202/1544-6115.1585).

`interval` is the percentile bootstrap of the mean difference (Efron & Tibshirani 1993, ch. 13; for
retrieval Sakai 2006, https://doi.org/10.1145/1148170.1148261).

Questions with the same difference are drawn together, their number binomial or multinomial: the
same distribution as drawing each, in far less time, since most differences are equal.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

ROUNDS = 10_000
CONFIDENCE = 0.95
SEED = 20261122
_ROUNDING = 1e-9  # sums of the same numbers in another order differ by less


def p_value(differences: Sequence[float]) -> float:
    """Return how probable so large a mean difference is by chance alone, two-sided.

    Args:
        differences: After minus before, one for each question.
    """
    moved = np.array([each for each in differences if each], dtype=np.float64)
    if not moved.size:
        return 1.0
    observed = abs(moved.sum()) - _ROUNDING
    if 2**moved.size <= ROUNDS:
        signs = np.array(list(product((-1, 1), repeat=moved.size)))
        return float(np.mean(np.abs(signs @ moved) >= observed))
    sizes, counts = np.unique(np.abs(moved), return_counts=True)
    positive = np.random.default_rng(SEED).binomial(counts, 0.5, size=(ROUNDS, sizes.size))
    extreme = int(np.count_nonzero(np.abs((2 * positive - counts) @ sizes) >= observed))
    return (1 + extreme) / (1 + ROUNDS)


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return the bounds that hold the mean difference with `CONFIDENCE`; there must be one."""
    values, counts = np.unique(np.array(differences, dtype=np.float64), return_counts=True)
    drawn: NDArray[np.int64] = np.random.default_rng(SEED).multinomial(
        len(differences), counts / len(differences), size=ROUNDS
    )
    means = drawn @ values / len(differences)
    outside = (1 - CONFIDENCE) / 2
    low, high = np.quantile(means, [outside, 1 - outside])
    return float(low), float(high)
