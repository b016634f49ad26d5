"""A text cut into clauses, each with its words, figures and names: what is compared with what.

A unit is what stands together: a sentence, a line of a list, a row of a table, a record. Its
clauses are what commas, brackets, cells and fields part.

Words are known by their kanji where they have any (届け出る and 届出 are one), so that a verb and
its noun meet; a compound is a word besides its parts.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from chatbot.verification.facts import Fact, placed_facts
from chatbot.verification.limits import BESIDE, limit_of
from indexing.tokenizer import Tagged

_UNIT_END = re.compile(r"[。\n!?！？]|(?<=[a-z가-힣)])[.](?=\s|$)|[()]")
_CUT = re.compile(r"[、,，;；()「」『』]|\s\|\s?|/(?=[^/:、。\n]{1,12}:)|(?<=[^\d]):(?!//)")
_ITEM = re.compile(r"\s*(?:[・■◆●【※\-]|\d+[.)])")
_WHOLE, _VERB = 0.6, 0.7
"""What a compound weighs beside its parts, which share 1 out; and what weighs no noun."""

_KANJI = re.compile(r"[一-龥々]+")
_HANGUL = re.compile(r"[가-힣]{2}")
_WORD_KINDS = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "記号", "副詞", "連体詞", "代名詞"}
)
_JOINED = frozenset({"名詞", "接頭辞", "接尾辞", "記号"})
_LIGHT = frozenset(
    {
        "午前",
        "午後",
        "未満",
        "以上",
        "以下",
        "以内",
        "年",
        "月",
        "日",
        "分",
        "為る",
        "有る",
        "居る",
        "事",
        "時",
        "場合",
        "方",
        "物",
        "所",
        "成る",
        "出来る",
        "下さる",
        "人",
        "者",
        "行う",
        "よる",
        "因る",
        "無い",
        "為",
        "こと",
        "もの",
        "的",
        "等",
        "御",
        "お",
        "ご",
        "其の",
        "此の",
        "頂く",
        "貰う",
        "御座る",
    }
)
_VAGUE = frozenset("者人方子日時年月分間後前上下中外内等")
_DESK = re.compile(
    "(?:課|係|室|センター|ダイヤル|ホットライン|テレフォン|テレフォン案内|テラス|事務所|支所|出張所|署|保健所|相談所|局"
    "|委員会|会社|機構|協会|警察|ハローワーク|勤務先|裁判所|マイナポータル|施設|(?<=.)(?:担当|店|銀行|病院))$"
)
_CONTRASTS = {
    word: f"={number}"
    for number, words in enumerate(
        tomllib.loads((files("chatbot.verification") / "contrasts.toml").read_text("utf-8"))["sets"]
    )
    for word in words
}
ASKED = re.compile(r"か[。?]?$|\?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands.

    Attributes:
        unit: Number of its unit in the passage.
        segment: Of the unit, as commas, cells and fields part it; brackets stand with what they
            follow.
        bracket: Which brackets of the unit it stands in, 0 if in none.
        column: In a table, which one; -1 elsewhere.
        item: Whether its unit is an item of a list.
        asks: Whether its unit is a question.
    """

    unit: int
    segment: int = 0
    bracket: int = 0
    column: int = -1
    item: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what stands beside it, empty where there is nothing.

    Attributes:
        before: The word before it.
        after: The word behind it.
        limit: How it is limited: up to, from, up to without itself, from without itself.
    """

    fact: Fact
    before: str = ""
    after: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a passage.

    Attributes:
        words: Its words and figures, as they are compared, with what each weighs.
        tags: Its morphemes.
        facts: Its figures.
        nouns: Its nouns, compounds whole.
        topics: Its words that say what it is about: before は, the name of a row or an item.
        names: What could stand in the place of others, with their kinds (`kinds.py`).
    """

    place: Place
    text: str
    words: Mapping[str, float]
    tags: tuple[Tagged, ...]
    facts: tuple[Figure, ...]
    nouns: tuple[tuple[Tagged, ...], ...]
    names: tuple[tuple[str, str], ...]
    topics: frozenset[str]


def clauses_of(plain: str, tags: Sequence[Tagged]) -> tuple[Clause, ...]:
    """Return the clauses of a text in one form (`numerals.in_one_form`) with its morphemes."""
    facts = sorted(placed_facts(plain), key=lambda each: each[0])
    found: list[Clause] = []
    at_tag = at_fact = 0
    for begin, end, place in _spans(plain):
        first_tag, first_fact = at_tag, at_fact
        while at_tag < len(tags) and tags[at_tag].begin < end:
            at_tag += 1
        while at_fact < len(facts) and facts[at_fact][0] < end:
            at_fact += 1
        own = tags[first_tag:at_tag]
        placed = facts[first_fact:at_fact]
        nouns = tuple(_nouns(own))
        words = _weights(own, nouns)
        words.update((figure_key(fact), 1.0) for _, _, fact in placed)
        if own:
            figures = tuple(_figure(each, own, plain) for each in placed)
            words.update((limited_key(each), 0.6) for each in figures if each.limit)
            found.append(
                Clause(
                    place,
                    plain[begin:end],
                    words,
                    tuple(own),
                    figures,
                    nouns,
                    tuple(_names(own, nouns)),
                    _topics(own, nouns, place),
                )
            )
    return tuple(found)


def figure_key(fact: Fact) -> str:
    """Return what a figure is known by among words."""
    return f"{fact.kind}={fact.value}{fact.unit}"


def limited_key(figure: Figure) -> str:
    """Return what a figure with its limit is known by among words."""
    return f"{figure_key(figure.fact)}{figure.limit}"


def key_of(word: str) -> str:
    """Return what a word is known by: its kanji, or itself."""
    kanji = "".join(_KANJI.findall(word))
    if kanji:
        return kanji if not re.search("[ァ-ヴa-z]", word) else word
    korean = _HANGUL.match(word)
    return korean[0] if korean else word


def kind_of(name: str) -> str:
    """Return what kind of thing a name is of: a desk, or its last letter; empty if that says nothing."""
    if name in _CONTRASTS:
        return ""
    if _DESK.search(name):
        return "desk"
    if len(name) < 2:
        return ""
    if _KANJI.fullmatch(name[-1]) and name[-1] not in _VAGUE:
        return name[-1]
    return "ごみ" if name.endswith("ごみ") else ""


def _spans(plain: str) -> Iterator[tuple[int, int, Place]]:
    """Yield where the clauses begin and end, and how they stand to each other."""
    ends = _unit_ends(plain)
    units = [
        (first, last)
        for first, last in pairwise([0, *ends, len(plain)])
        if plain[first:last].strip()
    ]
    for unit, (begin, end) in enumerate(units):
        text = plain[begin:end]
        in_table, item, asks = (
            " | " in text,
            bool(_ITEM.match(text)),
            bool(ASKED.search(text.strip())),
        )
        at, segment, bracket, inner, column = begin, 0, 0, 0, 0
        for cut in [*_CUT.finditer(plain, begin, end), None]:
            last = cut.end() if cut else end
            yield at, last, Place(unit, segment, inner, column if in_table else -1, item, asks)
            at, sign = last, cut[0].strip() if cut else ""
            if sign == "(":
                bracket += 1
                inner = bracket
            elif sign == ")":
                inner = 0
            elif sign == "|":
                column, segment = column + 1, segment + 1
            elif sign not in {":", "「", "」", "『", "』"} and not inner:
                segment += 1


def _unit_ends(plain: str) -> list[int]:
    """Return where units end: not within brackets, which a line's end closes."""
    ends, depth = [], 0
    for found in _UNIT_END.finditer(plain):
        sign = found[0]
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth or sign == "\n":
            ends.append(found.end())
            depth = 0
    return ends


def _figure(placed: tuple[int, int, Fact], tags: Sequence[Tagged], plain: str) -> Figure:
    at, end, fact = placed
    before = [tag for tag in tags if tag.begin < at and _counts_as_word(tag)]
    after = [tag for tag in tags if tag.begin >= end and _counts_as_word(tag)]
    return Figure(
        fact,
        key_of(before[-1].normalized) if before else "",
        key_of(after[0].normalized) if after else "",
        limit_of(plain[max(0, at - BESIDE) : at], plain[end : end + BESIDE]),
    )


def _counts_as_word(tag: Tagged) -> bool:
    return tag.kind in _WORD_KINDS and tag.sub != "数詞" and tag.normalized not in _LIGHT


def _weights(tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]]) -> dict[str, float]:
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
        if tag.kind not in _JOINED and _counts_as_word(tag):
            put(key_of(tag.normalized), _VERB)
    return found


def _topics(
    tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]], place: Place
) -> frozenset[str]:
    heads = place.column == 0 or (place.segment == 0 and bool(tags) and tags[-1].surface == ":")
    found = []
    for noun in nouns:
        follows = next((tag for tag in tags if tag.begin > noun[-1].begin), None)
        if heads or (follows and follows.surface == "は" and follows.kind == "助詞"):
            found += [key_of(tag.normalized) for tag in noun if tag.normalized not in _LIGHT]
    return frozenset(found)


def _names(tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]]) -> Iterator[tuple[str, str]]:
    for noun in nouns:
        name = written(noun)
        kind = kind_of(name)
        if kind == "desk" or (kind and len(noun) > 1):
            yield name, kind
    for tag in tags:
        for form in {tag.surface, tag.normalized}:
            if form in _CONTRASTS:
                yield form, _CONTRASTS[form]


def written(run: Sequence[Tagged]) -> str:
    """Return a noun as it is written."""
    return "".join(tag.surface for tag in run)


def _nouns(tags: Sequence[Tagged]) -> Iterator[tuple[Tagged, ...]]:
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
