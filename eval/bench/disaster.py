"""Answers in a disaster: in this process, and over HTTP beside an empty endpoint.

In process the questions are the disaster set's wordings of all languages, and each again with the
name of a place of the city before it and words around it, so that no two are the same. Over HTTP
the wordings are drawn, some again and again, as when many ask at once; both servers are asked the
same, a little in each of many turns, since a machine's speed changes by the second, and the figures
are medians of the turns.
"""

import random
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from chatbot.answer import Mode, Question
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import open_chatbot
from chatbot.settings import Settings, load_settings
from chatbot.store.opening import open_store
from eval.bench.load import requests_per_s
from eval.bench.measuring import percentile, timed
from eval.bench.plan import Plan
from eval.bench.result import DisasterFigures, rounded
from eval.bench.starting import environment_of, served
from eval.disaster.dataset import read_needs, read_none
from indexing.search import Engines

WARM_UP = 50
TURNS = 30
PARTS = 5
UNLIMITED = "1000000/second"
_AROUND = (
    "",
    "すみません、",
    "please help: ",
    "{place}です。",
    "{place} ",
    "至急 ",
    "いま{place}にいます。",
)
EMPTY = (sys.executable, "-m", "eval.bench.empty_app")


def measure_disaster(
    settings: Settings, engines: Engines, serve: Sequence[str], plan: Plan
) -> DisasterFigures:
    """Measure a chatbot of the settings' city in disaster mode, in a data directory of its own.

    Raises:
        EvalError: A server can't be started, or answers anything but 200.
    """
    questions = varied_questions(plan.disaster)
    with TemporaryDirectory(prefix="annai-bench-") as folder:
        data_dir = Path(folder)
        _switch_on(data_dir)
        (data_dir / "models").symlink_to((settings.data_dir / "models").resolve())
        index = settings.data_dir / "index"
        if index.is_dir():
            (data_dir / "index").symlink_to(index.resolve())
        apart = load_settings(city=settings.city, data_dir=data_dir, database_url=_url(data_dir))
        walls = _in_process(apart, engines, questions)
        asked = repeated_questions(plan.disaster_http)
        ours, empty = _over_http(settings.city, data_dir, serve, asked)
    return DisasterFigures(
        questions=len(walls),
        p50_ms=rounded(percentile(walls, 50)),
        p99_ms=rounded(percentile(walls, 99)),
        http_questions=len(asked),
        http_per_s=rounded(ours),
        empty_per_s=rounded(empty),
        http_ratio=rounded(ours / empty),
    )


def varied_questions(count: int) -> list[str]:
    """Return different questions of all languages, the same at every call."""
    said = [need.wording for need in read_needs()] + [none.wording for none in read_none()]
    places = (
        "常盤平",
        "新松戸",
        "小金原",
        "矢切",
        "八柱",
        "五香",
        "馬橋",
        "六実",
        "稔台",
        "上本郷",
    )
    around = [form.format(place=place) for form in _AROUND for place in places]
    varied = dict.fromkeys(f"{before}{text}" for before in around for text in said)
    return random.Random(0).sample(list(varied), count)  # noqa: S311  # a draw, no secret


def repeated_questions(count: int) -> list[str]:
    """Return the set's wordings, drawn as often as needed: residents ask in the same words."""
    said = [one.wording for one in (*read_needs(), *read_none())]
    return random.Random(0).choices(said, k=count)  # noqa: S311  # a draw, no secret


def _url(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'annai.db'}"


def _switch_on(data_dir: Path) -> None:
    with closing(open_store(_url(data_dir))) as store:
        event = DisasterEvent(
            at=datetime.now(UTC),
            actor="bench",
            action=Action.ON,
            hazards=("flood", "earthquake"),
            reason="bench",
        )
        Journal(store, data_dir).append(event)


def _in_process(settings: Settings, engines: Engines, questions: Sequence[str]) -> list[float]:
    with closing(open_chatbot(settings, engines=engines)) as chatbot:
        for question in questions[:WARM_UP]:
            chatbot.ask(Question(question))
        asked = [timed(partial(chatbot.ask, Question(text))) for text in questions]
    assert {answer.mode for answer, _ in asked} == {Mode.DISASTER}  # noqa: S101  # else no figure
    return [taken.wall_ms for _, taken in asked]


def _over_http(
    city: str, data_dir: Path, serve: Sequence[str], questions: Sequence[str]
) -> tuple[float, float]:
    environment = environment_of(city, data_dir) | {
        "ANNAI_RATE_LIMIT": UNLIMITED,
        "ANNAI_LOG_LEVEL": "warning",
    }
    ours: list[float] = []
    empty: list[float] = []
    with ExitStack() as servers:
        port = servers.enter_context(served([*serve, "--port", "{port}"], environment))
        other = servers.enter_context(served([*EMPTY, "{port}"], environment))
        for each in (port, other):
            requests_per_s(each, questions[:WARM_UP])
        for turn in range(TURNS):
            some = questions[turn % PARTS :: PARTS]
            ours.append(requests_per_s(port, some))
            empty.append(requests_per_s(other, some))
    return median(ours), median(empty)
