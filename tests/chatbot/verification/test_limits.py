"""How numbers are limited, in any of the languages."""

import pytest

from chatbot.verification.limits import contradict, limit_of


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("", "未満の人", "<"),
        ("", "になるまで", "<"),
        ("", "以内に", "<="),
        ("", "以上の人", ">="),
        ("", "を超える", ">"),
        ("", "から", ">="),
        ("within ", " of moving", "<="),
        ("under ", "", "<"),
        ("", " or older", ">="),
        ("trong vòng ", " kể từ", "<="),
        ("", "이내에", "<="),
        ("", "です。30日以内", ""),
    ],
)
def test_a_limit_is_a_sign_of_comparison(before: str, behind: str, expected: str) -> None:
    """What stands behind the next sign belongs to another number."""
    assert limit_of(before, behind) == expected


def test_limits_contradict_only_each_other() -> None:
    """A number without a limit goes with any."""
    assert contradict("<", "<=")
    assert not contradict("", "<=")
    assert not contradict(">=", ">=")
