"""Memory of a mapped file is given back, and the file can still be read."""

import mmap
import re
from pathlib import Path

import pytest

from indexing.resident import give_back

SIZE = 8 << 20
SMAPS = Path("/proc/self/smaps")

pytestmark = pytest.mark.skipif(not SMAPS.exists(), reason="the system tells no mappings")


def _resident(name: str) -> int:
    """Return how many bytes of a mapped file are resident."""
    told = SMAPS.read_text(encoding="utf-8", errors="replace")
    found = re.findall(rf"/{re.escape(name)}\n(?:.*\n)*?Rss: +(\d+) kB", told)
    return sum(map(int, found)) * 1024


def test_pages_are_given_back_and_come_again(tmp_path: Path) -> None:
    """What was read is no longer resident; reading it again gives the same."""
    path = tmp_path / "words.dic"
    path.write_bytes(b"annai123" * (SIZE // 8))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped.find(b"absent") < 0
        assert _resident("words.dic") > SIZE // 2
        assert give_back("words.dic") == SIZE
        assert _resident("words.dic") < SIZE // 8
        assert mapped[:8] == mapped[-8:] == b"annai123"


def test_what_can_be_written_stays(tmp_path: Path) -> None:
    """What was changed in memory would be lost."""
    path = tmp_path / "words.dic"
    path.write_bytes(bytes(SIZE))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[:5] = b"annai"
        assert give_back("words.dic") == 0
        assert mapped[:5] == b"annai"


def test_files_that_are_not_mapped() -> None:
    """Nothing is done."""
    assert give_back("no-such-file.dic") == 0
