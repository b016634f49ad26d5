"""Reading a test set in BEIR's layout."""

from pathlib import Path

import pytest

from corpus.document import Faq
from eval.beir import read_beir
from eval.errors import EvalError


def test_titles_are_questions(beir_folder: Path) -> None:
    """A document with a title is a Faq; one without is plain text."""
    first, _, third = read_beir(beir_folder, "dev").documents

    assert isinstance(first, Faq)
    assert (first.id, first.question) == ("1", "粗大ごみの出し方を教えてください。")
    assert first.answer == "電話で申し込みます。"
    assert not isinstance(third, Faq)
    assert [block.text for block in third.blocks] == ["市立図書館は月曜日に休みます。"]


def test_only_the_questions_of_the_split_are_asked(beir_folder: Path) -> None:
    """With their grades; a question without a relevant document is left out."""
    (beir_folder / "qrels" / "small.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq2\t2\t1\nq1\t3\t0\n", encoding="utf-8"
    )
    dataset = read_beir(beir_folder, "small")

    assert dataset.queries == {"q2": "犬の登録"}
    assert dataset.grades == {"q2": {"2": 1}}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/dev.tsv"])
def test_a_missing_file_is_told(beir_folder: Path, name: str) -> None:
    """By the folder, and what it should hold."""
    (beir_folder / name).unlink()

    with pytest.raises(EvalError, match=r"tiny.*qrels"):
        read_beir(beir_folder, "dev")


def test_a_question_without_a_text_is_told(beir_folder: Path) -> None:
    """Judgments of a question that isn't there can't be scored."""
    with (beir_folder / "qrels" / "dev.tsv").open("a", encoding="utf-8") as file:
        file.write("q9\t1\t1\n")

    with pytest.raises(EvalError, match="q9"):
        read_beir(beir_folder, "dev")
