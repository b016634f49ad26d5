"""The guides' やさしい日本語 keeps to its rules.

Rules: 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」(2020): short
sentences, one thing in each, readings beside Chinese characters, です and ます, blanks between
phrases.
"""

import re

import pytest

from corpus.guide import Guide, read_guides
from corpus.layout import CityLayout

GUIDES = read_guides(CityLayout.of("matsudo")).guides
READING = re.compile(r"（[ぁ-んァ-ヶー・、 0-9a-zA-Z#％%／/〜～]+）")
ENDING_AND_READING = re.compile(r"[ぁ-んー]{0,4}（[ぁ-んァ-ヶー]")
LONGEST = 40
"""Characters of a sentence without its readings and blanks; the guideline asks for short ones."""


def _sentences(text: str) -> list[str]:
    bare = READING.sub("", text)
    return [part.strip(" 　・\n") for part in re.split(r"[。！？\n]", bare) if part.strip(" 　・")]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_sentences_are_short(guide: Guide) -> None:
    """A reader of little Japanese keeps a short sentence in mind."""
    sentences = _sentences(guide.text["ja-easy"])
    assert [one for one in sentences if len(re.sub(r"\s", "", one)) > LONGEST] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_chinese_characters_have_readings(guide: Guide) -> None:
    """Where a word comes first, right behind it or its ending; again it may go without."""
    text = guide.text["ja-easy"]
    read: set[str] = set()
    bare = []
    for word in re.finditer(r"[一-鿿々]+", text):
        if ENDING_AND_READING.match(text, word.end()):
            read.add(word[0])
        elif word[0] not in read:
            bare.append(word[0])
    assert bare == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_polite_and_spaced(guide: Guide) -> None:
    """です, ます and ください end what is a sentence, lists apart; phrases are set apart."""
    text = guide.text["ja-easy"]
    sentences = _sentences(text)
    polite = [
        one
        for one in sentences
        if re.search(
            r"(?:です|ます|ません|ください|ましょう|でした|ました)[」』）]?$", one.replace(" ", "")
        )
    ]
    assert len(polite) >= min(3, 0.4 * len(sentences))
    assert text.count(" ") + text.count("　") >= len(sentences)
