"""A process of its own that loads an index and asks questions: `python -m eval.bench.asker`.

It reads an `Asking` from standard input and writes an `Asked` to standard output. The chatbot is
the one residents use, but for the embedder's memory of repeated questions, which it doesn't have,
and for its log, which goes to a database of its own. Garbage isn't collected while the index is
being loaded, as in `annai serve`.

The highest resident memory is `VmHWM` where the system tells it. `getrusage` counts differently on
Linux: a new process begins with the highest memory of the one that started it.
"""

import gc
import resource
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ConfigDict

from chatbot.answer import Answer, Question, Status
from chatbot.service import Chatbot, open_chatbot
from chatbot.settings import Settings, load_settings
from chatbot.store.opening import open_store
from eval.bench.measuring import Taken, timed
from indexing.embedders.factory import open_embedder
from indexing.search import Engines
from indexing.tokenizer import SudachiTokenizer

_STATUS = Path("/proc/self/status")


class Asking(BaseModel):
    """What is to be asked.

    Attributes:
        city: Slug or path of the city the index is of.
        index: The index directory.
        models: Where the embedder's model file is.
        warm_up: Questions before those that count.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    city: str
    index: Path
    models: Path
    warm_up: tuple[str, ...]
    questions: tuple[str, ...]


class Asked(BaseModel):
    """What it took, question by question; an empty `snapshot` means that none could be loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    snapshot: str
    load_s: float
    wall_ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]
    search_ms: tuple[float, ...]
    statuses: tuple[Status, ...]
    peak_rss_mb: float


def ask(asking: Asking) -> Asked:
    """Load the index and ask."""
    with TemporaryDirectory(prefix="annai-bench-") as folder:
        settings = _settings(asking, Path(folder))
        engines = Engines(open_embedder("bundled", asking.models), SudachiTokenizer())
        open_store(settings.resolved_database_url).close()  # makes the tables
        gc.disable()
        chatbot, load = timed(lambda: open_chatbot(settings, engines=engines))
        gc.freeze()
        gc.enable()
        with closing(chatbot):
            for question in asking.warm_up:
                _ask(chatbot, question)
            asked = [_ask(chatbot, question) for question in asking.questions]
            return Asked(
                snapshot=chatbot.readiness().snapshot,
                load_s=load.wall_ms / 1000,
                wall_ms=tuple(taken.wall_ms for _, taken in asked),
                cpu_ms=tuple(taken.cpu_ms for _, taken in asked),
                search_ms=tuple(answer.timing_ms["search"] for answer, _ in asked),
                statuses=tuple(answer.status for answer, _ in asked),
                peak_rss_mb=_peak_bytes() / 1e6,
            )


def _settings(asking: Asking, data_dir: Path) -> Settings:
    (data_dir / "index").symlink_to(asking.index.resolve())
    (data_dir / "models").symlink_to(asking.models.resolve())
    return load_settings(
        city=asking.city,
        data_dir=data_dir,
        database_url=f"sqlite:///{data_dir}/bench.db",
        embedder="bundled",
        llm="",
    )


def _ask(chatbot: Chatbot, question: str) -> tuple[Answer, Taken]:
    return timed(lambda: chatbot.ask(Question(question, channel="cli")))


def _peak_bytes() -> int:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    sys.stdout.write(ask(Asking.model_validate_json(sys.stdin.read())).model_dump_json())
