"""What is told of a snapshot."""

from typing import Any

from indexing.errors import SnapshotError
from indexing.snapshots import Snapshots


def state_of(snapshots: Snapshots, snapshot: str) -> dict[str, Any]:
    """Return what a snapshot's manifest says, as JSON has it.

    `problem` says why the manifest can't be read; then only `id` and `published` are known.
    """
    state: dict[str, Any] = {
        "id": snapshot,
        "published": snapshot == snapshots.current(),
        "problem": "",
    }
    try:
        manifest = snapshots.manifest(snapshot)
    except SnapshotError as error:
        return {**state, "problem": str(error)}
    files = snapshots.layout.snapshot(snapshot).files()
    return {
        **state,
        "city": manifest.city,
        "created_at": manifest.created_at.isoformat(timespec="seconds"),
        "documents": len(manifest.documents),
        "chunks": manifest.chunks,
        "embedder": manifest.embedder,
        "tokenizer": manifest.tokenizer,
        "bytes": sum(path.stat().st_size for path in files),
    }
