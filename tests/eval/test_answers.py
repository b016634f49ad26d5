"""Answering against refusing: figures worked by hand, and a run on a small index."""

from datetime import date
from pathlib import Path

import pytest

from chatbot.decision import ANSWER, Verdict
from eval.answers import (
    Judged,
    Judgements,
    auroc,
    judge,
    read_questions,
    rows,
    summary,
    threshold_answering,
)
from eval.errors import EvalError
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import make_faq, open_index
from tests.hashed_embedder import HashedEmbedder


def test_auroc_by_hand() -> None:
    """Of the 6 pairs of (3, 2, 1) and (2, 0): 3>2, 3>0, 2=2, 2>0, 1<2, 1>0 — 4 and a half."""
    assert auroc([3, 2, 1], [2, 0]) == pytest.approx(4.5 / 6)
    assert auroc([1], [1]) == 0.5
    assert auroc([2, 3], [0, 1]) == 1


@pytest.mark.parametrize(("part", "threshold"), [(0.95, 6), (0.5, 15), (1.0, 1), (0.01, 20)])
def test_the_highest_threshold_that_answers_enough(part: float, threshold: int) -> None:
    """Of the confidences 1 to 20, but 2 to 5 raised to 6: 95 % are 19, the 19th highest is 6."""
    confidences = [1.0, 6.0, 6.0, 6.0, 6.0, *range(6, 21)]
    expected = {6: 6, 15: 11, 1: 1, 20: 20}[threshold]

    assert threshold_answering(confidences, part) == expected


JUDGEMENTS = Judgements(
    in_scope=[
        Judged("a", Verdict.ANSWER, 0.99),
        Judged("b", Verdict.ANSWER, 0.92),
        Judged("c", Verdict.ANSWER, 0.91),
        Judged("d", Verdict.CLARIFY, 0.89),
    ],
    out_of_scope=[Judged("x", Verdict.ANSWER, 0.95), Judged("y", Verdict.NO_ANSWER, 0.5)],
    polite=[Judged("x?", Verdict.ANSWER, 0.98), Judged("y?", Verdict.CLARIFY, 0.9)],
)


def test_the_summary_by_hand() -> None:
    """In scope: 3 answered, 1 asked back. Out of scope: 1 refused, 1 answered; politely the same.

    95 % of 4 is all 4, so the threshold goes down to 0.89: of (0.5, 0.95) 0.5 is below, of the
    polite (0.98, 0.9) none.
    AUROC: 0.95 beats 0.89, 0.91, 0.92 and loses to 0.99 — of 8 pairs 4 + 1 are won. Politely: 0.99
    beats both, 0.92 and 0.91 beat 0.9, 0.89 none: 4 of 8.
    """
    assert summary(JUDGEMENTS) == {
        "in_scope": 4,
        "out_of_scope": 2,
        "answered_rate": 0.75,
        "clarify_rate": 0.25,
        "refused_rate": 0.5,
        "refused_polite_rate": 0.5,
        "out_of_scope_clarify_rate": 0,
        "out_of_scope_polite_clarify_rate": 0.5,
        "out_of_scope_answered_rate": 0.5,
        "threshold": ANSWER,
        "auroc": 5 / 8,
        "auroc_polite": 4 / 8,
        "threshold_at_95_answered": 0.89,
        "refused_at_95_answered": 0.5,
        "refused_polite_at_95_answered": 0,
    }


def test_a_row_tells_only_what_applies_to_its_group() -> None:
    """Of a question in scope whether it was answered, of the others whether they weren't."""
    metrics = [(row["answered"], row["refused"], row["refused_polite"]) for row in rows(JUDGEMENTS)]

    assert metrics == [
        *[(1, None, None)] * 3,
        (0, None, None),
        (None, 0, None),
        (None, 1, None),
        (None, None, 0),
        (None, None, 1),
    ]
    assert len({row["id"] for row in rows(JUDGEMENTS)}) == 8


def test_questions_come_as_lines_or_as_json_lines(tmp_path: Path) -> None:
    """Empty lines and a byte order mark don't count."""
    plain, records = tmp_path / "plain.txt", tmp_path / "records.jsonl"
    plain.write_text("\ufeffごみの日は？\n\n 犬の登録 \n", encoding="utf-8")
    records.write_text('{"_id": "1", "text": "ごみの日は？"}\n{"text": "犬の登録"}\n', "utf-8")

    assert read_questions(plain) == ("ごみの日は？", "犬の登録")
    assert read_questions(records) == ("ごみの日は？", "犬の登録")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("none.txt", None, "answers.unreadable"),
        ("broken.jsonl", b"{", "answers.unreadable"),
        ("other.jsonl", b'{"question": "?"}', "answers.unreadable"),
        ("list.jsonl", b"[1]", "answers.unreadable"),
        ("number.jsonl", b'{"text": 1}', "answers.unreadable"),
        ("binary.txt", b"\xff\xfe\xfd", "answers.unreadable"),
        ("empty.txt", b"\n\n", "answers.empty"),
    ],
)
def test_what_is_no_list_of_questions_is_told(
    tmp_path: Path, name: str, content: bytes | None, key: str
) -> None:
    """With the file's name."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvalError, match=name) as caught:
        read_questions(path)

    assert caught.value.key == key


def test_questions_go_through_search_and_decision(tmp_path: Path) -> None:
    """The city's own question is answered, one about a shogun isn't."""
    engines = Engines(HashedEmbedder(), SudachiTokenizer())
    faqs = [
        make_faq("粗大ごみの出し方", "電話で申し込みます。"),
        make_faq("犬の登録はどこでしますか。", "動物愛護の担当でします。"),
    ]
    index = open_index(Snapshots(tmp_path), engines, faqs)
    day = date(2026, 4, 1)

    judgements = judge(index, ["粗大ごみの出し方"], ["徳川家康の生年は"], day)
    (own,), (foreign,), (polite,) = (
        judgements.in_scope,
        judgements.out_of_scope,
        judgements.polite,
    )
    assert (own.verdict, foreign.verdict) == (Verdict.ANSWER, Verdict.NO_ANSWER)
    assert own.confidence > foreign.confidence
    assert "徳川家康の生年は何でしょうか" in polite.text
