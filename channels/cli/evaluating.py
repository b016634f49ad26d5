"""What the evaluating commands share: the test set's index, and rows for later study."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from channels.cli.output import write, write_json
from channels.cli.progress import shown_progress
from chatbot.settings import Settings
from corpus.department import read_departments
from corpus.layout import CityLayout
from corpus.vocabulary import read_synonyms
from eval.beir import BeirSet
from eval.retrieval import open_beir_index
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def beir_index(settings: Settings, name: str, beir: BeirSet, engines: Engines) -> Index:
    """Build a test set with the city's words; unchanged texts keep their vectors.

    Args:
        settings: Which city, which data directory.
        name: The test set's name: its index is kept in `<data dir>/eval/<name>`.
        beir: The test set.
        engines: What builds and searches.
    """
    city = CityLayout.of(settings.city)
    words = CityWords(read_departments(city.departments), read_synonyms(city.synonyms))
    with shown_progress() as report:
        return open_beir_index(beir, settings.data_dir / "eval" / name, engines, words, report)


def write_rows(path: Path | None, rows: Iterable["DataclassInstance"]) -> None:
    """Write a line of JSON for each question, if a file is asked for."""
    if path is not None:
        lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
        path.write_text("".join(lines), encoding="utf-8")


def write_figures(figures: Mapping[str, object], *, as_json: bool) -> None:
    """Write the figures of a run."""
    if as_json:
        write_json(figures)
        return
    for name, figure in figures.items():
        write(f"{name}\t{figure:.4f}" if isinstance(figure, float) else f"{name}\t{figure}")
