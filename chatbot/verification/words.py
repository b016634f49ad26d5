"""Words as they are compared, and what each weighs.

Words are known by their kanji where they have any (届け出る and 届出 are one), so that a verb and
its noun meet; a compound is a word besides its parts.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from indexing.tokenizer import Tagged

_WHOLE, _VERB = 0.6, 0.7
"""What a compound weighs beside its parts; and what weighs no noun. A noun weighs 1."""

_KANJI = re.compile(r"[一-龥々]+")
_HANGUL = re.compile(r"[가-힣]{2}")
_OTHER_LETTERS = re.compile("[ァ-ヴa-z]")
_WORD_KINDS = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "記号", "副詞", "連体詞", "代名詞"}
)
_JOINED = frozenset({"名詞", "接頭辞", "接尾辞", "記号"})
_LIGHT = frozenset(
    tomllib.loads((files("chatbot.verification") / "words.toml").read_text("utf-8"))["light"]
)


def key_of(word: str) -> str:
    """Return what a word is known by: its kanji, or itself."""
    kanji = "".join(_KANJI.findall(word))
    if kanji:
        return kanji if not _OTHER_LETTERS.search(word) else word
    korean = _HANGUL.match(word)
    return korean[0] if korean else word


def nouns_in(tags: Sequence[Tagged]) -> Iterator[tuple[Tagged, ...]]:
    """Yield the nouns of a clause, compounds whole, counters after numbers aside."""
    run: list[Tagged] = []
    after_number = False
    for tag in [*tags, None]:
        joined = tag and tag.kind in _JOINED and tag.sub != "数詞" and tag.use != "副詞可能"
        counts = tag and tag.use in {"助数詞", "助数詞可能"} and after_number
        after_number = tag is not None and tag.sub == "数詞"
        if tag and joined and not counts:
            run.append(tag)
            continue
        if run and (len(run) > 1 or run[0].normalized not in _LIGHT):
            yield tuple(run)
        run = []


def written(run: Sequence[Tagged]) -> str:
    """Return a noun as it is written."""
    return "".join(tag.surface for tag in run)


def is_word(tag: Tagged) -> bool:
    """Return whether a morpheme says something by itself."""
    return tag.kind in _WORD_KINDS and tag.sub != "数詞" and tag.normalized not in _LIGHT


def weights_of(tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]]) -> dict[str, float]:
    """Weigh words: a noun 1, a verb less; a compound is shared out among its parts and itself."""
    found: dict[str, float] = {}

    def put(word: str, weight: float) -> None:
        if found.get(word, 0.0) < weight:
            found[word] = weight

    for run in nouns:
        for tag in run:
            if tag.normalized not in _LIGHT:
                put(key_of(tag.normalized), 1.0 if tag.sub == "固有名詞" else len(run) ** -0.5)
        if len(run) > 1:
            put(key_of(written(run)), _WHOLE)
    for tag in tags:
        if tag.kind not in _JOINED and is_word(tag):
            put(key_of(tag.normalized), _VERB)
    return found


def topics_of(
    tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]], *, heads: bool
) -> frozenset[str]:
    """Return the words of a clause that say what it is about: those before は.

    Args:
        tags: Of the clause.
        nouns: Of the clause.
        heads: Whether it names a row or an item: then all its nouns do.
    """
    found: list[str] = []
    for noun in nouns:
        follows = next((tag for tag in tags if tag.begin > noun[-1].begin), None)
        if heads or (follows and follows.surface == "は" and follows.kind == "助詞"):
            found += [key_of(tag.normalized) for tag in noun if tag.normalized not in _LIGHT]
    return frozenset(found)
