"""The steps of `annai index tune`: train, try, build."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from channels.cli.trial_run import Comparison, TrialRun
from chatbot.publishing import Built, Publisher
from chatbot.service import engines_for, index_dir, models_dir
from chatbot.settings import Settings
from corpus.corpus import Corpus
from corpus.document import Document
from indexing.build import Builder, Source
from indexing.canary import check_canaries
from indexing.embedders.tuned import (
    TunedWeights,
    prune,
    save_scaled,
    tuned_id_of,
    untuned,
    with_tuned,
)
from indexing.embedding import Progress
from indexing.errors import IndexingError, SnapshotError
from indexing.index import Index
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tuning.trial import Trial, file_trial, held_out_trial

if TYPE_CHECKING:
    from indexing.tuning.tuner import Tuned


@dataclass(frozen=True, slots=True)
class Tuning:
    """Tunes the embedder of one city.

    Attributes:
        settings: Which city, which data directory.
        corpus: What the city says.
        published: What residents are answered with.
        now: The city's clock.
    """

    settings: Settings
    corpus: Corpus
    published: Engines
    now: Callable[[], datetime]

    def trial(self, queries: Path | None) -> Trial:
        """Return what the tuned model is tried on; `queries` is a file of questions.

        Raises:
            IndexingError: The file isn't of the form, or there is nothing to ask.
        """
        city = self.corpus.documents, self.corpus.wordings, self.corpus.canaries
        return held_out_trial(*city) if queries is None else file_trial(queries, *city)

    def train(self, trial: Trial, progress: Progress) -> "Tuned":
        """Train the bundled embedder on all but the trial's questions.

        Raises:
            EmbedderError: The extra isn't installed, or the embedder fails.
        """
        from indexing.tuning.training import Recipe  # noqa: PLC0415  # an extra, slow to import
        from indexing.tuning.tuner import Tuner  # noqa: PLC0415  # the same

        tuner = Tuner(
            self.engines("").embedder, self._snapshots, models_dir(self.settings), Recipe()
        )
        return tuner.tune(self._source(trial, self.corpus.documents), progress)

    def engines(self, tuned_id: str) -> Engines:
        """Return engines with the tuned embedder, or the untuned one.

        Raises:
            EmbedderError: It can't be opened.
        """
        plain = untuned(self.published.embedder.id)
        name = with_tuned(plain, tuned_id) if tuned_id else plain
        return engines_for(self.settings)(name, self.published)

    def scaled(self, tuned: "Tuned", scale: float) -> Engines:
        """Return engines with the tuned embedder whose distances are scaled."""
        return self.engines(save_scaled(tuned.id, scale, models_dir(self.settings)))

    def compare(self, trial: Trial, tuned: "Tuned", progress: Progress) -> Comparison:
        """Ask what is published and what was tuned."""
        axis = TunedWeights(models_dir(self.settings), tuned.id).scaling.axis
        with TemporaryDirectory(prefix="annai-tune-") as folder:
            apart = Snapshots(Path(folder))
            self._lend_vectors(apart)
            before, after = (
                TrialRun.of(self._open(apart, trial, engines, progress), trial, self.now().date())
                for engines in (self.published, self.engines(tuned.id))
            )
        return Comparison.of(before, after, axis)

    def build(
        self, engines: Engines, actor: str, progress: Progress, *, publish: bool
    ) -> tuple[Built, IndexingError | None]:
        """Build a snapshot, ask the canary questions, and publish it unless told not to.

        Returns:
            What was built, and why it must not be published if so.
        """
        publisher = Publisher(self.settings, engines, self.now)
        built = publisher.build(progress)
        try:
            if publish:
                publisher.publish(built.snapshot, actor)
            else:
                index = publisher.open_snapshot(built.snapshot)
                check_canaries(index, self.corpus.canaries, self.now().date())
        except IndexingError as error:
            return built, error
        return built, None

    def forget_unused(self) -> None:
        """Remove tuned models that no snapshot is made of."""
        used = set()
        for name in self._snapshots.ids():
            try:
                used.add(tuned_id_of(self._snapshots.manifest(name).embedder))
            except SnapshotError:
                return
        prune(models_dir(self.settings), used)

    @property
    def _snapshots(self) -> Snapshots:
        return Snapshots(index_dir(self.settings))

    def _source(self, trial: Trial, documents: tuple[Document, ...]) -> Source:
        words = CityWords(
            self.corpus.departments, self.corpus.synonyms, trial.wordings, self.corpus.gaps
        )
        return Source(self.corpus.settings.name, documents, words)

    def _lend_vectors(self, apart: Snapshots) -> None:
        """Put the published snapshot beside the trial's indexes, which take its vectors over."""
        current = self._snapshots.current()
        apart.layout.snapshots.mkdir()
        if current is not None:
            lent = self._snapshots.layout.snapshot(current).root.resolve()
            (apart.layout.snapshots / "0").symlink_to(lent)

    def _open(self, apart: Snapshots, trial: Trial, engines: Engines, progress: Progress) -> Index:
        builder = Builder(apart, engines.embedder, engines.tokenizer, self.now)
        source = self._source(trial, trial.documents)
        return Index(apart.layout.snapshot(builder.build(source, progress)), engines)
