"""What a tuned model is tried on: questions it wasn't trained on."""

import json
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.vocabulary import Canary, Wording
from indexing.errors import IndexingError
from indexing.tuning.trial import MOST, TrialQuestion, file_trial, held_out_trial
from tests.building import make_document, make_faq

FAQS: list[Document] = [make_faq(f"{n}番の質問", f"答えは{n}です。") for n in range(40)]
GUIDE = make_document("guide", "案内です。")
DOCUMENTS = [*FAQS, GUIDE]
WORDINGS = [
    Wording(f"{n}番の質問", "ja", f"{n}番の言い方{m}") for n in range(40) for m in range(10)
]
CANARY = Canary("案内を見たい", "guide")


def _write(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_a_fifth_is_held_out() -> None:
    """Of the wordings; none of them may be trained on, and none is lost."""
    trial = held_out_trial(DOCUMENTS, WORDINGS, [])
    asked = {question.text for question in (*trial.questions, *trial.outside)}

    assert len(asked) == pytest.approx(80, abs=25)
    assert asked | {wording.text for wording in trial.wordings} == {
        wording.text for wording in WORDINGS
    }
    assert asked.isdisjoint(wording.text for wording in trial.wordings)


def test_more_wordings_move_none() -> None:
    """A wording that was held out stays so: an earlier model was not trained on it."""
    few = held_out_trial(DOCUMENTS, WORDINGS[:200], [])
    all_of_them = held_out_trial(DOCUMENTS, WORDINGS, [])

    assert set(few.wordings) <= set(all_of_them.wordings)
    assert set(few.questions) <= set(all_of_them.questions)


def test_canary_questions_are_asked_and_not_trained_on() -> None:
    """Also where a wording says the same; they name documents by id, title or question."""
    kept = held_out_trial(DOCUMENTS, WORDINGS, []).wordings
    canaries = [CANARY, Canary(kept[0].text, kept[0].document), Canary("どこにもない", "ない")]
    trial = held_out_trial(DOCUMENTS, WORDINGS, canaries)
    asked = {question.text: question for question in (*trial.questions, *trial.outside)}

    assert asked["案内を見たい"] == TrialQuestion("案内を見たい", "ja", frozenset({GUIDE.id}))
    assert kept[0].text in asked
    assert kept[0] not in trial.wordings
    assert "どこにもない" not in asked


def test_documents_are_left_out_for_questions_to_be_refused() -> None:
    """What is asked about them isn't in the index; what is answered is."""
    trial = held_out_trial(DOCUMENTS, WORDINGS, [])
    present = {document.id for document in trial.documents}

    assert 0 < len(DOCUMENTS) - len(present) < 12
    assert all(question.documents <= present for question in trial.questions)
    assert trial.outside
    assert not any(question.documents & present for question in trial.outside)


def test_no_more_is_asked_than_needed() -> None:
    """A large city's trial takes no longer."""
    many = [Wording("1番の質問", "ja", f"言い方{n}") for n in range(6 * MOST)]

    assert len(held_out_trial(DOCUMENTS, many, []).questions) == MOST


def test_a_city_without_questions() -> None:
    """Nothing could be compared: the error says what to write."""
    with pytest.raises(IndexingError, match=r"wordings\.csv"):
        held_out_trial(DOCUMENTS, [], [])


def test_questions_of_a_file(tmp_path: Path) -> None:
    """Those without a document are to be refused; nothing is left out of the index for them."""
    path = _write(
        tmp_path / "queries.jsonl",
        {"text": "案内は？", "documents": ["guide", "1番の質問"], "id": "q1"},
        {"text": "Guide?", "documents": [GUIDE.id], "language": "en"},
        {"text": "隣の市のごみの日"},
    )

    trial = file_trial(path, DOCUMENTS, WORDINGS, [CANARY])

    assert trial.questions == (
        TrialQuestion("案内は？", "ja", frozenset({GUIDE.id, FAQS[1].id})),
        TrialQuestion("Guide?", "en", frozenset({GUIDE.id})),
    )
    assert trial.outside == (TrialQuestion("隣の市のごみの日", "ja", frozenset()),)
    assert trial.documents == tuple(DOCUMENTS)
    assert trial.wordings == held_out_trial(DOCUMENTS, WORDINGS, [CANARY]).wordings


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": "質問", "documents": ["ない"]}, "2行目.*「ない」"),
        ({"documents": ["guide"]}, "2行目"),
        ({"text": "質問", "documents": "guide"}, "2行目"),
        (["質問"], "2行目"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, said: str) -> None:
    """With its number, and an unknown document with its name."""
    path = _write(tmp_path / "queries.jsonl", {"text": "案内", "documents": ["guide"]}, line)

    with pytest.raises(IndexingError, match=said):
        file_trial(path, DOCUMENTS, [], [])


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Gone, or not UTF-8, or without a question that has a document."""
    with pytest.raises(IndexingError, match=r"queries\.jsonl"):
        file_trial(tmp_path / "queries.jsonl", DOCUMENTS, [], [])
    (tmp_path / "queries.jsonl").write_bytes("質問".encode("cp932"))
    with pytest.raises(IndexingError, match=r"queries\.jsonl"):
        file_trial(tmp_path / "queries.jsonl", DOCUMENTS, [], [])
    with pytest.raises(IndexingError, match="--queries"):
        file_trial(_write(tmp_path / "empty.jsonl", {"text": "市"}), DOCUMENTS, [], [])
