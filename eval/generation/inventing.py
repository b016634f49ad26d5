"""Sentences that no shown document bears out, one for each kind of invention.

A value is put in the place of another in a true sentence, or said in a sentence of its own. It
stands in none of the documents shown, so whoever reads it has been told something invented.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from unicodedata import normalize

from chatbot.verification.sentence import Evidence, Sentence

_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_TAIL = "50"
"""Of amounts."""

_FEWEST = 1000
"""Numbers from here on are amounts, years and parts of phone numbers."""


def numbers_in(pieces: Sequence[Evidence]) -> frozenset[str]:
    """Return all numbers that stand anywhere in the pieces."""
    texts = (normalize("NFKC", f"{one.title}\n{one.label}\n{one.text}") for one in pieces)
    return frozenset(found.replace(",", "") for text in texts for found in _NUMBER.findall(text))


def _changed_number(true: Sentence, known: frozenset[str], chance: random.Random) -> Sentence:
    """Put another number in the place of one; say one where there is none."""
    places = list(_NUMBER.finditer(normalize("NFKC", true.text)))
    if not places:
        days = _unknown(known, chance, 2, 90)
        return Sentence(f"手続きは{days}日以内に行ってください。", true.sources)
    place = chance.choice(places)
    size = int(place[0].replace(",", ""))
    new = _unknown(known, chance, max(1, size // 2), 2 * size + 20)
    text = normalize("NFKC", true.text)
    written = f"{int(new):,}" if "," in place[0] else new
    return Sentence(text[: place.start()] + written + text[place.end() :], true.sources)


def _date(true: Sentence, known: frozenset[str], chance: random.Random) -> Sentence:
    day = _unknown(known, chance, 1, 28)
    month = chance.randint(1, 12)
    return Sentence(f"受付は{month}月{day}日までです。", true.sources)


def _time(true: Sentence, known: frozenset[str], chance: random.Random) -> Sentence:
    minute = _unknown(known, chance, 10, 59)
    return Sentence(f"窓口は{chance.randint(9, 18)}時{minute}分まで開いています。", true.sources)


def _amount(true: Sentence, known: frozenset[str], chance: random.Random) -> Sentence:
    amount = int(f"{_unknown(known | _without_tail(known), chance, 3, 90)}{_TAIL}")
    return Sentence(f"手数料は{amount:,}円です。", true.sources)


def _phone(true: Sentence, known: frozenset[str], chance: random.Random) -> Sentence:
    last = _unknown(known, chance, _FEWEST, 9999)
    return Sentence(f"問い合わせは00-0000-{last}へ電話してください。", true.sources)


def _link(true: Sentence, _known: frozenset[str], chance: random.Random) -> Sentence:
    where = chance.choice(
        (
            "https://www.example.jp/tetsuzuki",
            "www.example.com",
            "madoguchi@example.jp",
            "example.net",
        )
    )
    return Sentence(f"詳しくは{where}をご覧ください。", true.sources)


def _link_token(true: Sentence, _known: frozenset[str], chance: random.Random) -> Sentence:
    other = max(true.sources) + chance.randint(1, 9)
    return Sentence(f"{true.text}くわしいページ: {{{{link:{other}}}}}", true.sources)


def _no_source(true: Sentence, _known: frozenset[str], _chance: random.Random) -> Sentence:
    return Sentence(true.text, ())


def _unknown_source(true: Sentence, _known: frozenset[str], chance: random.Random) -> Sentence:
    return Sentence(true.text, (chance.randint(20, 90),))


KINDS: Mapping[str, Callable[[Sentence, frozenset[str], random.Random], Sentence]] = {
    "number": _changed_number,
    "date": _date,
    "time": _time,
    "amount": _amount,
    "phone": _phone,
    "link": _link,
    "link_token": _link_token,
    "no_source": _no_source,
    "unknown_source": _unknown_source,
}
"""From a true sentence and the numbers that stand in the documents."""


def _without_tail(known: frozenset[str]) -> frozenset[str]:
    return frozenset(number.removesuffix(_TAIL) for number in known if number.endswith(_TAIL))


def _unknown(known: frozenset[str], chance: random.Random, least: int, most: int) -> str:
    """Return a number that isn't known; above `most` if all up to there are."""
    free = [str(n) for n in range(least, most + 1) if str(n) not in known]
    return chance.choice(free) if free else str(most + int(max(known, key=int)) + 1)
