"""Why a generated sentence isn't shown; countable, without personal data."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a sentence."""

    UNCITED = "uncited"
    """It names no source."""
    UNKNOWN_SOURCE = "unknown_source"
    """It names a source that wasn't given."""
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    MONEY = "money"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    """A proper name, a desk's or a facility's, that stands in none of its sources."""
    MISPLACED = "misplaced"
    """A figure or a name that its sources have, but with something else."""
    LINK = "link"
    """A link, mail address or domain, or a token of a source it doesn't cite or that has none."""
    NEGATION = "negation"
    """It says yes where its sources say no, or the other way round."""
    ELIGIBILITY = "eligibility"
    """It moves a limit or a condition: who may, must, needn't; only, except, from, up to."""
    UNSUPPORTED = "unsupported"
    """Too little of it stands in its sources at all."""
    ASSENT = "assent"
    """It is nothing but yes or no."""
    ECHO = "echo"
    """It gives the question back, without the sources saying so."""
    LANGUAGE = "language"
    """It isn't in the language that was asked."""
    LEAK = "leak"
    """It repeats the prompt, or speaks of it."""
    HIDDEN = "hidden"
    """It holds characters that can't be seen or turn the direction of writing, or markup."""


EMPTY = frozenset({Fault.ASSENT, Fault.ECHO})
"""Faults of sentences without which an answer lacks nothing."""
