"""nDCG@10 of annai, the textbook pipeline and plain BM25 on one set."""

from datetime import date
from math import log2
from pathlib import Path

import pytest

from corpus.document import Block, Document, Metadata
from eval.beir import read_beir
from eval.bench.finding import (
    BeirSplit,
    finding_figures,
    mean_ndcg,
    measure_finding,
    whole_text,
)
from eval.bench.others import Others
from eval.retrieval import open_beir_index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer
from tests.building import silent
from tests.hashed_embedder import HashedEmbedder


def test_the_mean_by_hand(beir_folder: Path) -> None:
    """Whoever finds documents 1, 2, 3 for every question has them at ranks 1, 2 and 3.

    Each question has one relevant document: 1, 1/log2(3), 1/log2(4).
    """
    dataset = read_beir(beir_folder, "dev")
    expected = (1 + 1 / log2(3) + 1 / 2) / 3

    assert mean_ndcg(dataset, lambda _, __: ["1", "2", "3"]) == pytest.approx(expected)


def test_a_whole_text_begins_with_the_title(beir_folder: Path) -> None:
    """A Faq's question and answer; a plain text as it is."""
    first, _, third = read_beir(beir_folder, "dev").documents
    pages = Document("x", Metadata(title="題"), (Block("一"), Block("二")))

    assert whole_text(first) == "粗大ごみの出し方を教えてください。\n電話で申し込みます。"
    assert whole_text(third) == "市立図書館は月曜日に休みます。"
    assert whole_text(pages) == "一\n二"


def test_all_three_are_asked(beir_folder: Path, tmp_path: Path) -> None:
    """On so small a set each finds every document first."""
    dataset = read_beir(beir_folder, "dev")
    engines = Engines(HashedEmbedder(), SudachiTokenizer())
    index = open_beir_index(dataset, tmp_path / "index", engines, CityWords({}, ()), silent)
    means = measure_finding(dataset, index, engines, Others("not asked"), date(2026, 4, 1))

    assert means == (1, None, 1)


def test_ratios_to_what_was_not_measured_are_none() -> None:
    """Annai's ÷ theirs."""
    figures = finding_figures(BeirSplit(Path("some/tiny"), "dev"), 3, (0.75, None, 0.5))

    assert (figures.dataset, figures.split, figures.questions) == ("tiny", "dev", 3)
    assert (figures.textbook, figures.ratio_to_textbook) == (None, None)
    assert (figures.bm25s, figures.ratio_to_bm25s) == (0.5, 1.5)
