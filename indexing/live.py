"""The index a running server answers from: takes up a new snapshot without a restart.

A thread looks at `CURRENT` every `INTERVAL` seconds. A new snapshot is opened beside the old one
and takes its place when it is whole; a damaged one, or one whose embedder can't be opened, is
reported once and the last good one stays.
"""

import logging
import threading
from collections.abc import Callable

from indexing.errors import EmbedderError, SnapshotError
from indexing.index import Index
from indexing.search import Engines
from indexing.snapshots import Snapshots

INTERVAL = 1.0
"""Seconds between two looks at the directory."""

EnginesFor = Callable[[str, Engines], Engines]
"""Given the id of the embedder that made a snapshot and the engines in use, returns what to open it
with: the engines in use unless it knows better; an `EmbedderError` refuses the snapshot."""

log = logging.getLogger(__name__)


def same_engines(_embedder_id: str, engines: Engines) -> Engines:
    """Return the engines in use: a snapshot of another embedder is refused."""
    return engines


class LiveIndex:
    """Holds the newest good index of a directory.

    Args:
        snapshots: The directory.
        engines: What searches.
        city: Name of the city; snapshots of another one are refused.
        engines_for: Opens what a snapshot of another embedder needs.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        engines: Engines,
        city: str,
        engines_for: EnginesFor = same_engines,
    ) -> None:
        """Open the published snapshot if there is a good one of this city."""
        self._city = city
        self._snapshots = snapshots
        self._engines = engines
        self._engines_for = engines_for
        self._index: Index | None = None
        self._refused: str | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="live-index", daemon=True)
        self.refresh()

    def current(self) -> Index:
        """Return the newest good index.

        Raises:
            SnapshotError: None was published yet, or the published one was refused.
        """
        if self._index is None:
            if self._refused is not None:
                raise SnapshotError("snapshot.refused", id=self._refused)
            raise SnapshotError("snapshot.none", path=self._snapshots.layout.root)
        return self._index

    def refresh(self) -> None:
        """Take up the published snapshot if it is another one than ours and is good."""
        name = self._snapshots.current()
        if name is None or name == self._refused or (self._index and self._index.id == name):
            return
        try:
            self._index = self._open(name)
        except (SnapshotError, EmbedderError) as error:
            self._refused = name
            log.error("snapshot refused: %s", error)  # noqa: TRY400  # the message says it all
        else:
            self._refused = None
            log.info("snapshot taken up: %s", name)

    def start(self) -> None:
        """Begin to look for new snapshots in the background."""
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _open(self, name: str) -> Index:
        manifest = self._snapshots.manifest(name)
        if manifest.city != self._city:
            raise SnapshotError("snapshot.city", id=name, found=manifest.city, expected=self._city)
        engines = self._engines_for(manifest.embedder, self._engines)
        index = Index(self._snapshots.layout.snapshot(name), engines)
        self._engines = engines
        return index

    def _watch(self) -> None:
        while not self._stop.wait(INTERVAL):
            try:
                self.refresh()
            except OSError as error:
                log.warning("index directory can't be read: %s", error)
