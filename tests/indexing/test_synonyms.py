"""Everyday words and the official words for them."""

import pytest

from corpus.vocabulary import Synonym
from indexing.synonyms import SynonymList

SYNONYMS = SynonymList.of(
    [
        Synonym("引っ越し", "転入届"),
        Synonym("引っ越し", "転出届"),
        Synonym("ハンコ", "印鑑登録"),
        Synonym("ＤＶ", "配偶者暴力"),
        Synonym("はんこ", "印鑑登録"),
    ]
)


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("引っ越したいけど引っ越しの届出は？", ("転入届", "転出届")),
        ("引っ越しの転入届は？", ("転出届",)),
        ("ﾊﾝｺがほしい", ("印鑑登録",)),
        ("ハンコ（はんこ）", ("印鑑登録",)),
        ("dvの相談", ("配偶者暴力",)),
        ("印鑑登録のハンコ", ()),
        ("図書館はどこ", ()),
        ("", ()),
    ],
)
def test_official_words_of_a_question(text: str, official: tuple[str, ...]) -> None:
    """Each once, in the order of the list; width and case don't matter; said words aren't added."""
    assert SYNONYMS.expand(text) == official


def test_city_without_synonyms_adds_nothing() -> None:
    """An empty list is a list."""
    assert SynonymList.of([]).expand("引っ越し") == ()
