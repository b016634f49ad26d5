"""What kind of thing a name is of: things of one kind can stand in each other's place.

Desks are one kind; compounds that end alike another (転入届, 転出届); and words of which only one
can be right (父 and 母, 本人 and 代理人; contrasts.toml).
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from chatbot.verification.words import written
from indexing.tokenizer import Tagged

DESK = "desk"
CONTRAST = "="
"""Begins the kinds of contrasts."""

_VAGUE = frozenset("者人方子日時年月分間後前上下中外内等")
_DESK = re.compile(
    "(?:課|係|室|センター|ダイヤル|ホットライン|テレフォン|テレフォン案内|テラス|事務所|支所|出張所|署|保健所|相談所|局"
    "|委員会|会社|機構|協会|警察|ハローワーク|勤務先|裁判所|マイナポータル|施設|(?<=.)(?:担当|店|銀行|病院))$"
)
_CONTRASTS = {
    word: f"{CONTRAST}{number}"
    for number, words in enumerate(
        tomllib.loads((files("chatbot.verification") / "contrasts.toml").read_text("utf-8"))["sets"]
    )
    for word in words
}
_KANJI = re.compile("[一-龥々]")


def names_in(
    tags: Sequence[Tagged], nouns: Sequence[Sequence[Tagged]]
) -> Iterator[tuple[str, str]]:
    """Yield the names in a clause with their kinds.

    Args:
        tags: Of the clause.
        nouns: Of the clause, compounds whole.
    """
    for noun in nouns:
        name = written(noun)
        kind = _kind_of(name)
        if kind == DESK or (kind and len(noun) > 1):
            yield name, kind
    for tag in tags:
        for form in {tag.surface, tag.normalized}:
            if form in _CONTRASTS:
                yield form, _CONTRASTS[form]


def _kind_of(name: str) -> str:
    if name in _CONTRASTS:
        return ""
    if _DESK.search(name):
        return DESK
    if _KANJI.fullmatch(name[-1]) and name[-1] not in _VAGUE:
        return name[-1]
    return "ごみ" if name.endswith("ごみ") else ""
