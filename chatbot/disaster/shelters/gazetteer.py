"""Finds the place that a question names, in any of the six languages.

In Japanese and Chinese characters the longest name that stands as a word is taken. Names in kana
are compared by their reading, those in Latin letters and Hangul by their sound (`gates.sounds`).
A reading that the dictionary doesn't know right finds nothing; nothing is better than elsewhere.

The city's own name is a place only as a station's (松戸駅): else it is the whole city.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chatbot.disaster.shelters.place_names import Place, PlaceKind, PlaceName
from chatbot.disaster.shelters.spelling import folded, hiragana, parts, without_town
from chatbot.gates.sounds import sound
from corpus.city import CitySettings
from indexing.normalize import normalize

MIN_SOUND = 5
"""Letters of sound that a name must have."""

WORDS = 5
"""Words of Latin letters that one name may be written in: Kami Hongo, Shin-Matsudo Minami."""

_HAN = "一-鿿々"
_BEFORE = frozenset("都道府県市郡立在去到住从從对對和的隣在区")
_AFTER_TOWN = re.compile(
    f"(?![{_HAN}])|[駅站町付附近周地在住側方辺边内避小中高公支区班番丁一二三四五六七八九]|的(?![にな])"
)
_KANA_RUN = re.compile("[ぁ-んー]+")
_ROMAJI = r"(?:[bcdfghjkmnprstwyz]{0,3}[aiueoāīūēōâîûêô]|n)++"  # possessive: takes no time twice
_GAP = re.compile(r"[\s\-‐'’]+")
_WORD = re.compile(_ROMAJI)
_PHRASE = re.compile(rf"\b{_ROMAJI}(?:{_GAP.pattern}{_ROMAJI})*\b")
"""Words that can be Japanese, with nothing but blanks, hyphens and apostrophes between them."""

_MORE_BEFORE = re.compile(r"\b(?:higashi|nishi|minami|kita|shin|kami|naka|shimo)\W?$")
"""What makes another place of the name after it: Higashi-Matsudo."""

MAX_HANGUL = 12
"""Syllables of a Korean word that are looked at."""

_HANGUL = re.compile("[가-힣]+")
_STATION = re.compile(r"[駅站]|えき|역|\W*(?:sta(?:tion)?|eki)\b")
_STATION_BEFORE = re.compile(r"\bga\W*$")
_CITY_ENDING = re.compile("[市区町村]$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of a city's places. Doesn't change, may be used from several threads.

    Attributes:
        written: Places by name in Japanese characters, folded.
        kana: Places by reading in hiragana.
        heard: Places by sound.
        lengths: Lengths of written names by first letter, longest first.
        japanese: Japan's form of characters that China writes differently.
        city: The names of the city without 市: written, read, heard.
    """

    written: Mapping[str, Place]
    kana: Mapping[str, Place]
    heard: Mapping[str, Place]
    lengths: Mapping[str, tuple[int, ...]]
    japanese: Mapping[int, str]
    city: frozenset[str]

    @classmethod
    def of(
        cls, city: CitySettings, names: Iterable[PlaceName], japanese: Mapping[int, str]
    ) -> "Gazetteer":
        """Sort the names; of two places with one name or sound, the first has it."""
        written: dict[str, Place] = {}
        kana: dict[str, Place] = {}
        heard: dict[str, Place] = {}
        own: set[str] = set()
        bare = folded(_CITY_ENDING.sub("", city.name), japanese)
        for name in names:
            form = folded(name.written, japanese)
            readings = [hiragana(reading) for reading in name.readings]
            written.setdefault(form, name.place)
            for reading in readings:
                kana.setdefault(reading, name.place)
                heard.setdefault(sound(reading), name.place)
            if form == bare:
                own |= {form, *readings, *map(sound, readings)}
        for name in names:
            if name.place.kind != PlaceKind.SHELTER:
                for reading in name.readings:
                    heard.setdefault(sound(without_town(hiragana(reading))), name.place)
        heard = {key: place for key, place in heard.items() if len(key) >= MIN_SOUND}
        return cls(written, kana, heard, _lengths(written), japanese, frozenset(own))

    def find(self, text: str) -> Place | None:
        """Return the place that a text names, None if it names none that is known."""
        plain = normalize(text)
        for found in (self._written(plain), self._kana(plain), self._latin(plain)):
            if found:
                return found
        return self._hangul(plain)

    def _written(self, plain: str) -> Place | None:
        text = folded(plain, self.japanese)
        names = (
            (length, -at, text[at : at + length])
            for at, letter in enumerate(text)
            for length in self.lengths.get(letter, ())
            if self._is_written(text, at, length)
        )
        best = max(names, default=None)
        return self.written[best[2]] if best else None

    def _is_written(self, text: str, at: int, length: int) -> bool:
        name, before, after = text[at : at + length], text[at - 1 : at], text[at + length :]
        if name not in self.written or (before not in _BEFORE and re.match(f"[{_HAN}]", before)):
            return False
        if name in self.city:
            return _STATION.match(after) is not None
        whole = self.written[name].kind == PlaceKind.SHELTER and length > len("上本郷")
        return whole or _AFTER_TOWN.match(after) is not None

    def _kana(self, plain: str) -> Place | None:
        text = hiragana(plain)
        names = (
            (len(name), -(run.start() + at), name)
            for run in _KANA_RUN.finditer(text)
            for at, name in parts(run[0])
            if name in self.kana
            if name not in self.city or _STATION.match(text[run.start() + at + len(name) :])
        )
        best = max(names, default=None)
        return self.kana[best[2]] if best else None

    def _latin(self, plain: str) -> Place | None:
        phrases = [list(_WORD.finditer(phrase[0])) for phrase in _PHRASE.finditer(plain)]
        begins = [phrase.start() for phrase in _PHRASE.finditer(plain)]
        for count in range(WORDS, 0, -1):
            for begin, words in zip(begins, phrases, strict=True):
                for first, last in zip(words, words[count - 1 :], strict=False):
                    heard = sound(_GAP.sub("", plain[begin + first.start() : begin + last.end()]))
                    if heard in self.heard and self._stands(
                        heard, plain[: begin + first.start()], plain[begin + last.end() :]
                    ):
                        return self.heard[heard]
        return None

    def _hangul(self, plain: str) -> Place | None:
        for word in _HANGUL.finditer(plain):
            longest = min(word.end(), word.start() + MAX_HANGUL)
            for end in range(longest, word.start() + 1, -1):
                heard = sound(plain[word.start() : end])
                if heard in self.heard and self._stands(heard, "", plain[end:].lstrip()):
                    return self.heard[heard]
        return None

    def _stands(self, heard: str, before: str, after: str) -> bool:
        """Return whether a name that was heard is no part of another, nor the whole city."""
        if _MORE_BEFORE.search(before):
            return False
        station = _STATION.match(after) or _STATION_BEFORE.search(before)
        return heard not in self.city or station is not None


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths = defaultdict(set)
    for name in names:
        if len(name) > 1:
            lengths[name[0]].add(len(name))
    return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}
