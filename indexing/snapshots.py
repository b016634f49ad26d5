"""The snapshots of an index directory: made whole or not at all, published atomically, kept.

A snapshot is built in a folder with a dot in front, which nobody reads, and renamed when it is
complete. `CURRENT` is written beside and renamed over the old one, so that a reader sees the old
name or the new, never a half. A build that dies leaves a dotted folder; the next build removes it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from indexing.errors import BuildLockedError, SnapshotError
from indexing.layout import IndexLayout, SnapshotLayout
from indexing.manifest import Manifest

UNFINISHED = ".building-"


class Snapshots:
    """What is in one index directory."""

    def __init__(self, root: Path) -> None:
        """Name the directory (`<data dir>/index`); it is made when something is written."""
        self.layout = IndexLayout(root)

    def ids(self) -> list[str]:
        """Return the ids of the finished snapshots, oldest first."""
        if not self.layout.snapshots.is_dir():
            return []
        return sorted(
            path.name
            for path in self.layout.snapshots.iterdir()
            if path.is_dir() and not path.name.startswith(".")
        )

    def current(self) -> str | None:
        """Return the id of the published snapshot, or None before the first."""
        try:
            named = self.layout.current.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None
        return named.strip() or None

    def manifest(self, snapshot_id: str) -> Manifest:
        """Return the manifest of a snapshot.

        Raises:
            SnapshotError: There is no such snapshot or its manifest is damaged.
        """
        if snapshot_id not in self.ids():
            raise SnapshotError("snapshot.unknown", id=snapshot_id)
        return Manifest.read(self.layout.snapshot(snapshot_id))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the directory for one build; freed by the system if the process dies.

        Raises:
            BuildLockedError: Another process is building.
        """
        self.layout.snapshots.mkdir(parents=True, exist_ok=True)
        with self.layout.lock.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BuildLockedError("build.locked", path=self.layout.root) from None
            yield

    @contextmanager
    def writing(self, now: datetime) -> Iterator[SnapshotLayout]:
        """Give a folder to write a new snapshot in; it is finished when the block ends well.

        The id is the time in UTC, so that ids sort by age. Hold `locked` around it.
        """
        for leftover in self.layout.snapshots.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover)
        snapshot_id = self._new_id(now)
        unfinished = self.layout.snapshots / f"{UNFINISHED}{snapshot_id}"
        unfinished.mkdir(parents=True)
        try:
            yield SnapshotLayout(unfinished)
            _sync(unfinished)
            unfinished.rename(self.layout.snapshots / snapshot_id)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise

    def publish(self, snapshot_id: str) -> None:
        """Make a snapshot the current one.

        Raises:
            SnapshotError: It doesn't exist or isn't whole.
        """
        self.manifest(snapshot_id).verify(self.layout.snapshot(snapshot_id))
        beside = self.layout.root / f".CURRENT-{os.getpid()}"
        with beside.open("w", encoding="utf-8") as file:
            file.write(f"{snapshot_id}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.layout.current)

    def previous(self) -> str:
        """Return the snapshot before the current one.

        Raises:
            SnapshotError: There is none to roll back to.
        """
        current = self.current()
        older = [name for name in self.ids() if current is not None and name < current]
        if not older:
            raise SnapshotError("snapshot.no_previous")
        return older[-1]

    def prune(self, keep: int) -> list[str]:
        """Remove all but the `keep` newest snapshots, never the current one; return their ids."""
        ids = self.ids()
        kept = {*ids[max(len(ids) - keep, 0) :], self.current()}
        doomed = [name for name in ids if name not in kept]
        for name in doomed:
            shutil.rmtree(self.layout.snapshots / name)
        return doomed

    def _new_id(self, now: datetime) -> str:
        stem = now.strftime("%Y%m%dT%H%M%S")
        taken = set(self.ids())
        return next(name for n in range(1000) if (name := f"{stem}-{n:03d}") not in taken)


def _sync(folder: Path) -> None:
    """Make sure that everything written is on the disk before the folder gets its name."""
    for path in [folder, *folder.rglob("*")]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
