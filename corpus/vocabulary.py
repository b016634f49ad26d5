"""Words and questions of the city: `synonyms.csv`, `wordings.csv`, `gaps.csv`, `canary.csv`."""

from dataclasses import dataclass
from pathlib import Path

from corpus.table import read_table

WORDING_COLUMNS = ("document", "language", "wording")


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word residents use and one the city's documents use for it."""

    everyday: str
    official: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A way residents ask for a document; the document is found by it as by its own title.

    Attributes:
        document: A document's id or path, or a Faq's question.
        language: Language of the wording (`ja`, `en`, …).
        text: The wording.
    """

    document: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A matter that residents ask about and the city's documents don't tell.

    Attributes:
        question: As a resident asks, or the matter's name.
        department: Id of the desk to ask; empty for the city's usual one.
    """

    question: str
    department: str


@dataclass(frozen=True, slots=True)
class Canary:
    """A question and the document every new snapshot must find for it.

    Attributes:
        question: As a resident asks.
        expected_document: A document's id or path, or a Faq's question.
    """

    question: str
    expected_document: str


def read_synonyms(path: Path) -> tuple[Synonym, ...]:
    """Return the pairs of `synonyms.csv`; a city without the file has none.

    Raises:
        CityError: A column is missing.
    """
    if not path.is_file():
        return ()
    rows = (row.cells for row in read_table(path, ("everyday", "official")))
    return tuple(
        Synonym(cells["everyday"], cells["official"])
        for cells in rows
        if cells["everyday"] and cells["official"]
    )


def read_wordings(path: Path) -> tuple[Wording, ...]:
    """Return the rows of `wordings.csv`; a city without the file has none.

    Raises:
        CityError: A column is missing.
    """
    if not path.is_file():
        return ()
    rows = (row.cells for row in read_table(path, WORDING_COLUMNS))
    return tuple(
        Wording(cells["document"], cells["language"] or "ja", cells["wording"])
        for cells in rows
        if cells["document"] and cells["wording"]
    )


def read_gaps(path: Path) -> tuple[Gap, ...]:
    """Return the rows of `gaps.csv`; a city without the file has none.

    Raises:
        CityError: A column is missing.
    """
    if not path.is_file():
        return ()
    rows = (row.cells for row in read_table(path, ("question", "department")))
    return tuple(Gap(cells["question"], cells["department"]) for cells in rows if cells["question"])


def read_canaries(path: Path) -> tuple[Canary, ...]:
    """Return the questions of `canary.csv`; a city without the file has none.

    Raises:
        CityError: A column is missing.
    """
    if not path.is_file():
        return ()
    rows = (row.cells for row in read_table(path, ("question", "expected_document")))
    return tuple(
        Canary(cells["question"], cells["expected_document"])
        for cells in rows
        if cells["question"] and cells["expected_document"]
    )
