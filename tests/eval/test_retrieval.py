"""The retrieval run: built, searched and scored by the code residents use."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from eval.beir import read_beir
from eval.retrieval import DEPTH, open_beir_index, run_retrieval, summary
from indexing.records import CityWords
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer
from tests.building import make_words, silent
from tests.hashed_embedder import HashedEmbedder

DAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def tokenizer() -> SudachiTokenizer:
    """The tokenizer; its dictionary is opened once."""
    return SudachiTokenizer()


def _clock(seconds: float) -> Iterator[float]:
    return (number * seconds for number in count())


def test_every_question_is_asked_and_scored(
    beir_folder: Path, tmp_path: Path, tokenizer: SudachiTokenizer
) -> None:
    """Each finds its document first here, in two milliseconds by the given clock."""
    dataset = read_beir(beir_folder, "dev")
    engines = Engines(HashedEmbedder(), tokenizer)
    index = open_beir_index(dataset, tmp_path / "index", engines, CityWords({}, ()), silent)
    ticks = _clock(0.002)
    results = run_retrieval(dataset, index, DAY, lambda: next(ticks))

    assert [(result.id, result.text, result.ranking[0], result.rank) for result in results] == [
        ("q1", "粗大ごみを出したい", "1", 1),
        ("q2", "犬の登録", "2", 1),
        ("q3", "図書館の休み", "3", 1),
    ]
    assert all(len(result.ranking) <= DEPTH for result in results)
    assert summary(results) == {
        "questions": 3,
        "ndcg@10": 1.0,
        "recall@10": 1.0,
        "mrr": 1.0,
        "success@1": 1.0,
        "success@5": 1.0,
        "ms_per_query_p50": pytest.approx(2),
        "ms_per_query_p95": pytest.approx(2),
    }


def test_a_second_run_embeds_only_the_questions(
    beir_folder: Path, tmp_path: Path, tokenizer: SudachiTokenizer
) -> None:
    """The index stays where it was built, and only one snapshot of it."""
    dataset, embedder = read_beir(beir_folder, "dev"), HashedEmbedder()
    engines, folder = Engines(embedder, tokenizer), tmp_path / "index"
    open_beir_index(dataset, folder, engines, CityWords({}, ()), silent)
    embedder.batches.clear()
    open_beir_index(dataset, folder, engines, CityWords({}, ()), silent)

    assert embedder.texts == []
    assert len(list((folder / "snapshots").iterdir())) == 1


def test_the_citys_synonyms_take_part(
    beir_folder: Path, tmp_path: Path, tokenizer: SudachiTokenizer
) -> None:
    """An everyday word finds the official one."""
    queries = (beir_folder / "queries.jsonl").read_text(encoding="utf-8")
    asked = queries.replace("図書館の休み", "ワンちゃん")
    (beir_folder / "queries.jsonl").write_text(asked, encoding="utf-8")
    (beir_folder / "qrels" / "dev.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq3\t2\t1\n", encoding="utf-8"
    )
    dataset, engines = read_beir(beir_folder, "dev"), Engines(HashedEmbedder(), tokenizer)
    words = make_words(synonyms=[("ワンちゃん", "犬の登録"), ("本", "図書館")])
    index = open_beir_index(dataset, tmp_path / "index", engines, words, silent)

    (result,) = run_retrieval(dataset, index, DAY)
    assert result.success_at_1 == 1
