"""Question → Answer on a large index, in a fresh process: nothing else is in its memory."""

import subprocess
import sys
from pathlib import Path

from chatbot.answer import Status
from eval.bench.asker import Asked, Asking
from eval.bench.large_index import LargeIndex
from eval.bench.measuring import percentile
from eval.bench.result import QuestionFigures, rounded
from eval.errors import EvalError

WARM_UP = 20
"""Questions that don't count."""


def measure_answers(
    index: LargeIndex, city: str, models: Path, questions: tuple[str, ...]
) -> QuestionFigures:
    """Ask an index questions, each once.

    Args:
        index: The index.
        city: Slug or path of the city it is of.
        models: Where the embedder's model file is.
        questions: More than `WARM_UP`; the first of them are asked before the clock runs.

    Raises:
        EvalError: The process fails, or its chatbot can't answer.
    """
    asking = Asking(
        city=city,
        index=index.root,
        models=models,
        warm_up=questions[:WARM_UP],
        questions=questions[WARM_UP:],
    )
    asked = _asked(asking)
    return QuestionFigures(
        chunks=index.chunks,
        questions=len(asked.wall_ms),
        answered=rounded(asked.statuses.count(Status.ANSWERED) / len(asked.statuses)),
        p50_ms=rounded(percentile(asked.wall_ms, 50)),
        p95_ms=rounded(percentile(asked.wall_ms, 95)),
        p50_cpu_ms=rounded(percentile(asked.cpu_ms, 50)),
        p95_cpu_ms=rounded(percentile(asked.cpu_ms, 95)),
        search_p50_ms=rounded(percentile(asked.search_ms, 50)),
        search_p95_ms=rounded(percentile(asked.search_ms, 95)),
        load_s=rounded(asked.load_s),
        index_mb=rounded(index.megabytes),
        peak_rss_mb=rounded(asked.peak_rss_mb),
    )


def _asked(asking: Asking) -> Asked:
    ended = subprocess.run(
        [sys.executable, "-m", "eval.bench.asker"],
        input=asking.model_dump_json(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise EvalError("bench.asker", reason=ended.stderr.strip()[-500:])
    asked = Asked.model_validate_json(ended.stdout)
    if not asked.snapshot or Status.ERROR in asked.statuses:
        raise EvalError("bench.asker", reason=ended.stderr.strip()[-500:] or asking.index)
    return asked
