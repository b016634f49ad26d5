"""How patterns of a gate are found in a text."""

import re

import pytest

from chatbot.gates.patterns import PatternKind, read_patterns
from chatbot.lazy_pattern import LazyPattern


def _kind(**patterns: str) -> PatternKind:
    return PatternKind("kind", **{key: (LazyPattern(found),) for key, found in patterns.items()})


FIRE = _kind(match="燃え", unless="ごみ", always="火の海", alone="火事")


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("家が燃えている", True),
        ("燃えるごみ", False),
        ("ごみ置き場が火の海だ", True),
        ("火事", True),
        ("火事！！", True),
        (" 「火事」 ", False),
        ("火事の備え", False),
        ("水", False),
        ("", False),
    ],
)
def test_kinds_of_patterns(text: str, *, matches: bool) -> None:
    """`unless` holds back `match` only; `alone` means the whole text but for its signs."""
    assert FIRE.matches(text) is matches


def test_width_case_and_blanks_dont_matter() -> None:
    """Also between the words of easy Japanese, but not between words of English."""
    assert _kind(match="マイカー").matches("ﾏｲｶｰ")
    assert _kind(match="on fire").matches("ＯＮ ＦＩＲＥ")
    assert _kind(match="息をしていません").matches("息を していません")
    assert not _kind(match="onfire").matches("on fire")
    assert _kind(match="불이 났").matches("불이 났어요")


def test_sentence_is_judged_by_itself() -> None:
    """What a second sentence says doesn't take back the first; `alone` is of the whole."""
    assert not FIRE.matches("家が燃えている。ごみはどうする？")
    assert FIRE.is_in("家が燃えている。ごみはどうする？")
    assert FIRE.is_in("ごみはどうする？家が燃えている")
    assert not FIRE.is_in("燃えるごみ。資源ごみ。")
    assert not FIRE.is_in("火事！ごみの日は？")


@pytest.mark.parametrize("name", ["emergency", "protection", "small_talk"])
def test_files_of_the_gates_are_read(name: str) -> None:
    """Every kind can match something, and no named part was left unfilled."""
    kinds = read_patterns(name).all
    assert len({kind.name for kind in kinds}) == len(kinds) > 0
    for kind in kinds:
        patterns = (*kind.match, *kind.always, *kind.alone)
        assert patterns
        assert not any(re.search(r"(?<!\?)<[a-z]+>", one.pattern) for one in patterns)
