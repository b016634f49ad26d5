"""A text's clauses, each with its words, figures and names: what is compared with what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatbot.verification.facts import Fact, placed_facts
from chatbot.verification.kinds import names_in
from chatbot.verification.limits import BESIDE, limit_of
from chatbot.verification.spans import Place, spans_of
from chatbot.verification.words import is_word, key_of, nouns_in, topics_of, weights_of
from indexing.tokenizer import Tagged

_BARE = 0.4
"""What a limited figure weighs where it isn't limited so; with its limit it weighs 1."""

_SAME, _BESIDE, _FAR = 1.0, 0.6, 0.4
"""How much the words of a clause, of the one before and of others count for what it tells."""


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
        topics: Its words that say what it is about: before は, the name of a row or an item.
        names: What could stand in the place of others, with their kinds (`kinds`).
    """

    place: Place
    text: str
    words: Mapping[str, float]
    tags: tuple[Tagged, ...]
    facts: tuple[Figure, ...]
    names: tuple[tuple[str, str], ...]
    topics: frozenset[str]


def clauses_of(plain: str, tags: Sequence[Tagged]) -> tuple[Clause, ...]:
    """Return the clauses of a text in one form (`numerals.in_one_form`) with its morphemes."""
    facts = sorted(placed_facts(plain), key=lambda each: each[0])
    found: list[Clause] = []
    at_tag = at_fact = 0
    for begin, end, place in spans_of(plain):
        first_tag, first_fact = at_tag, at_fact
        while at_tag < len(tags) and tags[at_tag].begin < end:
            at_tag += 1
        while at_fact < len(facts) and facts[at_fact][0] < end:
            at_fact += 1
        own, placed = tags[first_tag:at_tag], facts[first_fact:at_fact]
        if own:
            figures = tuple(_figure(each, own, plain) for each in placed)
            found.append(_clause(place, plain[begin:end], own, figures))
    return tuple(found)


def _clause(place: Place, text: str, tags: Sequence[Tagged], figures: tuple[Figure, ...]) -> Clause:
    nouns = tuple(nouns_in(tags))
    words = weights_of(tags, nouns)
    words.update((figure_key(each.fact), _BARE if each.limit else 1.0) for each in figures)
    words.update((limited_key(each), 1.0) for each in figures if each.limit)
    heads = place.column == 0 or (place.segment == 0 and tags[-1].surface == ":")
    names = tuple(names_in(tags, nouns))
    return Clause(
        place, text, words, tuple(tags), figures, names, topics_of(tags, nouns, heads=heads)
    )


def figure_key(fact: Fact) -> str:
    """Return what a figure is known by among words."""
    return f"{fact.kind}={fact.value}{fact.unit}"


def limited_key(figure: Figure) -> str:
    """Return what a figure with its limit is known by among words."""
    return f"{figure_key(figure.fact)}{figure.limit}"


def _figure(placed: tuple[int, int, Fact], tags: Sequence[Tagged], plain: str) -> Figure:
    at, end, fact = placed
    before = [tag for tag in tags if tag.begin < at and is_word(tag)]
    after = [tag for tag in tags if tag.begin >= end and is_word(tag)]
    return Figure(
        fact,
        key_of(before[-1].normalized) if before else "",
        key_of(after[0].normalized) if after else "",
        limit_of(plain[max(0, at - BESIDE) : at], plain[end : end + BESIDE]),
    )


def weighed(
    sentence: Sequence[Clause], at: int, without: Collection[str] = ()
) -> Iterator[tuple[str, float]]:
    """Yield the words of a sentence with their weights as they are seen from one clause."""
    for number, clause in enumerate(sentence):
        weight = _SAME if number == at else _BESIDE if number == at - 1 else _FAR
        for word, own in clause.words.items():
            if word not in without:
                yield word, weight * own
