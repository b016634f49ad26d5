"""Faqs from the rows of a table (DESIGN §4, `faq/*`)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict

from corpus.document import Faq, Metadata, Translation
from corpus.errors import CorpusError
from corpus.metadata import FIELDS, parse_metadata

COLUMNS = ("question", "answer", "keywords")
LANGUAGE_COLUMNS = {"easy": "ja-easy", "en": "en", "zh": "zh", "ko": "ko", "vi": "vi"}
"""Ending of a translated column (`question_en`) to language code."""


def faq_from_row(cells: Mapping[str, str], defaults: Metadata, *, path: str, line: int) -> Faq:
    """Make a Faq of one row.

    Args:
        cells: Column name to cell; names of DESIGN §4.
        defaults: Metadata of the whole table, for cells that are empty.
        path: The file within the city's directory.
        line: The row, for the message.

    Raises:
        CorpusError: Question or answer is empty, or a cell of the metadata is not valid.
    """
    named = {name.strip(): cell.strip() for name, cell in cells.items()}
    question, answer = named.get("question", ""), named.get("answer", "")
    if not question or not answer:
        raise CorpusError("faq.incomplete", path=path, line=line)
    unknown = [name for name in named if name and not _is_column(name)]
    if unknown:
        raise CorpusError("faq.column", path=path, line=line, name=unknown[0])
    own = {name: cell for name, cell in named.items() if name in FIELDS and cell}
    return Faq(
        id=f"{path}#{hashlib.sha256(question.encode()).hexdigest()[:8]}",
        metadata=parse_metadata(
            {**asdict(defaults), **own, "title": question}, path=path, line=line
        ),
        question=question,
        answer=answer,
        keywords=tuple(filter(None, re.split(r"[\s,、，;；]+", named.get("keywords", "")))),
        translations=_translations(named),
    )


def _is_column(name: str) -> bool:
    stem, _, ending = name.partition("_")
    translated = stem in ("question", "answer") and ending in LANGUAGE_COLUMNS
    return name in COLUMNS or name in FIELDS or translated


def _translations(named: Mapping[str, str]) -> dict[str, Translation]:
    found = {}
    for ending, language in LANGUAGE_COLUMNS.items():
        question = named.get(f"question_{ending}", "")
        answer = named.get(f"answer_{ending}", "")
        if question or answer:
            found[language] = Translation(question, answer)
    return found
