"""What a Japanese clause says of its verbs and adjectives: it is so, isn't so, needn't be.

A predicate is the word that carries it with all that leans on it: 届け出る, 必要, は, あり, ませ,
ん. Two negations are none (なければなりません), but for なくてもかまいません, which needn't be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chatbot.verification.words import key_of
from indexing.tokenizer import Tagged

_LEANING = frozenset(
    {
        "為る",
        "有る",
        "居る",
        "成る",
        "行く",
        "行ける",
        "出来る",
        "下さる",
        "頂く",
        "貰う",
        "呉れる",
        "構う",
        "置く",
        "仕舞う",
        "御座る",
        "良い",
        "いける",
        "因る",
    }
)
_PARTICLES = frozenset({"て", "で", "は", "も", "ば", "と", "に", "が", "を"})
_NOT = frozenset({"ず", "ない", "無い", "まい"})
_FORMAL = frozenset({"こと", "事", "必要", "可能", "訳", "筈", "不要", "不可", "義務"})
_STATED = frozenset(
    {
        "必要",
        "不要",
        "要る",
        "有る",
        "無い",
        "出来る",
        "可能",
        "不可",
        "為る",
        "成る",
        "だ",
        "です",
        "含む",
        "無し",
    }
)
_CONDITIONAL = frozenset({"ば", "と", "たら", "から", "ので", "のに", "なら"})


class Sign(StrEnum):
    """What is said."""

    IS = "+"
    NOT = "-"
    NEEDNT = "o"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word with what is said of it.

    Attributes:
        final: Whether the clause ends with it; else it limits a noun or is a condition.
    """

    word: str
    sign: Sign
    final: bool


def predicates_of(tags: Sequence[Tagged]) -> tuple[Predicate, ...]:
    """Return the predicates of a clause in their order."""
    found: list[Predicate] = []
    at = 0
    while at < len(tags):
        if not _carries(tags, at):
            at += 1
            continue
        end, sign = _lean(tags, at)
        final = not any(
            tag.kind in {"名詞", "代名詞", "接頭辞"} for tag in tags[end : end + 1]
        ) and not (end < len(tags) and tags[end].surface in _CONDITIONAL)
        found.append(Predicate(key_of(tags[at].normalized), sign, final))
        at = max(end, at + 1)
    return tuple(found)


def _carries(tags: Sequence[Tagged], at: int) -> bool:
    tag = tags[at]
    if tag.kind == "動詞":
        leans = at > 0 and tags[at - 1].surface in {"て", "で"} and tag.sub == "非自立可能"
        return tag.normalized not in _LEANING and not leans
    if tag.kind in {"形容詞", "形状詞"}:
        return tag.normalized not in {"無い", "良い"} | _FORMAL
    if tag.kind not in {"名詞", "接尾辞"} or tag.sub == "数詞" or tag.normalized in _FORMAL:
        return False
    rest = tags[at + 1 : at + 4]
    if rest and rest[0].kind == "助詞" and rest[0].surface in _PARTICLES:
        rest = rest[1:]
        if rest and rest[0].kind == "助詞":
            rest = rest[1:]
    return bool(rest) and (rest[0].normalized in _STATED or rest[0].surface in {"外", "なし"})


def _lean(tags: Sequence[Tagged], at: int) -> tuple[int, Sign]:
    """Return where a predicate ends, and what it says."""
    denied, need, may_leave = 0, False, False
    end = at + 1
    while end < len(tags):
        tag = tags[end]
        if tag.normalized in _NOT and tag.kind in {"助動詞", "形容詞"}:
            denied += 1
            follows = [each.surface for each in tags[end + 1 : end + 3]]
            may_leave = may_leave or follows == ["て", "も"] or follows[:1] == ["ても"]
        elif tag.normalized in {"不可", "外", "無し"} or tag.surface == "なし":
            denied += 1
        elif tag.normalized == "不要":
            need, denied = True, denied + 1
        elif tag.normalized in {"必要", "要る"}:
            need = True
        elif not _leans(tags, end):
            break
        end += 1
    if may_leave or (need and denied % 2):
        return end, Sign.NEEDNT
    return end, Sign.NOT if denied % 2 else Sign.IS


def _leans(tags: Sequence[Tagged], at: int) -> bool:
    tag = tags[at]
    if tag.kind == "助動詞" or tag.normalized in _LEANING | _FORMAL | {"含む", "だ"}:
        return True
    return tag.kind == "助詞" and tag.surface in _PARTICLES and _goes_on(tags, at)


def _goes_on(tags: Sequence[Tagged], at: int) -> bool:
    for tag in tags[at + 1 : at + 3]:
        if tag.kind == "助詞" and tag.surface in _PARTICLES:
            continue
        return tag.kind == "助動詞" or tag.normalized in _LEANING | _FORMAL | _NOT | {
            "含む",
            "要る",
            "無し",
        }
    return False


def against(said: Sequence[Predicate], source: Iterable[Predicate]) -> bool:
    """Return whether a sentence says of a word what its sources deny, or denies what they say."""
    known: dict[tuple[str, bool], set[Sign]] = {}
    for each in source:
        known.setdefault((each.word, each.final), set()).add(each.sign)
    for each in said:
        signs = known.get((each.word, each.final), set())
        either = signs | known.get((each.word, not each.final), set())
        opposed = Sign.IS in signs or (each.sign is Sign.IS and bool(signs))
        if each.sign not in either and opposed:
            return True
    return False
