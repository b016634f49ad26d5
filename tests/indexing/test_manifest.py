"""A snapshot's manifest: what it is, and whether it is whole."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexing.errors import SnapshotError
from indexing.layout import SnapshotLayout
from indexing.manifest import FORMAT, Manifest, checksums

# sha256 of "abc": FIPS 180-2, appendix B.1
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def layout(tmp_path: Path) -> SnapshotLayout:
    """A snapshot of two files and a manifest."""
    layout = SnapshotLayout(tmp_path / "20260401T120000-000")
    layout.lexical.mkdir(parents=True)
    layout.chunks.write_text("abc", encoding="utf-8")
    (layout.lexical / "vocab.json").write_text("{}", encoding="utf-8")
    manifest = Manifest(
        format=FORMAT,
        city="試験市",
        created_at=datetime(2026, 4, 1, tzinfo=UTC),
        embedder="hashed",
        dimension=256,
        tokenizer="sudachi",
        documents={"a": "0"},
        chunks=1,
        wordings=0,
        texts=3,
        embedded=1,
        files=checksums(layout),
    )
    layout.manifest.write_text(manifest.model_dump_json(), encoding="utf-8")
    return layout


def test_checksums_by_path_within_the_snapshot(layout: SnapshotLayout) -> None:
    """Files of subfolders too, the manifest not."""
    sums = checksums(layout)
    assert set(sums) == {"chunks.jsonl", "lexical/vocab.json"}
    assert sums["chunks.jsonl"] == ABC


def test_whole_snapshot_passes(layout: SnapshotLayout) -> None:
    """What was written is read back and verified."""
    manifest = Manifest.read(layout)
    assert manifest.city == "試験市"
    assert manifest.created_at == datetime(2026, 4, 1, tzinfo=UTC)
    manifest.verify(layout)


@pytest.mark.parametrize("name", ["chunks.jsonl", "lexical/vocab.json"])
@pytest.mark.parametrize(
    ("damage", "key"),
    [
        (lambda path: path.unlink(), "snapshot.missing_file"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "snapshot.damaged"),
        (lambda path: path.write_bytes(path.read_bytes() + b"\n"), "snapshot.damaged"),
        (lambda path: path.write_bytes(b""), "snapshot.damaged"),
    ],
)
def test_damaged_file_is_named(
    layout: SnapshotLayout, name: str, damage: Callable[[Path], object], key: str
) -> None:
    """A file that is gone, cut off or longer is told by name, with what to do."""
    damage(layout.root / name)
    with pytest.raises(SnapshotError) as caught:
        Manifest.read(layout).verify(layout)
    assert caught.value.key == key
    message = str(caught.value)
    assert name in message
    assert layout.root.name in message
    assert "annai index" in message


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "{}", '{"format": 1}', '{"format": "x", "city": "a"}', "\0\0\0"]
)
def test_damaged_manifest_is_refused(layout: SnapshotLayout, text: str | None) -> None:
    """Missing, empty, cut off or something else altogether."""
    if text is None:
        layout.manifest.unlink()
    else:
        layout.manifest.write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        Manifest.read(layout)
    assert caught.value.key == "snapshot.manifest"
    assert layout.root.name in str(caught.value)


def test_manifest_cut_anywhere_is_refused(layout: SnapshotLayout) -> None:
    """No beginning of a manifest passes for a whole one."""
    whole = layout.manifest.read_bytes()
    for length in range(0, len(whole), 7):
        layout.manifest.write_bytes(whole[:length])
        with pytest.raises(SnapshotError):
            Manifest.read(layout)


def test_other_format_is_refused(layout: SnapshotLayout) -> None:
    """A snapshot of another version isn't read as if it meant the same."""
    raw = json.loads(layout.manifest.read_text(encoding="utf-8"))
    layout.manifest.write_text(json.dumps({**raw, "format": FORMAT + 1}), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        Manifest.read(layout)
    assert caught.value.key == "snapshot.format"
    assert str(FORMAT + 1) in str(caught.value)


def test_unknown_entry_is_refused(layout: SnapshotLayout) -> None:
    """Nobody else writes manifests: what isn't known isn't ours."""
    raw = json.loads(layout.manifest.read_text(encoding="utf-8"))
    layout.manifest.write_text(json.dumps({**raw, "extra": 1}), encoding="utf-8")
    with pytest.raises(SnapshotError):
        Manifest.read(layout)
