"""The names of an index directory's files."""

from pathlib import Path

from indexing.layout import FIELDS, IndexLayout


def test_files_have_the_names_of_the_design(tmp_path: Path) -> None:
    """`index/CURRENT` and `index/snapshots/<id>/manifest.json` are contracts (DESIGN §5)."""
    layout = IndexLayout(tmp_path / "index")
    snapshot = layout.snapshot("20260401T120000-000")
    assert layout.current == tmp_path / "index/CURRENT"
    assert snapshot.manifest == tmp_path / "index/snapshots/20260401T120000-000/manifest.json"


def test_every_part_of_a_snapshot_has_a_file_of_its_own(tmp_path: Path) -> None:
    """No two parts overwrite each other."""
    snapshot = IndexLayout(tmp_path).snapshot("a")
    parts = [
        snapshot.manifest,
        snapshot.documents,
        snapshot.document_ids,
        snapshot.chunks,
        snapshot.wordings,
        snapshot.rows,
        snapshot.meaning,
        snapshot.moments,
        snapshot.city,
        snapshot.neighbours,
        snapshot.lexical,
        *map(snapshot.field, (*FIELDS, "wording", "synonym")),
    ]
    assert len(set(parts)) == len(parts)
    assert {part.parent for part in parts} == {snapshot.root}


def test_files_are_all_but_the_manifest(tmp_path: Path) -> None:
    """The manifest can't hold its own checksum."""
    snapshot = IndexLayout(tmp_path).snapshot("a")
    snapshot.lexical.mkdir(parents=True)
    for path in (snapshot.manifest, snapshot.chunks, snapshot.lexical / "vocab.json"):
        path.touch()
    assert snapshot.files() == [snapshot.chunks, snapshot.lexical / "vocab.json"]
