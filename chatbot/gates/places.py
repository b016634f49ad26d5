"""Where a question names a place: a municipality or prefecture of Japan, or the city's own.

A name is known in Chinese characters, in Japan's form or China's, in kana, and by its sound in
Latin letters and Hangul. Each becomes one sign, so that patterns speak of places whatever their
name is. The own prefecture stays as it is: residents need its offices too.

Short names are left out where they are words: かいし and きたく in kana, ago (赤穂) in English,
하기 (萩) and 고지 (高知) in Korean.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from chatbot.gates.sounds import sound
from corpus.city import CitySettings
from indexing.normalize import normalize

WHOLE = "\ue000"
"""Another municipality or prefecture, said in full (柏市)."""

ALONE = "\ue001"
"""One without its 市, 区 … (柏), or in Latin letters or Hangul: perhaps a surname or a word."""

OWN = "\ue002"
"""The city, or a place in it that has another municipality's name."""

WHOLE_KANA, ALONE_KANA, HEARD_KANA = 4, 5, 3
"""Kana that a name must have: written with its 市, without it, and to be known by its sound."""

_ENDING = re.compile("(?<=.)(?:[市区町村都府県]|し|く|と|ふ|けん)$")
_KANA = re.compile("[ぁ-ん]")
_IN_KANA = re.compile("[ぁ-んァ-ヶー一-鿿々]")
_AFTER_KANA = re.compile(r"[のはでにもやと]|って|だと|(?![ぁ-んァ-ヶー一-鿿々])")
_IN_HAN = re.compile("[一-鿿々〆ヶァ-ヿ]")
_BEFORE_HAN = frozenset("都道府県市郡在去到住从從对對和的隣")
"""Characters of Chinese writing that end no other word with a name's: 千葉県柏市, 在柏市."""

_LATIN = re.compile("[a-z]{3}")
_ROMAJI = re.compile(r"\b(?=\w{4})(?:[bcdfghjkmnprstwyz]{0,3}[aiueoāūō]|n(?![aeiouy]))++\b(?!['’])")
"""Possessive: `nnannanna…1` can be cut in so many ways that trying them all would never end."""
_HANGUL = re.compile("[가-힣]{3,}")


@dataclass(frozen=True, slots=True)
class Places:
    """Finds names of places in a text.

    Attributes:
        written: Signs by name.
        heard: Signs by a name's sound.
        lengths: Lengths of the names that begin with a letter, longest first.
        japanese: Japan's form of characters that China writes differently.
    """

    written: Mapping[str, str]
    heard: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    japanese: Mapping[int, str]

    @classmethod
    def load(cls, city: CitySettings) -> "Places":
        """Read the names, and tell the city's own apart."""
        file = files("chatbot") / "gates" / "municipalities.toml"
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        words = raw["alone"].split()
        readings = dict(zip(words[::2], words[1::2], strict=True))
        written = dict.fromkeys(raw["whole"].split(), WHOLE) | _written(readings)
        heard = _heard(readings)
        for form, sign in _own(city, readings).items():
            for signs, key in ((written, form), (heard, sound(form))):
                signs.pop(key, None)
                if sign:
                    signs[key] = sign
        forms = {ord(form): group[0] for group in raw["chinese"].split() for form in group[1:]}
        return cls(written, heard, _lengths(written), forms)

    def mark(self, text: str) -> str:
        """Return the normalized text with a sign for each place."""
        text = "".join(self._read(normalize(text)))
        if _LATIN.search(text):
            text = _ROMAJI.sub(lambda word: self.heard.get(sound(word[0]), word[0]), text)
        return _HANGUL.sub(lambda word: self._hear(word[0]), text)

    def _read(self, text: str) -> Iterator[str]:
        japanese = text.translate(self.japanese)
        at = 0
        while at < len(text):
            lengths = self.lengths.get(japanese[at], ())
            name = next(filter(None, (self._name(japanese, at, end) for end in lengths)), "")
            yield self.written[name] if name else text[at]
            at += len(name) or 1

    def _name(self, text: str, at: int, length: int) -> str:
        name = text[at : at + length]
        sign = self.written.get(name)
        return name if sign and _is_a_word(text, at, name, sign) else ""

    def _hear(self, word: str) -> str:
        """Return a Korean word with the place it begins with as a sign: 가시와시에서."""
        heard = sound(word)
        if any(heard[:end] in self.heard for end in range(len(heard), HEARD_KANA, -1)):
            for end in range(len(word), HEARD_KANA - 1, -1):
                if sign := self.heard.get(sound(word[:end])):
                    return sign + word[end:]
        return word


def _is_a_word(text: str, at: int, name: str, sign: str) -> bool:
    """Return whether a name that was found is no part of a longer word."""
    before, after = text[at - 1 : at], text[at + len(name) :]
    if _KANA.match(name):
        free = before == "の" or not _IN_KANA.match(before)
    else:
        long = sign == WHOLE and len(name) > len("光市")  # which is in 観光市場
        free = long or before in _BEFORE_HAN or not _IN_HAN.match(before)
    if _KANA.match(name[-1]):
        return free and _AFTER_KANA.match(after) is not None
    return free and (sign == WHOLE or after.startswith("的") or not _IN_HAN.match(after))


def _written(readings: Mapping[str, str]) -> dict[str, str]:
    signs = {}
    for name, reading in readings.items():
        signs[_bare(name)] = ALONE
        if len(_bare(reading)) >= ALONE_KANA:
            signs[_bare(reading)] = ALONE
    for name, reading in readings.items():
        signs[name] = WHOLE
        if len(reading) >= WHOLE_KANA:
            signs[reading] = WHOLE
    return signs


def _heard(readings: Mapping[str, str]) -> dict[str, str]:
    told = [reading for reading in readings.values() if len(_bare(reading)) >= HEARD_KANA]
    return {sound(_bare(reading)): ALONE for reading in told} | {
        sound(reading): WHOLE for reading in told
    }


def _own(city: CitySettings, readings: Mapping[str, str]) -> dict[str, str]:
    """Return the sign of each form of a name of the city's own; none for its prefecture."""
    signs: dict[str, str] = {}
    for name, sign in ((city.prefecture, ""), (city.name, OWN)):
        reading = readings.get(name, "")
        signs |= dict.fromkeys(filter(None, (name, _bare(name), reading, _bare(reading))), sign)
    return signs | dict.fromkeys(city.places, OWN)


def _lengths(names: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    lengths = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}


def _bare(name: str) -> str:
    """Return a name without what kind of place it is; 北海道 stays whole."""
    return _ENDING.sub("", name)
