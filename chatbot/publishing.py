"""From the city's directory to the published index: what staff do, and a server's first start.

Publishing asks the canary questions first. Every publication and every rollback is a line of JSON
in `<data dir>/index/publish.log`: time, action, id, who, the reason of a forced one and how many
canary questions failed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from chatbot.service import engines_for, index_dir
from chatbot.settings import Settings
from chatbot.vetting import vetted
from corpus.city import read_city_settings
from corpus.corpus import Corpus, Problem, read_corpus
from corpus.layout import CityLayout
from corpus.vocabulary import read_canaries
from indexing.build import Builder, Source
from indexing.canary import CanaryFailure, canary_failures, check_canaries
from indexing.embedding import Progress
from indexing.errors import SnapshotError
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot that was built and what it took.

    Attributes:
        snapshot: Its id; it is not published.
        documents: Documents in it, each Faq one.
        chunks: Pieces that are searched.
        embedded: Texts that were embedded.
        reused: Texts whose vectors were taken over from the published snapshot.
        seconds: Time of reading and building.
        problems: What couldn't be read or isn't right; it is not in the snapshot.
        pruned: Old snapshots that were removed.
    """

    snapshot: str
    documents: int
    chunks: int
    embedded: int
    reused: int
    seconds: float
    problems: tuple[Problem, ...]
    pruned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot that residents are answered from.

    Attributes:
        snapshot: Its id.
        before: What was published before, empty if nothing was.
        failures: Canary questions that fail; only a forced publication has any.
        pruned: Old snapshots that were removed.
    """

    snapshot: str
    before: str
    failures: tuple[CanaryFailure, ...]
    pruned: tuple[str, ...]


class Publisher:
    """Builds, publishes and rolls back the index of the settings' city.

    Args:
        settings: Which city, which data directory, how many snapshots stay.
        engines: What builds and asks.
        now: The clock, with a time zone.
    """

    def __init__(
        self,
        settings: Settings,
        engines: Engines,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Name city and index; nothing is read yet."""
        self._city = CityLayout.of(settings.city)
        self._kept = settings.snapshots_kept
        self._engines = engines
        self._engines_for = engines_for(settings)
        self._now = now
        self._snapshots = Snapshots(index_dir(settings))

    def build(self, progress: Progress) -> Built:
        """Read the city and build a snapshot; it is not published.

        Raises:
            CityError: `city.toml` or a table of the city is not valid.
            BuildLockedError: Another process is building.
            SnapshotError: There is nothing to index, or the disk refuses.
            EmbedderError: The embedder fails.
        """
        began = perf_counter()
        corpus = vetted(read_corpus(self._city))
        builder = Builder(
            self._snapshots, self._engines.embedder, self._engines.tokenizer, self._now
        )
        snapshot = builder.build(_source(corpus), progress)
        seconds = perf_counter() - began
        manifest = self._snapshots.manifest(snapshot)
        return Built(
            snapshot=snapshot,
            documents=len(manifest.documents),
            chunks=manifest.chunks,
            embedded=manifest.embedded,
            reused=manifest.texts - manifest.embedded,
            seconds=seconds,
            problems=corpus.problems,
            pruned=tuple(self._snapshots.prune(self._kept)),
        )

    def publish(self, snapshot: str, actor: str, *, forced_because: str = "") -> Published:
        """Make a snapshot the one that residents are answered from.

        Args:
            snapshot: Its id; the newest one if empty.
            actor: Who publishes, for the log.
            forced_because: Publish even though canary questions fail, for this reason.

        Raises:
            CanaryError: Canary questions fail, and it isn't forced.
            SnapshotError: It doesn't exist, is damaged, or is of another city or embedder.
        """
        index = self.open_snapshot(snapshot or self.newest())
        canaries = read_canaries(self._city.canary)
        if not forced_because:
            check_canaries(index, canaries, self._today())
        failures = canary_failures(index, canaries, self._today()) if forced_because else ()
        return self._make_current(index.id, "publish", actor, forced_because, failures)

    def roll_back(self, snapshot: str, actor: str) -> Published:
        """Publish an older snapshot again, without asking: it was good enough once.

        Args:
            snapshot: Its id; the one before the published one if empty.
            actor: Who does it, for the log.

        Raises:
            SnapshotError: There is none, it is damaged, or is of another city or embedder.
        """
        index = self.open_snapshot(snapshot or self._snapshots.previous())
        return self._make_current(index.id, "rollback", actor, "", ())

    def has_usable(self) -> bool:
        """Return whether what is published was made of this city by these engines.

        Otherwise (first start, another city, a newer embedder) it has to be built anew.
        """
        current = self._snapshots.current()
        if current is None:
            return False
        try:
            manifest = self._snapshots.manifest(current)
        except SnapshotError:
            return False
        return (manifest.city, manifest.embedder, manifest.tokenizer) == (
            self._city_name(),
            self._engines.embedder.id,
            self._engines.tokenizer.id,
        )

    def newest(self) -> str:
        """Return the id of the newest snapshot.

        Raises:
            SnapshotError: There is none yet.
        """
        ids = self._snapshots.ids()
        if not ids:
            raise SnapshotError("snapshot.none", path=self._snapshots.layout.root)
        return ids[-1]

    def open_snapshot(self, snapshot: str) -> Index:
        """Open a snapshot if a server would.

        Raises:
            SnapshotError: It doesn't exist, is damaged, or is of another city or embedder.
        """
        manifest, expected = self._snapshots.manifest(snapshot), self._city_name()
        if manifest.city != expected:
            raise SnapshotError(
                "snapshot.city", id=snapshot, found=manifest.city, expected=expected
            )
        engines = self._engines_for(manifest.embedder, self._engines)
        return Index(self._snapshots.layout.snapshot(snapshot), engines)

    def _make_current(
        self,
        snapshot: str,
        action: str,
        actor: str,
        reason: str,
        failures: tuple[CanaryFailure, ...],
    ) -> Published:
        before = self._snapshots.current() or ""
        self._snapshots.publish(snapshot)
        self._log(action=action, id=snapshot, actor=actor, reason=reason, failures=len(failures))
        pruned = tuple(self._snapshots.prune(self._kept))
        return Published(snapshot, before, failures, pruned)

    def _log(self, **what: object) -> None:
        line = {"time": self._now().astimezone(UTC).isoformat(timespec="seconds"), **what}
        with publish_log(self._snapshots.layout.root).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _city_name(self) -> str:
        return read_city_settings(self._city).name

    def _today(self) -> date:
        zone = ZoneInfo(read_city_settings(self._city).timezone)
        return self._now().astimezone(zone).date()


def publish_log(index: Path) -> Path:
    """Return the log of publications of an index directory."""
    return index / "publish.log"


def _source(corpus: Corpus) -> Source:
    words = CityWords(corpus.departments, corpus.synonyms, corpus.wordings, corpus.gaps)
    return Source(corpus.settings.name, corpus.documents, words)
