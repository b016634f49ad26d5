"""What happens when a process that is measured fails; `test_cli_bench` has them succeed."""

import sys
from pathlib import Path

import pytest

from corpus.layout import CityLayout
from eval.bench.answering import measure_answers
from eval.bench.large_index import LargeIndex
from eval.bench.starting import measure_start
from eval.errors import EvalError
from indexing.snapshots import Snapshots


@pytest.fixture
def unbuilt(tmp_path: Path) -> LargeIndex:
    """An index directory in which nothing was published."""
    snapshots = Snapshots(tmp_path / "index")
    snapshots.layout.root.mkdir()
    return LargeIndex(snapshots, snapshots.layout.snapshot("none"))


def test_answers_without_an_index_are_no_figures(
    unbuilt: LargeIndex, small_city: CityLayout, embedder_cache: Path
) -> None:
    """The chatbot apologizes quickly to every question: that isn't measured."""
    with pytest.raises(EvalError, match="index") as caught:
        measure_answers(unbuilt, str(small_city.root), embedder_cache, ("犬の登録は？",) * 25)

    assert caught.value.key == "bench.asker"


def test_a_process_that_fails_is_told(unbuilt: LargeIndex, embedder_cache: Path) -> None:
    """With the end of what it said."""
    with pytest.raises(EvalError, match=r"city\.toml"):
        measure_answers(unbuilt, "/nowhere", embedder_cache, ("犬の登録は？",) * 25)


def test_a_server_that_ends_is_told(
    unbuilt: LargeIndex, small_city: CityLayout, embedder_cache: Path
) -> None:
    """With what it said."""
    ends = (sys.executable, "-c", "raise SystemExit('no port for you')")
    with pytest.raises(EvalError, match="no port for you"):
        measure_start(ends, unbuilt, str(small_city.root), embedder_cache, 1)
