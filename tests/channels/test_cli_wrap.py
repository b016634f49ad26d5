"""Wrapping Japanese by the width of its characters."""

from hypothesis import given
from hypothesis import strategies as st

from channels.cli.wrap import width, wrap


def test_a_kanji_is_two_columns_wide() -> None:
    """Half-width kana and Latin letters are one."""
    assert [width("市役所"), width("abc"), width("ｱｲ"), width("Ａ")] == [6, 3, 2, 2]


def test_lines_are_filled_and_closing_signs_stay() -> None:
    """「。」 doesn't begin a line, a word in Latin letters isn't cut."""
    assert wrap("市の文書。次の文", 8) == ["市の文", "書。次の", "文"]
    assert wrap("設定は ANNAI_CITY で", 12) == ["設定は", "ANNAI_CITY", "で"]


def test_own_line_ends_stay() -> None:
    """An empty line too."""
    assert wrap("一\n\n二", 10) == ["一", "", "二"]


@given(st.text(alphabet="市役所の、。」 ab-", max_size=60), st.integers(12, 40))
def test_nothing_is_lost_but_blanks_at_line_ends(text: str, columns: int) -> None:
    """Joined again it says the same."""
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")
