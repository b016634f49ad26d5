"""The paired test and the bootstrap interval against cases worked by hand."""

import pytest

from eval.significance import ROUNDS, interval, p_value


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([1, 1, 1], 2 / 8),  # of 8 sign patterns +++ and ---
        ([1, 1, 1, -1], 10 / 16),  # |sum| is 2: of 16 all but the 6 with sum 0
        ([3, 1], 2 / 4),  # |sum| is 4: ++ and --
        ([3, -1], 4 / 4),  # |sum| is 2: every pattern has 2 or 4
        ([0, 0.5, 0, 0.5], 2 / 4),  # what didn't change can't tell
        ([0, 0], 1),
        ([], 1),
        ([0.1, 0.2, -0.3, 0.3], 12 / 16),  # 0.3 is reached if the threes agree, or 1 and 2
    ],
)
def test_few_differences_are_counted_out(differences: list[float], p: float) -> None:
    """Every pattern of signs whose sum is as far from 0 as the observed one, over all patterns."""
    assert p_value(differences) == pytest.approx(p)


def test_many_differences_are_drawn() -> None:
    """15 of 20 better: twice the binomial tail (15504+4845+1140+190+20+1)/2^20 = 0.0414.

    Drawn 10,000 times its standard error is 0.002.
    """
    exact = 2 * (15504 + 4845 + 1140 + 190 + 20 + 1) / 2**20

    assert p_value([1.0] * 15 + [-1.0] * 5) == pytest.approx(exact, abs=0.008)
    assert p_value([0.25] * 60 + [0.5] * 60) == 1 / (1 + ROUNDS)


def test_the_direction_does_not_matter() -> None:
    """The test has two sides."""
    differences = [0.1 * number for number in range(-5, 12)]

    assert p_value(differences) == p_value([-each for each in differences])


def test_the_interval_of_a_mean() -> None:
    """Of 50 ones among 100: the mean 0.5, its standard error 0.05, so 0.5 ± 1.96 · 0.05."""
    low, high = interval([1.0] * 50 + [0.0] * 50)

    assert low == pytest.approx(0.402, abs=0.011)
    assert high == pytest.approx(0.598, abs=0.011)


def test_equal_differences_leave_no_doubt() -> None:
    """However they are drawn again."""
    assert interval([0.25] * 7) == pytest.approx((0.25, 0.25))


def test_the_same_figures_every_time() -> None:
    """The seed is fixed."""
    differences = [0.01 * (number % 7 - 2) for number in range(100)]

    assert p_value(differences) == p_value(differences)
    assert interval(differences) == interval(differences)
