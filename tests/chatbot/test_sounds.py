"""How names sound: the same in every script, different where they are different."""

import pytest

from chatbot.gates.sounds import sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("かしわ", "カシワ", "kashiwa", "가시와", "카시와"),
        ("しんじゅく", "shinjuku", "신주쿠"),
        ("さっぽろ", "sapporo", "삿포로"),
        ("とうきょう", "tokyo", "tōkyō", "toukyou", "도쿄"),
        ("おおさか", "osaka", "oosaka", "오사카"),
        ("いちかわ", "ichikawa", "이치카와"),
        ("つくば", "tsukuba", "쓰쿠바", "츠쿠바"),
        ("ふなばし", "funabashi", "후나바시"),
        ("きよせ", "kiyose", "기요세"),
        ("おーた", "ohta", "ota", "오타"),
    ],
)
def test_same_name_sounds_the_same(spellings: tuple[str, ...]) -> None:
    """Kana, Latin letters with and without signs for long vowels, Hangul."""
    assert len({sound(spelling) for spelling in spellings}) == 1


def test_other_names_sound_otherwise() -> None:
    """What is folded leaves names apart."""
    names = ("かしわ", "ながれやま", "いちかわ", "まつど", "のだ", "あびこ", "かまがや", "ふなばし")
    assert len({sound(name) for name in names}) == len(names)
