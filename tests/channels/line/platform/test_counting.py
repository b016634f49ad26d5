"""How LINE counts characters."""

import pytest

from channels.line.platform.counting import graphemes, utf16


@pytest.mark.parametrize(("text", "units"), [("", 0), ("あ", 1), ("🍎", 2), ("\ud83d", 1)])
def test_utf16_units(text: str, units: int) -> None:
    """Two for what lies outside the basic plane; half a pair counts as one."""
    assert utf16(text) == units


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0),
        ("案内", 2),
        ("か\u3099", 1),  # か and a combining mark
        ("ｶﾞ", 1),
        ("e\u0301", 1),
        ("🍎", 1),
        ("👍🏽", 1),
        ("👨‍👩‍👧", 1),
        ("❤️", 1),
        ("🇯🇵🇰🇷", 2),
        ("🇯🇵🇰", 2),
        ("1️⃣", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),  # three jamo
        ("각\u11a8", 1),  # a closed syllable and a trailing consonant
        ("\r\n", 1),
        ("\n\n", 2),
        ("\n\u0301", 2),  # nothing joins a line's end
        ("a\u200d🍎", 2),  # a joiner joins pictures only
        ("Tiếng Việt", 10),
    ],
)
def test_graphemes(text: str, seen: int) -> None:
    """What a reader takes for one character counts once (UAX #29)."""
    assert graphemes(text) == seen
