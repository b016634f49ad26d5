"""How well each system finds on a BEIR folder: nDCG@10, in the same run."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean

from corpus.document import Document, Faq
from eval.beir import BeirSet
from eval.bench.others import Others
from eval.bench.result import NdcgFigures, rounded
from eval.bench.side_by_side import Search
from eval.metrics import ndcg
from eval.retrieval import DEPTH, run_retrieval
from indexing.index import Index
from indexing.search import Engines


@dataclass(frozen=True, slots=True)
class BeirSplit:
    """A folder in BEIR's layout and the name of a split."""

    folder: Path
    split: str

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name


def measure_finding(
    beir: BeirSet, index: Index, engines: Engines, others: Others, day: date
) -> tuple[float, float | None, float]:
    """Ask all questions of annai, the textbook pipeline and plain BM25; return the three means.

    Args:
        beir: The documents and questions.
        index: Annai's index of the documents.
        engines: What it was built with; the others get the same embedder and tokenizer.
        others: The other systems.
        day: As of which day annai is asked.
    """
    ours = fmean(result.ndcg_at_10 for result in run_retrieval(beir, index, day))
    texts = [(document.id, whole_text(document)) for document in beir.documents]
    textbook = others.textbook(texts, engines.embedder)
    bm25s = others.bm25s(texts, engines.tokenizer.words)
    return ours, mean_ndcg(beir, textbook) if textbook else None, mean_ndcg(beir, bm25s)


def finding_figures(
    beir: BeirSplit, questions: int, means: tuple[float, float | None, float]
) -> NdcgFigures:
    """Return the figures of what `measure_finding` returned."""
    ours, textbook, bm25s = means
    return NdcgFigures(
        dataset=beir.name,
        split=beir.split,
        questions=questions,
        annai=rounded(ours),
        textbook=None if textbook is None else rounded(textbook),
        bm25s=rounded(bm25s),
        ratio_to_textbook=rounded(ours / textbook) if textbook else None,
        ratio_to_bm25s=rounded(ours / bm25s) if bm25s else None,
    )


def whole_text(document: Document) -> str:
    """Return all a document says, a Faq's question first."""
    if isinstance(document, Faq):
        return f"{document.question}\n{document.answer}"
    return "\n".join(block.text for block in document.blocks)


def mean_ndcg(beir: BeirSet, search: Search) -> float:
    """Return the mean nDCG@10 over the questions."""
    return fmean(
        ndcg(search(text, DEPTH), beir.grades[name], DEPTH) for name, text in beir.queries.items()
    )
