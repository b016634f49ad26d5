"""Which patterns a text's characters leave possible."""

import csv
import re
from pathlib import Path

import pytest

from chatbot.disaster.guides.features import plain
from chatbot.disaster.guides.patterns import GuidePatterns
from chatbot.gates.patterns import read_patterns
from chatbot.needed import Needed, needed_by
from corpus.guide import read_guides
from corpus.layout import CityLayout

NEEDS = Path(__file__).parents[2] / "eval" / "datasets" / "matsudo-disaster" / "needs.csv"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Texts of all languages, as residents write in a disaster."""
    with NEEDS.open(encoding="utf-8", newline="") as file:
        return [plain(row["wording"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("停電", "停電"),
        ("停", "停"),
        ("停電|断水", "停電 断水"),
        ("停電|水", "停電 水"),
        ("電気が(?:つか|き)ない", "電気"),
        ("し[てろ]", "して しろ"),
        ("[断止]水.", "断水 止水"),
        ("停(?:電|車)", "停電 停車"),
        ("(?:停電)?", None),
        (".*", None),
        ("[一二三]", "一 二 三"),
        ("[^一]", None),
        (r"\d+", None),
        ("(?!停)", None),
        ("(?:(?=停)電)+", "電"),
        ("水(?:が|は)", "水が 水は"),
        ("(?:水|.)", None),
    ],
)
def test_needed_characters(pattern: str, needed: str | None) -> None:
    """One of them stands wherever the pattern is found; a pair or a rare one tells most."""
    found = needed_by(pattern)
    assert found == (None if needed is None else frozenset(needed.split()))


def test_possible_groups_are_those_asked_about() -> None:
    """A pattern of which nothing can be said is always possible; bits name the groups asked."""
    needed = Needed([["停電"], ["断水", ".地震"], [r"\d"]])
    assert list(needed.possible("停電です")) == [0, 2]
    assert list(needed.possible("大地震と断水")) == [1, 2]
    assert list(needed.possible("大地震で停電", among=0b010)) == [1]
    assert list(needed.possible("")) == [2]


@pytest.mark.parametrize("name", ["emergency", "protection", "small_talk", "scope-ja", "scope-vi"])
def test_no_kind_is_missed(name: str, texts: list[str]) -> None:
    """Looking at the characters first changes nothing of what a text is."""
    kinds = read_patterns(name)
    for text in texts:
        every = [kind.name for kind in kinds.all if kind.is_in(text)]
        assert [kind.name for kind in kinds.possible(text) if kind.is_in(text)] == every


def test_no_guide_is_missed(texts: list[str]) -> None:
    """The same for the guides' patterns, among all guides and among some."""
    groups = [
        [pattern for patterns in guide.patterns.values() for pattern in patterns]
        for guide in read_guides(CityLayout.of("matsudo")).guides
    ]
    compiled = [[re.compile(pattern) for pattern in group] for group in groups]
    patterns = GuidePatterns(groups)
    for text in texts:
        every = [at for at, of in enumerate(compiled) if any(one.search(text) for one in of)]
        assert sorted(patterns.found(text)) == every
        assert sorted(patterns.found(text, [3, 5, len(groups)])) == [
            at for at in every if at in {3, 5}
        ]
