"""What speaks for an answer, worked by hand on six chunks and two wordings."""

from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.base import Vectors
from indexing.evidence import COVERING, GAP_MARGIN, POOL, Evidence, EvidenceReader
from indexing.lexical import LexicalIndex
from indexing.question import SearchedQuestion
from indexing.vectors import VectorFile, write_vectors

WORDS = [["犬", "登録"], ["犬"], ["猫"], ["猫", "登録"], ["鳥"], ["犬", "登録", "注射"]]
# idf = ln(1 + (N − n + ½) / (n + ½)) with N = 6: 犬 and 登録 stand in 3, 注射 in 1, 象 in none
IDF = {"犬": log(1 + 3.5 / 3.5), "登録": log(1 + 3.5 / 3.5), "注射": log(1 + 5.5 / 1.5)}
UNKNOWN = log(1 + 6.5 / 0.5)
# Unit vectors whose inner product with (1, 0) is their first part.
LABELS = [0.1, 0.5, 0.8, 0.0, -0.6, 0.6]
PASSAGES = [0.3, 0.0, 0.6, 0.28, 0.8, -0.8]
WORDINGS = [0.96, -0.28]


def _vectors(first: Sequence[float]) -> Vectors:
    parts = np.array(first, dtype=np.float32)
    return np.stack([parts, np.sqrt(1 - parts**2)], axis=1)


def _question(*words: str) -> SearchedQuestion:
    asked = np.array([1, 0], dtype=np.float32)
    return SearchedQuestion(words, (), asked, np.array([0, 1], dtype=np.float32))


def _reader(
    folder: Path,
    labels: Sequence[float],
    passages: Sequence[float],
    wordings: Sequence[float],
    gaps: Sequence[float] = (),
) -> EvidenceReader:
    def written(name: str, cosines: Sequence[float]) -> VectorFile:
        path = folder / f"{name}.npy"
        write_vectors(path, _vectors(cosines))
        return VectorFile(path)

    return EvidenceReader(
        written("label", labels),
        written("passage", passages),
        written("wording", wordings),
        _vectors(gaps).reshape(-1, 2),
        LexicalIndex.build(WORDS),
        worded=0.25,
    )


@pytest.fixture
def reader(tmp_path: Path) -> EvidenceReader:
    """The six chunks and two wordings."""
    return _reader(tmp_path, LABELS, PASSAGES, WORDINGS)


def _rows(*rows: int) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def _read(
    reader: EvidenceReader, question: SearchedQuestion, best: np.ndarray, near: np.ndarray
) -> Evidence:
    return reader.read(question, reader.lexical.matches(question.words), best, near)


def test_best_cosines_of_what_was_found(reader: EvidenceReader) -> None:
    """Of the vector of what is asked, with labels and with passages each by itself."""
    evidence = _read(reader, _question("犬"), _rows(0, 1, 3), _rows(0, 1, 3))
    assert evidence.label_cosine == pytest.approx(0.5, abs=1e-3)
    assert evidence.passage_cosine == pytest.approx(0.3, abs=1e-3)
    assert evidence.asked.tolist() == [1, 0]


def test_wording_counts_as_a_label(reader: EvidenceReader) -> None:
    """Row 6 is the first wording; a wording that isn't near isn't looked at."""
    first, second = (_read(reader, _question("犬"), _rows(0, 1), _rows(0, row)) for row in (6, 7))
    assert first.label_cosine == pytest.approx(0.96, abs=1e-3)
    assert second.label_cosine == pytest.approx(0.5, abs=1e-3)
    assert first.passage_cosine == second.passage_cosine


@pytest.mark.parametrize(
    ("words", "best", "coverage"),
    [
        (("犬",), [1], 1.0),
        (("犬", "登録"), [1, 4], 0.5),
        (("犬", "登録"), [1, 3, 0], 1.0),
        (("犬", "犬", "登録"), [1], 0.5),
        (("犬", "注射"), [1], IDF["犬"] / (IDF["犬"] + IDF["注射"])),
        (("犬", "象"), [1], IDF["犬"] / (IDF["犬"] + UNKNOWN)),
        (("猫", "鳥"), [0, 1], 0.0),
        (("象",), [0], 0.0),
    ],
)
def test_coverage_is_the_part_one_chunk_holds(
    reader: EvidenceReader, words: tuple[str, ...], best: list[int], coverage: float
) -> None:
    """By rarity, each word once: two chunks that hold half each don't make a whole."""
    evidence = _read(reader, _question(*words), _rows(*best), _rows(*best))
    assert evidence.coverage == pytest.approx(coverage)


def test_only_the_first_chunks_are_looked_at_for_words(reader: EvidenceReader) -> None:
    """What stands further down isn't what is answered with."""
    assert COVERING == 5
    last = _read(reader, _question("注射"), _rows(0, 1, 2, 3, 4, 5), _rows(0))
    fifth = _read(reader, _question("注射"), _rows(0, 1, 2, 3, 5, 4), _rows(0))
    assert (last.coverage, fifth.coverage) == (0, 1)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        (("犬", "登録"), 0.0),
        (("犬", "象"), UNKNOWN / (UNKNOWN + IDF["犬"])),
        (("犬", "象", "象"), UNKNOWN / (UNKNOWN + IDF["犬"])),
        (("象", "麒麟"), 1.0),
    ],
)
def test_unknown_is_the_part_no_chunk_holds(
    reader: EvidenceReader, words: tuple[str, ...], unknown: float
) -> None:
    """Of all chunks, not of those found."""
    assert _read(reader, _question(*words), _rows(4), _rows(4)).unknown == pytest.approx(unknown)


def test_question_without_words(reader: EvidenceReader) -> None:
    """Nothing of it is covered and all of it unknown; its vector still tells."""
    evidence = _read(reader, _question(), _rows(2), _rows(2))
    assert (evidence.coverage, evidence.unknown) == (0.0, 1.0)
    assert evidence.label_cosine == pytest.approx(0.8, abs=1e-3)


def test_cosines_of_the_pool_only(tmp_path: Path) -> None:
    """A chunk that ranks low by all else isn't evidence by one cosine alone."""
    far = [0.0] * POOL
    reader = _reader(tmp_path, [*far, 0.96], [*far, 0.96], [])
    evidence = _read(reader, _question("犬"), np.arange(POOL + 1), np.arange(POOL + 1))
    assert evidence.label_cosine == pytest.approx(0, abs=1e-3)
    assert evidence.passage_cosine == pytest.approx(0, abs=1e-3)


def test_nearest_wordings_only(tmp_path: Path) -> None:
    """Of those near in meaning as many as chunks twice: a chunk may have several."""
    reader = _reader(tmp_path, LABELS, PASSAGES, [*[0.0] * 2 * POOL, 0.96])
    near = np.arange(len(LABELS), len(LABELS) + 2 * POOL + 1)
    assert _read(reader, _question("犬"), _rows(0), near).label_cosine < 0.5
    assert _read(reader, _question("犬"), _rows(0), near[1:]).label_cosine > 0.9


def test_evidence_tells_how_many_documents_have_wordings(reader: EvidenceReader) -> None:
    """Where residents' words are known every figure is higher."""
    assert _read(reader, _question("犬"), _rows(0), _rows(0)).worded == 0.25


@pytest.mark.parametrize(
    ("gaps", "gap", "nearest"),
    [
        ((), 0.0, -1),
        ((0.4, 0.2), 0.0, -1),
        ((0.2, 0.48), GAP_MARGIN - 0.02, -1),
        ((0.9, 0.2), GAP_MARGIN + 0.4, 0),
        ((0.2, 0.52), GAP_MARGIN + 0.02, -1),
    ],
)
def test_gap_counts_from_a_little_behind_the_best_label(
    tmp_path: Path, gaps: tuple[float, ...], gap: float, nearest: int
) -> None:
    """The best label is at 0.5: what is farther than the margin is another matter."""
    reader = _reader(tmp_path, LABELS, PASSAGES, WORDINGS, gaps)
    evidence = _read(reader, _question("犬"), _rows(0, 1, 3), _rows(0, 1, 3))
    assert evidence.gap == pytest.approx(gap, abs=1e-3)
    assert evidence.nearest_gap == nearest


def test_nothing_found_speaks_for_nothing() -> None:
    """The worst of every figure, and no vector."""
    none = Evidence.none()
    assert none == Evidence(0, 0, 0, 1, worded=0, gap=0, nearest_gap=-1, asked=none.asked)
    assert none.asked.size == 0
