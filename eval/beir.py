"""A retrieval test set in BEIR's layout (Thakur et al. 2021).

`corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`), `qrels/<split>.tsv`
(query-id, corpus-id, score). A document with a title is a Faq: title = question, text = answer.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Block, Document, Faq, Metadata
from eval.errors import EvalError
from eval.metrics import Grades


@dataclass(frozen=True, slots=True)
class BeirSet:
    """One split of a test set.

    Attributes:
        documents: The corpus.
        queries: Question texts by id, those of the split only.
        grades: Grades of the documents by question id.
    """

    documents: tuple[Document, ...]
    queries: dict[str, str]
    grades: dict[str, Grades]


def read_beir(folder: Path, split: str) -> BeirSet:
    """Read a folder.

    Raises:
        EvalError: A file is missing or is not of the layout.
    """
    try:
        documents = tuple(_document(line) for line in _lines(folder / "corpus.jsonl"))
        texts = {line["_id"]: line["text"] for line in _lines(folder / "queries.jsonl")}
        grades = _grades(folder / "qrels" / f"{split}.tsv")
        queries = {query: texts[query] for query in grades}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError("beir.unreadable", path=folder, reason=repr(error)) from None
    return BeirSet(documents, queries, grades)


def _document(line: dict[str, Any]) -> Document:
    name, title, text = str(line["_id"]), str(line.get("title", "")), str(line["text"])
    if title:
        return Faq(id=name, metadata=Metadata(title=title), question=title, answer=text)
    return Document(id=name, metadata=Metadata(), blocks=(Block(text),))


def _grades(path: Path) -> dict[str, Grades]:
    found: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return {query: grades for query, grades in found.items() if any(grades.values())}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
