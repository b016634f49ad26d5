"""Logistic regression, fitted by Newton's method (McCullagh & Nelder 1989, §2.5).

Minimizes Σ wᵢ·log(1 + exp(−yᵢ(b + xᵢ·β))) + ridge/2·‖β‖², y in {−1, 1}; the bias is not shrunk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

STEPS = 50
CONVERGED = 1e-9


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted regression: the logit of x is `bias` + x·`weights`."""

    weights: Matrix
    bias: float

    def logits(self, features: Matrix) -> Matrix:
        """Return the logit of each row."""
        return features @ self.weights + self.bias


def fit(
    features: Matrix, positive: NDArray[np.bool_], importance: Matrix, ridge: float
) -> Regression:
    """Fit rows of shape (rows, features); each counts as much as its importance."""
    rows = np.column_stack([features, np.ones(len(features))])
    shrink = np.full(rows.shape[1], ridge)
    shrink[-1] = CONVERGED
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (importance * (likely - positive)) + shrink * weights
        curve = (rows * (importance * likely * (1 - likely))[:, None]).T @ rows + np.diag(shrink)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < CONVERGED:
            break
    return Regression(weights[:-1], float(weights[-1]))


def balanced(groups: NDArray[np.int64]) -> Matrix:
    """Return importances that give each group the same sum, len(groups) altogether."""
    _, group, counts = np.unique(groups, return_inverse=True, return_counts=True)
    importance: Matrix = len(groups) / (len(counts) * counts[group])
    return importance
