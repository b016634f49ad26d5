"""やさしい日本語, measured: what makes a text hard for a reader of little Japanese.

Rules: 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」(2020): short
sentences, one thing in each, readings beside Chinese characters, です and ます, no words of offices
(`hard_words.txt`). Characters beyond grade school (学年別漢字配当表 of 2020, 1,026 of them in
`school_kanji.txt`) are for names that can't be said otherwise, but for a few of everyday words.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

LONGEST = 40
"""Characters of a sentence without its readings and blanks; the guideline asks for short ones."""

EVERYDAY = "込払越頼違逃押貼締壊緒歳誰寝忙靴傘"
"""Beyond grade school, but in the first words that are learnt: 申し込む, 払う, 引っ越す, 何歳."""

READING = re.compile(r"（[ぁ-んァ-ヶー・、 0-9a-zA-Z#％%／/〜～]+）")
_ENDING_AND_READING = re.compile(r"[ぁ-んー]{0,4}（[ぁ-んァ-ヶー]")
_KANJI = re.compile(r"[一-鿿々]+")
_POLITE = re.compile(r"(?:です|ます|ません|ください|ましょう|でした|ました)か?[」』）]?$")
_BLANK = re.compile(r"\s")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text without their readings."""
    bare = READING.sub("", text)
    return [part.strip(" 　・\n") for part in re.split(r"[。！？\n]", bare) if part.strip(" 　・")]


def long_sentences(text: str) -> list[str]:
    """Return the sentences that are too long to keep in mind."""
    return [one for one in sentences(text) if len(_BLANK.sub("", one)) > LONGEST]


def impolite_sentences(text: str) -> list[str]:
    """Return the sentences that don't end as one speaks to a neighbour: です, ます, ください."""
    return [one for one in sentences(text) if not _POLITE.search(_BLANK.sub("", one))]


def words_without_reading(text: str) -> list[str]:
    """Return words in Chinese characters that come first without their reading.

    It stands right behind the word or its ending; again the word may go without.
    """
    read: set[str] = set()
    bare = []
    for word in _KANJI.finditer(text):
        if _ENDING_AND_READING.match(text, word.end()):
            read.add(word[0])
        elif word[0] not in read:
            bare.append(word[0])
    return bare


def hard_words(text: str) -> list[str]:
    """Return the words of offices in a text."""
    return [found[0] for found in _hard_words().finditer(_BLANK.sub("", READING.sub("", text)))]


def rare_kanji(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return words with characters beyond grade school that stand in none of `names`."""
    known = _school_kanji()
    return [
        word
        for word in _KANJI.findall(text)
        if set(word) - known and not any(word in name for name in names)
    ]


@cache
def _school_kanji() -> frozenset[str]:
    text = (files("corpus") / "school_kanji.txt").read_text(encoding="utf-8")
    return frozenset("".join(text.split()) + EVERYDAY + "々")


@cache
def _hard_words() -> re.Pattern[str]:
    lines = (files("corpus") / "hard_words.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))
