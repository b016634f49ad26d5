"""`annai eval answers --llm` and `annai eval verifier` on a small city with a stand-in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from chatbot.settings import Settings
from eval.generation.scripted import right_answer
from eval.generation.shown import shown_in
from eval.llm_stand_in import Behaviour, ChatRequest, LlmStandIn, llm_stand_in, say
from tests.building import make_faq
from tests.conftest import Ended

WASTE = make_faq("粗大ごみの出し方を教えてください。", "").id
QUESTION: dict[str, object] = {
    "id": "q1",
    "text": "粗大ごみの出し方を教えてください",
    "language": "ja",
    "style": "plain",
    "group": "",
    "documents": [WASTE],
}
REFUSED: dict[str, object] = {
    "id": "r1",
    "text": "徳川家康の生年は",
    "language": "ja",
    "kind": "encyclopedia",
}
PIECE: dict[str, object] = {
    "id": "a",
    "title": "ごみ",
    "label": "いつ",
    "text": "朝8時までに出します。",
    "url": "",
}


def _sentence(name: str, text: str, fault: str) -> dict[str, object]:
    return {
        "id": name,
        "text": text,
        "language": "ja",
        "evidence": ["a"],
        "sources": [1],
        "borne_out": not fault,
        "fault": fault,
    }


SENTENCES = [
    _sentence("s1", "朝8時までに出します。", ""),
    _sentence("s2", "朝9時までに出します。", "time"),
]


def _write(folder: Path, **files: list[dict[str, object]]) -> str:
    folder.mkdir()
    for name, records in files.items():
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return str(folder)


def _right(request: ChatRequest) -> Behaviour:
    chance = Random(request.number)  # noqa: S311  # no secret depends on it
    return say(right_answer(shown_in(request.last), chance).output)


@pytest.fixture
def stand_in(published_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmStandIn]:
    """A language model that answers right, as the environment names it."""
    assert not published_settings.llm
    with llm_stand_in(_right) as server:
        monkeypatch.setenv("ANNAI_LLM", "openai:stand-in")
        monkeypatch.setenv("ANNAI_LLM_BASE_URL", server.base_url)
        yield server


def test_answers_of_a_language_model_are_asked_kept_and_graded_again(
    annai: Callable[..., Ended], stand_in: LlmStandIn, tmp_path: Path
) -> None:
    """Each question twice; grading again asks nobody and comes to the same."""
    city_set = _write(tmp_path / "small", questions=[QUESTION], refused=[REFUSED])
    call = ("eval", "answers", "--llm", "--dataset", city_set, "--repeat", "2", "--json")
    rows = tmp_path / "rows.jsonl"
    ended = annai(*call, "--rows", str(rows))
    assert ended.status == 0, ended.err
    figures = json.loads(ended.out)

    assert (figures["llm"], figures["answers"], figures["worded"]) == ("openai:stand-in", 4, 2)
    assert (figures["generated_rate"], figures["borne_out_rate"]) == (1, 1)
    assert (figures["answered_right"], figures["refused_rate"]) == (1, 1)
    assert figures["pass_hat"] == {"1": 1, "2": 1}
    assert 0 < figures["own_ms"]["p50"] <= figures["own_ms"]["p95"]
    assert figures["input_tokens"] > figures["output_tokens"] > 0
    records = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["q1.1", "r1.1", "q1.2", "r1.2"]
    assert "納付券" in records[0]["evidence"][0]["text"]

    asked = len(stand_in.requests)
    again = json.loads(annai(*call, "--score", "last", "--compare", "last").out)
    assert len(stand_in.requests) == asked
    assert again["comparison"]["matched"] == 4
    timeless = again.keys() - {"run", "comparison", "embedder"}
    assert {name: again[name] for name in timeless} == {name: figures[name] for name in timeless}


@pytest.mark.usefixtures("published_settings")
def test_what_is_missing_is_told(annai: Callable[..., Ended]) -> None:
    """A language model, or the files of questions; a split that is none."""
    unset = annai("eval", "answers", "--llm")
    assert (unset.status, "ANNAI_LLM" in unset.err) == (1, True)
    for options, name in (((), "--in-scope"), (("--llm", "--split", "train"), "--split")):
        wrong = annai("eval", "answers", *options)
        assert (wrong.status, name in wrong.err) == (2, True)


@pytest.mark.usefixtures("city_settings")
def test_the_verifier_is_held_against_labels(annai: Callable[..., Ended], tmp_path: Path) -> None:
    """No index is needed, and no language model."""
    labels = _write(tmp_path / "labels", sentences=SENTENCES, evidence=[PIECE])
    figures = json.loads(annai("eval", "verifier", "--dataset", labels, "--json").out)

    assert (figures["sentences"], figures["precision"], figures["recall"]) == (2, 1, 1)
    assert figures["recall_by_fault"] == {"time": 1}
    assert figures["false_alarms_by_found"] == {}
