"""Reading a file of any format: what is the same for all of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers import SUFFIXES, Limits, read


def test_an_unknown_format_is_refused_and_the_known_ones_named(tmp_path: Path) -> None:
    """Staff learn in which formats to save the file."""
    path = tmp_path / "古い文書.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.key == "read.unsupported"
    assert ".docx" in str(caught.value)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """A file that was moved away while staff worked is an error with its name."""
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "ない.md")
    assert caught.value.key == "read.missing"


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_an_empty_file_is_reported(tmp_path: Path, suffix: str) -> None:
    """Zero bytes are an error in every format."""
    path = tmp_path / f"空{suffix}"
    path.touch()
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.key == "read.empty"
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("suffix", "text"), [(".txt", " \n　\n"), (".csv", "名称,住所\n"), (".md", "# 題\n")]
)
def test_a_file_that_says_nothing_is_reported(tmp_path: Path, suffix: str, text: str) -> None:
    """Blanks, a header without rows and a lone heading are no document."""
    path = tmp_path / f"空白{suffix}"
    path.write_text(text)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.key == "read.empty"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    """The size is checked before anything is read."""
    path = tmp_path / "大きい.txt"
    path.write_text("あ" * 100)
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(max_bytes=200))
    assert caught.value.key == "read.too_large"


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    """`案内.TXT` from an old computer is a text file."""
    path = tmp_path / "案内.TXT"
    path.write_text("市役所の案内です。")
    assert [block.text for block in read(path).blocks] == ["市役所の案内です。"]


def test_importing_the_readers_loads_no_format() -> None:
    """`annai --help` doesn't pay for PDF and Excel libraries."""
    heavy = (
        "{'pypdf', 'docx', 'openpyxl', 'selectolax', 'markdown_it', 'yaml', 'charset_normalizer'}"
    )
    program = (
        f"import sys, corpus.readers, corpus.encoding; print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
