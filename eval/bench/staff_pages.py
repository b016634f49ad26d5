"""How soon the staff pages open: `python -m eval.bench.staff_pages --rows N --database-url URL`.

A database is filled with questions as residents word them (the city's `wordings.csv`), asked over
89 days, some much more often than others. A server is started on it and signed in to, and each page
is opened many times, one after the other, over all that was asked. Prints JSON: of each page the
median, the 95th percentile in milliseconds, and the bytes.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import UUID

import httpx

from chatbot.answer import GUIDANCE, Contact, Mode, Status
from chatbot.settings import PREFIX, load_settings
from chatbot.store import CitedDocument, Exchange
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from corpus.check import path_of
from corpus.corpus import read_corpus
from corpus.document import Document, Faq
from corpus.layout import CityLayout
from eval.bench.measuring import percentile, timed
from eval.bench.result import rounded
from eval.bench.starting import environment_of, served

SERVE = (sys.executable, "-m", "channels.cli", "serve", "--port", "{port}")
DAYS = 89
BATCH = 1000
RATED = 0.08
HELPFUL = 0.7
OPENED = 20
TOKEN = "bench"  # noqa: S105  # of a server that lives for this run
PAGES = (
    "/admin?days=90",
    "/admin",
    "/admin/unanswered?days=90",
    "/admin/questions?days=90",
    "/admin/feedback?days=90",
    "/admin/disaster",
)
_ENDS = {
    Status.ANSWERED: 70,
    Status.NO_ANSWER: 14,
    Status.CLARIFY: 8,
    Status.REFUSED: 6,
    Status.EMERGENCY: 2,
}
_LANGUAGES = {"ja": 85, "en": 6, "zh": 4, "vi": 3, "ko": 1, "ja-easy": 1}
_CHANNELS = {"web": 60, "line": 40}

T = TypeVar("T")


def main() -> None:
    """Fill, serve, open, print."""
    parser = argparse.ArgumentParser(description="Measure how soon the staff pages open")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument(
        "--database-url", help="An empty database; none: SQLite in a temporary folder"
    )
    given = parser.parse_args()
    with TemporaryDirectory(prefix="annai-bench-") as folder:
        url = given.database_url or f"sqlite:///{folder}/annai.db"
        with closing(open_store(url)) as store:
            fill(store, given.rows, datetime.now(UTC))
        figures = measure(Path(folder), url)
    sys.stdout.write(f"{json.dumps({'rows': given.rows, 'pages': figures}, indent=2)}\n")


def fill(store: Store, rows: int, now: datetime) -> None:
    """Put so many questions into a store, the same at every call but for the time."""
    draw = random.Random(0)  # noqa: S311  # a draw, no secret
    made = _exchanges(draw, rows, now)
    while batch := list(islice(made, BATCH)):
        store.record(*batch)
        for exchange in draw.sample(batch, int(len(batch) * RATED)):
            store.give_feedback(
                exchange.answer_id,
                helpful=draw.random() < HELPFUL,
                reason="",
                comment="",
                now=exchange.asked_at,
            )


def measure(folder: Path, url: str) -> dict[str, dict[str, float]]:
    """Return what each page took on a server with this database.

    Args:
        folder: The server's data directory, apart from the models.
        url: The filled database.
    """
    with (
        serving(folder, url) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        _sign_in(client)
        return {page: _opened(client, page) for page in PAGES}


@contextmanager
def serving(folder: Path, url: str) -> Iterator[int]:
    """Serve the settings' city with this database and staff pages; give the port."""
    settings = load_settings()
    for name in ("models", "index"):
        there = settings.data_dir / name
        if there.is_dir():
            (folder / name).symlink_to(there.resolve())
    environment = environment_of(settings.city, folder) | {
        f"{PREFIX}DATABASE_URL": url,
        f"{PREFIX}ADMIN_TOKEN": TOKEN,
        f"{PREFIX}LOG_LEVEL": "warning",
    }
    with served(SERVE, environment) as port:
        yield port


def _sign_in(client: httpx.Client) -> None:
    page = client.get("/admin/sign-in").text
    csrf = re.findall(r'name="csrf" value="(\w+)"', page)[0]
    form = {"csrf": csrf, "name": "bench", "token": TOKEN}
    client.post("/admin/sign-in", data=form, follow_redirects=True).raise_for_status()


def _opened(client: httpx.Client, page: str) -> dict[str, float]:
    taken, size = [], 0
    for _ in range(OPENED):
        response, each = timed(lambda: client.get(page))
        response.raise_for_status()
        taken.append(each.wall_ms)
        size = len(response.content)
    return {
        "p50_ms": rounded(percentile(taken, 50)),
        "p95_ms": rounded(percentile(taken, 95)),
        "bytes": size,
    }


def _exchanges(draw: random.Random, rows: int, now: datetime) -> Iterator[Exchange]:
    corpus = read_corpus(CityLayout.of("matsudo"))
    named = {name: each for each in corpus.documents for name in _names(each)}
    found = ((wording.text, named.get(wording.document)) for wording in corpus.wordings)
    asked = [(text, document) for text, document in found if document is not None]
    draw.shuffle(asked)
    often = [1 / (rank + 1) ** 0.8 for rank in range(len(asked))]
    for question, document in draw.choices(asked, often, k=rows):
        metadata = document.metadata
        status = _drawn(draw, _ENDS)
        yield Exchange(
            answer_id=str(UUID(int=draw.getrandbits(128))),
            conversation_id=str(UUID(int=draw.getrandbits(128))),
            asked_at=now - timedelta(days=DAYS * draw.random()),
            channel=_drawn(draw, _CHANNELS),
            language=_drawn(draw, _LANGUAGES),
            mode=Mode.NORMAL,
            status=status,
            reason=GUIDANCE
            if status in (Status.ANSWERED, Status.NO_ANSWER, Status.CLARIFY)
            else "",
            question_masked=question,
            answer_text=question * 8,
            sources=(CitedDocument(document.id, metadata.title),),
            contact=Contact(metadata.department, "", "", open_now=None),
            timing_ms={"total": 12.0, "search": 6.0},
            confidence=draw.random(),
            topic=metadata.category if status is Status.ANSWERED else metadata.department,
        )


def _names(document: Document) -> tuple[str, ...]:
    """Return how a wording may name a document."""
    question = (document.question,) if isinstance(document, Faq) else ()
    return (document.id, path_of(document), *question)


def _drawn(draw: random.Random, weights: Mapping[T, int]) -> T:
    return draw.choices(list(weights), list(weights.values()))[0]


if __name__ == "__main__":
    main()
