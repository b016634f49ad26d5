"""Texts and labels keep to LINE's limits, whatever is in them."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.line.limits import (
    joined,
    label,
    pieces,
    shortened,
    telephone,
    utf16,
    web_address,
)

ANY = st.text(st.characters(codec="utf-8") | st.sampled_from("。.\n 🍎👨‍👩‍👧🇯🇵が゙한👍🏽"))


def test_texts_count_in_utf16() -> None:
    """As LINE's page on counting says: an emoji of the upper planes is two."""
    assert utf16("松戸") == 2
    assert utf16("🍎") == 2
    assert utf16("👨‍👩‍👧") == 8


def test_a_long_text_is_cut_after_a_sentence() -> None:
    """Also after a closing quote; without a sentence at a space; without either anywhere."""
    assert pieces("一文目です。二文目です。三文目", 14) == ["一文目です。二文目です。", "三文目"]
    assert pieces("「はい。」と言う。次は", 10) == ["「はい。」と言う。", "次は"]
    assert pieces("one two three four", 9) == ["one two", "three", "four"]
    assert pieces("あいうえおかきくけこ", 4) == ["あいうえ", "おかきく", "けこ"]


def test_no_cut_parts_a_character() -> None:
    """Families, flags, skin tones and voiced marks stay whole."""
    assert pieces("ab👨‍👩‍👧", 9) == ["ab", "👨‍👩‍👧"]
    assert shortened("ab👍🏽cd", 5) == "ab…"
    assert shortened("🇯🇵🇻🇳🇰🇷", 7) == "🇯🇵…"
    assert label("か\u3099き\u3099く\u3099", 4) == "か\u3099…"


@settings(deadline=None)
@given(ANY, st.integers(min_value=2, max_value=40))
def test_pieces_fit_and_nothing_is_lost(text: str, limit: int) -> None:
    """Every piece is within the limit, and together they are the text but for white space."""
    cut = pieces(text, limit)

    assert all(0 < utf16(piece) <= limit for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.lists(ANY, max_size=5), st.integers(min_value=2, max_value=40))
def test_joined_texts_fit(parts: list[str], limit: int) -> None:
    """No text is over the limit or empty, and all is there."""
    texts = joined(parts, limit)

    assert all(0 < utf16(text) <= limit for text in texts)
    assert "".join("".join(texts).split()) == "".join("".join(parts).split())


@settings(deadline=None)
@given(ANY, st.integers(min_value=2, max_value=40))
def test_short_texts_and_labels_fit(text: str, limit: int) -> None:
    """In UTF-16 units, and in code points: there are never more graphemes than those."""
    assert utf16(shortened(text, limit)) <= limit
    assert len(label(text, limit)) <= limit


@settings(deadline=None)
@given(st.text())
def test_any_address_is_left_out_or_can_be_opened(text: str) -> None:
    """At most 1,000 ASCII characters, http or https; JSON doesn't choke on it."""
    address = web_address(f"https://www.example.jp/{text}")

    assert len(address) <= 1000
    assert address.isascii()
    assert json.loads(json.dumps(address)) == address


def test_only_web_addresses_become_buttons() -> None:
    """A PDF is opened at its page; other schemes and names that are no hosts are not opened."""
    assert web_address("https://www.example.jp/a.pdf", 3) == "https://www.example.jp/a.pdf#page=3"
    assert web_address("https://www.example.jp/a.html", 3) == "https://www.example.jp/a.html"
    assert web_address("https://www.example.jp/粗大") == (
        "https://www.example.jp/%E7%B2%97%E5%A4%A7"
    )
    assert web_address("javascript:alert(1)") == ""
    assert web_address("https://") == ""
    assert web_address("https://[") == ""
    assert web_address("https://www.example.jp/" + "a" * 1000) == ""


def test_telephone_numbers_can_be_dialled() -> None:
    """The first, whatever it is written with, without an extension; no number, no button."""
    assert telephone("047-366-1111（内線 23）") == "tel:0473661111"
    assert telephone("０４７－３６６－１１１１") == "tel:0473661111"
    assert telephone("") == ""
