"""What patterns need is kept between starts, and never wrong."""

import json
import re
from pathlib import Path

import pytest

from chatbot.known_needs import KnownNeeds


def test_needs_are_kept_and_found_again(tmp_path: Path) -> None:
    """Those that were asked for, and no others."""
    path = tmp_path / "models" / "patterns.json"
    first = KnownNeeds(path)
    assert (first.of("停電"), first.of(".*")) == (frozenset(["停電"]), None)
    first.keep()
    assert json.loads(path.read_bytes())["needs"] == {"停電": ["停電"], ".*": None}
    second = KnownNeeds(path)
    assert (second.of("停電"), second.of("給水")) == (frozenset(["停電"]), frozenset(["給水"]))
    second.keep()
    assert set(json.loads(path.read_bytes())["needs"]) == {"停電", "給水"}


def test_what_is_no_pattern_is_told_and_not_kept(tmp_path: Path) -> None:
    """Also one that can be parsed but not compiled."""
    needs = KnownNeeds(tmp_path / "patterns.json")
    for wrong in ("停(電", "(?<=a+)b"):
        with pytest.raises(re.error):
            needs.of(wrong)
    needs.keep()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"python": "2.7", "needs": {"\\u505c": ["x"]}}', b'{"needs": 1}'],
)
def test_a_file_that_is_not_ours_is_written_anew(tmp_path: Path, content: bytes) -> None:
    """Cut off, of another Python, or something else."""
    path = tmp_path / "patterns.json"
    path.write_bytes(content)
    needs = KnownNeeds(path)
    assert needs.of("停") == frozenset("停")
    needs.keep()
    assert KnownNeeds(path).of("停") == frozenset("停")


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """It is found out again next time."""
    (tmp_path / "file").write_text("")
    needs = KnownNeeds(tmp_path / "file" / "patterns.json")
    assert needs.of("停") == frozenset("停")
    needs.keep()
