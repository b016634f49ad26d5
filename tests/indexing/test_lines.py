"""JSON objects in a file: each is read from its place, and only when it is asked for."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.lines import LineFile, write_lines

OBJECTS = [{"n": n, "text": "案内" * n} for n in range(50)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write and overwrite."""
    return tmp_path_factory.mktemp("lines") / "lines.jsonl"


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), max_size=8))
def test_objects_come_back(path: Path, objects: list[dict[str, object]]) -> None:
    """Whatever signs they hold: line ends, quotes, any script; last first as well."""
    write_lines(path, objects)
    lines = LineFile(path)
    assert len(lines) == len(objects)
    assert [lines[at] for at in reversed(range(len(objects)))] == objects[::-1]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 10_000])
def test_lines_may_cross_the_blocks_they_are_found_in(
    path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """Even within a character of Japanese, which takes three bytes."""
    write_lines(path, OBJECTS)
    monkeypatch.setattr("indexing.lines.BLOCK", block)
    lines = LineFile(path)
    assert [lines[at] for at in range(len(lines))] == OBJECTS


def test_text_is_written_as_it_is(path: Path) -> None:
    """Staff may read the file; dates stand in it as ISO 8601 writes them."""
    write_lines(path, [{"題": "転入", "日": date(2026, 4, 1)}, {}])
    assert path.read_bytes() == '{"題": "転入", "日": "2026-04-01"}\n{}\n'.encode()


def test_empty_file_has_no_line(path: Path) -> None:
    """A snapshot without wordings has such a file."""
    write_lines(path, [])
    lines = LineFile(path)
    assert (path.read_bytes(), len(lines)) == (b"", 0)
    with pytest.raises(IndexError):
        lines[0]


@pytest.mark.parametrize("at", [-1, 50, 10_000])
def test_line_that_isnt_there_is_an_error(path: Path, at: int) -> None:
    """A wrong number must not find another line."""
    write_lines(path, OBJECTS)
    lines = LineFile(path)
    with pytest.raises(IndexError):
        lines[at]


@pytest.mark.parametrize("kept", [1, 12, -2, -1])
def test_cut_file_is_an_error(path: Path, kept: int) -> None:
    """Wherever it was cut but between two lines, which checksums find."""
    write_lines(path, OBJECTS)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match=path.name):
        LineFile(path)


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    """It isn't taken for an empty one."""
    with pytest.raises(FileNotFoundError):
        LineFile(tmp_path / "none.jsonl")


def test_line_that_is_no_json_is_an_error(path: Path) -> None:
    """Of that line; the others can be read."""
    path.write_text('{"a": 1}\nwrong\n{"b": 2}\n', encoding="utf-8")
    lines = LineFile(path)
    assert [lines[0], lines[2]] == [{"a": 1}, {"b": 2}]
    with pytest.raises(json.JSONDecodeError):
        lines[1]


def test_threads_read_one_file(path: Path) -> None:
    """No reader moves another's place."""
    write_lines(path, OBJECTS)
    lines = LineFile(path)
    asked = random.Random(0).choices(range(len(OBJECTS)), k=5000)  # noqa: S311  # no secret
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lines.__getitem__, asked)) == [OBJECTS[at] for at in asked]


def test_file_is_read_after_it_was_deleted(path: Path) -> None:
    """Old snapshots are removed while a server still answers from one."""
    write_lines(path, OBJECTS)
    lines = LineFile(path)
    path.unlink()
    assert lines[49] == OBJECTS[49]


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_file_is_closed_with_the_object(path: Path) -> None:
    """A server that takes up snapshots for months must not run out of descriptors."""
    write_lines(path, OBJECTS)
    before = _descriptors()
    files = [LineFile(path) for _ in range(20)]
    assert _descriptors() == before + 20
    del files
    assert _descriptors() == before
