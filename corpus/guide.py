"""Guides: approved texts for a disaster, one TOML file each in `disaster/guides/` (DESIGN §9).

A guide says what to do about one need, in every language the city offers. `patterns` are regular
expressions that by themselves make the need certain, searched in normalized text; `subjects` are
of who or what it is about: 断水でミルクが作れない is about a baby, not about water. Ways people say
it, from which the matching is built, are in a table for all guides, `disaster/wordings.csv`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.city import Language, Link
from corpus.errors import CorpusError
from corpus.layout import CityLayout
from corpus.table import read_table

Hazard = Literal[
    "earthquake",
    "tsunami",
    "flood",
    "inland-flood",
    "landslide",
    "storm-surge",
    "fire",
    "volcano",
    "typhoon",
    "storm",
    "snow",
    "heat",
    "blackout",
    "other",
]
Phase = Literal["before", "now", "after", "recovery"]

_Text = Annotated[str, Field(min_length=1)]
_ByLanguage = dict[Language, _Text]
_Lists = dict[Language, tuple[_Text, ...]]


@dataclass(frozen=True, slots=True)
class Guide:
    """One approved text.

    Attributes:
        id: Name of its file without the ending.
        title: Short title by language.
        text: The answer by language; `ja` is always there.
        issuer: Whose guidance it rests on.
        sources: Pages the facts come from.
        links: Pages a resident may want to open now.
        next: Ids of guides that help next.
        wordings: Ways people say it, by language.
    """

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    hazards: tuple[str, ...]
    phases: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    subjects: Mapping[str, tuple[str, ...]]
    issuer: str
    approved_on: date
    sources: tuple[Link, ...]
    links: tuple[Link, ...]
    next: tuple[str, ...]
    wordings: Mapping[str, tuple[str, ...]]

    def title_in(self, language: str) -> str:
        """Return the title in a language, else in Japanese."""
        return self.title.get(language) or self.title["ja"]

    def text_in(self, language: str) -> str:
        """Return the text in a language, else in Japanese."""
        return self.text.get(language) or self.text["ja"]


@dataclass(frozen=True, slots=True)
class GuideReading:
    """The guides of a city, in the order of their ids, and what couldn't be used."""

    guides: tuple[Guide, ...]
    problems: tuple[tuple[str, CorpusError], ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Text
    hazards: Annotated[tuple[Hazard, ...], Field(min_length=1)]
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    issuer: _Text
    approved_on: date
    next: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    title: _ByLanguage
    text: _ByLanguage
    patterns: _Lists = Field(default_factory=dict)
    subjects: _Lists = Field(default_factory=dict)


Check = Callable[[str], object]
"""Raises `re.error` for what is no regular expression."""

_Wordings = Mapping[str, dict[str, tuple[str, ...]]]


def read_guides(layout: CityLayout, check: Check = re.compile) -> GuideReading:
    """Read the guides of a city; a file that isn't valid is left out and told.

    Args:
        layout: The city's files.
        check: Asked of every pattern.
    """
    guides: list[Guide] = []
    problems: list[tuple[str, CorpusError]] = []
    wordings: _Wordings = {}
    try:
        wordings = _read_wordings(layout.guide_wordings)
    except CorpusError as error:
        problems.append((layout.relative(layout.guide_wordings), error))
    for path in sorted(layout.guides.glob("*.toml")) if layout.guides.is_dir() else ():
        name = layout.relative(path)
        try:
            guides.append(_read_guide(path, name, check, wordings.get(path.stem, {})))
        except CorpusError as error:
            problems.append((name, error))
    known = {guide.id for guide in guides}
    problems += _dangling(guides, known, layout)
    problems += _about_nothing(wordings, layout)
    return GuideReading(tuple(guides), tuple(problems))


def _read_wordings(path: Path) -> _Wordings:
    """Return the wordings by guide and language; rows with an empty cell are left out.

    Raises:
        CorpusError: The table can't be read, or names a language there is none of.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_table(path, ("guide", "language", "wording")) if path.is_file() else ():
        guide, language, wording = (row.cells[name] for name in ("guide", "language", "wording"))
        if language and language not in get_args(Language):
            raise CorpusError("guide.wording_language", path=path.name, line=row.line)
        if guide and wording:
            found[guide][language or "ja"].append(wording)
    return {
        guide: {language: tuple(said) for language, said in by_language.items()}
        for guide, by_language in found.items()
    }


def _read_guide(
    path: Path, name: str, check: Check, wordings: Mapping[str, tuple[str, ...]]
) -> Guide:
    """Read one file.

    Raises:
        CorpusError: It can't be read, or says something that can't be.
    """
    try:
        raw = _File.model_validate(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError("guide.file", path=name, reason=error) from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise CorpusError("guide.entry", path=name, entry=where) from None
    if raw.id != path.stem:
        raise CorpusError("guide.id", path=name, id=raw.id)
    for text in (raw.title, raw.text):
        if "ja" not in text:
            raise CorpusError("guide.no_japanese", path=name)
    for pattern in (*_listed(raw.patterns), *_listed(raw.subjects)):
        _checked(pattern, name, check)
    return Guide(**{key: getattr(raw, key) for key in _File.model_fields}, wordings=wordings)


def missing_languages(guide: Guide, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the offered languages in which a guide has no text."""
    return tuple(one for one in languages if one not in guide.text or one not in guide.title)


def _listed(by_language: Mapping[Language, tuple[str, ...]]) -> list[str]:
    return [each for listed in by_language.values() for each in listed]


def _checked(pattern: str, name: str, check: Check) -> None:
    try:
        check(pattern)
    except re.error:
        raise CorpusError("guide.pattern", path=name, pattern=pattern) from None


def _dangling(
    guides: list[Guide], known: set[str], layout: CityLayout
) -> Iterator[tuple[str, CorpusError]]:
    for guide in guides:
        name = layout.relative(layout.guides / f"{guide.id}.toml")
        for other in guide.next:
            if other not in known:
                yield name, CorpusError("guide.next", path=name, id=other)


def _about_nothing(wordings: _Wordings, layout: CityLayout) -> Iterator[tuple[str, CorpusError]]:
    name = layout.relative(layout.guide_wordings)
    for guide in wordings:
        if not (layout.guides / f"{guide}.toml").is_file():
            yield name, CorpusError("guide.wording", path=name, id=guide)
