"""What is wrong in a city's directory, besides what can't be read at all.

Nothing here stops an index from being built. Each is something that residents would feel: a desk
that isn't shown, an answer that isn't found any more, a canary that can never sing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.corpus import Corpus, Problem
from corpus.document import Document, Faq
from corpus.errors import CorpusError
from corpus.guide import missing_languages, read_guides
from corpus.shelters.reading import read_shelters
from corpus.table import read_table


def check_corpus(corpus: Corpus, day: date) -> tuple[Problem, ...]:
    """Return every problem of a city: what couldn't be read first.

    Args:
        corpus: The city, read.
        day: Documents not in force on this day are told.

    Raises:
        CityError: A table of the city is not valid.
    """
    return (
        *corpus.problems,
        *corpus.hidden,
        *_departments(corpus),
        *_dates(corpus, day),
        *_questions(corpus),
        *_canaries(corpus),
        *_wordings(corpus),
        *_empty_rows(corpus),
        *_guides(corpus),
        *_shelters(corpus),
    )


def path_of(document: Document) -> str:
    """Return the file a document stands in."""
    return document.id.partition("#")[0]


def _departments(corpus: Corpus) -> Iterator[Problem]:
    contact = corpus.settings.contact
    if contact and contact not in corpus.departments:
        yield _problem("check.contact", corpus.layout.settings.name, id=contact)
    for document in corpus.documents:
        department = document.metadata.department
        if department and department not in corpus.departments:
            yield _about(document, "check.department", id=department)
    for unknown in {gap.department: None for gap in corpus.gaps if gap.department}:
        if unknown not in corpus.departments:
            yield _problem("check.gap", corpus.layout.gaps.name, id=unknown)


def _dates(corpus: Corpus, day: date) -> Iterator[Problem]:
    for document in corpus.documents:
        metadata = document.metadata
        if not metadata.holds_on(day):
            over = metadata.expires_on is not None and metadata.expires_on < day
            yield _about(
                document,
                "check.expired" if over else "check.not_yet",
                day=metadata.expires_on if over else metadata.effective_from,
            )


def _questions(corpus: Corpus) -> Iterator[Problem]:
    """Tell questions that stand in more than one place, whatever their width and punctuation."""
    asked: dict[str, list[Faq]] = defaultdict(list)
    for document in corpus.documents:
        if isinstance(document, Faq):
            asked[_bare(document.question)].append(document)
    for first, *others in asked.values():
        for other in others:
            yield _about(other, "check.question", other=path_of(first), wording=first.question)


def _canaries(corpus: Corpus) -> Iterator[Problem]:
    names = _all_names(corpus)
    for canary in corpus.canaries:
        if canary.expected_document not in names:
            yield _problem(
                "check.canary",
                corpus.layout.canary.name,
                question=canary.question,
                document=canary.expected_document,
            )


def _wordings(corpus: Corpus) -> Iterator[Problem]:
    """Tell each document of `wordings.csv` that doesn't exist, once."""
    names = _all_names(corpus)
    for name in dict.fromkeys(wording.document for wording in corpus.wordings):
        if name not in names:
            yield _problem("check.wording", corpus.layout.wordings.name, document=name)


def _all_names(corpus: Corpus) -> set[str]:
    return {name for document in corpus.documents for name in _names(document)}


def _names(document: Document) -> set[str]:
    """Return what canaries and wordings may call a document, as `indexing` understands them."""
    if isinstance(document, Faq):
        return {document.id, document.question}
    return {document.id, document.metadata.title}


def _empty_rows(corpus: Corpus) -> Iterator[Problem]:
    """Tell rows of the small tables that are left out because a cell is empty."""
    tables: dict[Path, tuple[str, ...]] = {
        corpus.layout.synonyms: ("everyday", "official"),
        corpus.layout.canary: ("question", "expected_document"),
        corpus.layout.wordings: ("document", "wording"),
        corpus.layout.gaps: ("question",),
    }
    for path, columns in tables.items():
        if path.is_file():
            for row in read_table(path, columns):
                empty = [column for column in columns if not row.cells.get(column)]
                if empty:
                    yield _problem("check.empty", path.name, line=row.line, column=empty[0])


def _shelters(corpus: Corpus) -> Iterator[Problem]:
    """Tell rows that are no shelter, and files of `shelters/` that are none of shelters."""
    told = {(problem.path, problem.message) for problem in corpus.problems}
    for path, error in read_shelters(corpus.layout, corpus.settings).problems:
        if (path, str(error)) not in told:
            yield Problem(path, str(error))


def _guides(corpus: Corpus) -> Iterator[Problem]:
    """Tell guides that can't be used, and those that some residents get in Japanese."""
    reading = read_guides(corpus.layout)
    yield from (Problem(path, str(error)) for path, error in reading.problems)
    for guide in reading.guides:
        missing = missing_languages(guide, corpus.settings.languages)
        if missing:
            path = corpus.layout.relative(corpus.layout.guides / f"{guide.id}.toml")
            yield _problem("guide.language", path, languages="、".join(missing))


def _bare(question: str) -> str:
    folded = unicodedata.normalize("NFKC", question).casefold()
    return "".join(character for character in folded if character.isalnum())


def _about(document: Document, key: str, **details: object) -> Problem:
    return _problem(key, path_of(document), title=document.metadata.title, **details)


def _problem(key: str, path: str, **details: object) -> Problem:
    return Problem(path, str(CorpusError(key, path=path, **details)))
