"""The guides' やさしい日本語 keeps to its rules, and the measure of them."""

import pytest

from corpus.easy_japanese import (
    LONGEST,
    hard_words,
    impolite_sentences,
    long_sentences,
    rare_kanji,
    sentences,
    words_without_reading,
)
from corpus.guide import Guide, read_guides
from corpus.layout import CityLayout

GUIDES = read_guides(CityLayout.of("matsudo")).guides


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_guides_are_easy(guide: Guide) -> None:
    """Short sentences, no words of offices, and readings beside Chinese characters."""
    text = guide.text["ja-easy"]
    assert long_sentences(text) == []
    assert hard_words(text) == []
    assert words_without_reading(text) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_guides_are_polite_and_spaced(guide: Guide) -> None:
    """です, ます and ください end what is a sentence, lists apart; phrases are set apart."""
    text = guide.text["ja-easy"]
    told = sentences(text)
    polite = len(told) - len(impolite_sentences(text))
    assert polite >= min(3, 0.4 * len(told))
    assert text.count(" ") + text.count("　") >= len(told)


def test_a_sentence_is_measured_without_readings_and_blanks() -> None:
    """What stands in brackets helps; the length is that of what is said."""
    short = "あ" * (LONGEST - 3) + "です "
    assert long_sentences(f"{short}（よみ）。短（みじか）い。") == []
    assert long_sentences(f"あ{short}い。") == [f"あ{short}い"]


def test_readings_stand_behind_the_word_or_its_ending() -> None:
    """Once read a word may go without."""
    assert words_without_reading("逃げて（にげて）ください。水（みず）と水、家。") == ["家"]


def test_words_of_offices_are_hard() -> None:
    """Names of papers with the same characters aren't: 納付書 stays, 納付します doesn't."""
    assert hard_words("速やかに 納付してください。") == ["速やか", "納付"]
    assert hard_words("納付書を 出してください。直したいとき、なおします。") == []


def test_characters_beyond_grade_school_are_for_names() -> None:
    """What stands in a document can't be said otherwise."""
    assert rare_kanji("戸籍を綴じる。学校へ申し込む。人々。", ["戸籍謄本の請求"]) == ["綴"]


def test_neighbours_speak_politely() -> None:
    """A sentence ends in です, ます or ください."""
    assert impolite_sentences("行きます。行く。来て ください。何ですか？") == ["行く"]
