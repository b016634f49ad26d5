"""The labelled sentences, and how a verifier is held against them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from eval.errors import EvalError
from eval.groundedness import FOLDER, read_labels, summary, verify_all

PIECE = {"id": "a", "title": "ごみ", "label": "いつ", "text": "朝8時までに出します。", "url": ""}
OTHER = {**PIECE, "id": "b", "text": "毎週火曜日です。"}


def _sentence(name: str, text: str, fault: str = "", language: str = "ja") -> dict[str, object]:
    return {
        "id": name,
        "text": text,
        "language": language,
        "evidence": ["a", "b"],
        "sources": [1],
        "borne_out": not fault,
        "fault": fault,
    }


SENTENCES = [
    _sentence("s1", "朝8時までに出してください。"),
    _sentence("s2", "8時までです。"),
    _sentence("s3", "朝9時までに出してください。", "time"),
    _sentence("s4", "月曜日です。", "addition"),
    _sentence("s5", "By 8:30.", "time", "en"),
]
STOPPED = {"s1": Fault.UNSUPPORTED, "s3": Fault.TIME, "s5": Fault.LANGUAGE}


def _write(folder: Path, sentences: list[dict[str, object]]) -> Path:
    for name, records in (("sentences", sentences), ("evidence", [PIECE, OTHER])):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def test_a_verifier_is_measured(tmp_path: Path) -> None:
    """It stops s3 and s5 rightly, s1 wrongly, and lets s4 through.

    precision 2 / 3, recall 2 / 3, passed 1 / 2; of the two sentences with a wrong time both.
    """
    labels = read_labels(_write(tmp_path, SENTENCES))
    faults = {str(each["text"]): STOPPED.get(str(each["id"])) for each in SENTENCES}

    def fault_of(
        sentence: Sentence, evidence: Mapping[int, Evidence], _language: str
    ) -> Fault | None:
        assert (sentence.sources, evidence[2].text) == ((1,), "毎週火曜日です。")
        return faults[sentence.text]

    rows = verify_all(labels, fault_of)
    assert [row.found for row in rows] == ["unsupported", "", "time", "", "language"]
    assert summary(rows) == {
        "sentences": 5,
        "borne_out": 2,
        "precision": 2 / 3,
        "recall": 2 / 3,
        "passed_rate": 1 / 2,
        "recall_by_fault": {"addition": 0, "time": 1},
        "recall_by_language": {"en": 1, "ja": 1 / 2},
        "passed_rate_by_language": {"ja": 1 / 2},
        "false_alarms_by_found": {"unsupported": 1},
    }


def test_a_verifier_that_stops_nothing_has_no_precision(tmp_path: Path) -> None:
    """Which isn't a precision of 0."""
    labels = read_labels(_write(tmp_path, SENTENCES))
    figures = summary(verify_all(labels, lambda _sentence, _evidence, _language: None))

    assert (figures["precision"], figures["recall"], figures["passed_rate"]) == (None, 0, 1)


@pytest.mark.parametrize(
    "sentences",
    [[], [{"id": "s1"}], [{**SENTENCES[0], "evidence": ["gone"]}]],
    ids=["empty", "no form", "unknown piece"],
)
def test_a_set_of_another_form_is_told(tmp_path: Path, sentences: list[dict[str, object]]) -> None:
    """With its path."""
    with pytest.raises(EvalError, match=tmp_path.name) as caught:
        read_labels(_write(tmp_path, sentences))

    assert caught.value.key == "groundedness.unreadable"


def test_the_shipped_labels_are_as_their_readme_says() -> None:
    """At least 200 sentences, half of them borne out; every number cited was shown."""
    labels = read_labels(FOLDER).sentences
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    faults = {each.fault for each in labels if each.fault}

    assert len(labels) == 425
    assert sum(each.borne_out for each in labels) == 214
    assert all(each.borne_out == (not each.fault) for each in labels)
    assert {f"| `{fault}` | {sum(e.fault == fault for e in labels)} |" for fault in faults} <= {
        " |".join(line.split(" |")[:2]) + " |" for line in readme.splitlines()
    }
    assert all(set(each.sources) <= set(range(1, len(each.evidence) + 1)) for each in labels)
    assert len({(each.text, each.language) for each in labels}) == len(labels)
