"""Reading a city's set, and its two halves."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from eval.city_set import MATSUDO, Split, half_of, read_city_set
from eval.errors import EvalError
from tests.conftest import REPOSITORY


def test_our_set_is_as_large_as_its_readme_says() -> None:
    """And as issue 3 asks for: ≥ 400 questions, ≥ 60 groups of 3 or more, ≥ 150 to refuse."""
    ours = read_city_set(MATSUDO, Split.ALL)
    readme = (MATSUDO / "README.md").read_text(encoding="utf-8")
    groups = [question.group for question in ours.questions if question.group]

    assert f"{len(ours.questions)} questions that the city's documents answer" in readme
    assert f"{len(ours.refused)} questions that must not be answered" in readme
    assert f"Groups: {len(set(groups))}, with {len(groups)} questions" in readme
    assert all(groups.count(group) >= 3 for group in set(groups))


def test_the_halves_are_those_of_the_readme() -> None:
    """They share nothing, and make up the whole."""
    whole, dev, test = (read_city_set(MATSUDO, split) for split in Split)
    readme = " ".join((MATSUDO / "README.md").read_text(encoding="utf-8").split())

    assert {*dev.questions, *test.questions} == {*whole.questions}
    assert len(dev.questions) + len(test.questions) == len(whole.questions)
    assert (
        f"`dev` holds {len(dev.questions)} questions and {len(dev.refused)} to refuse, "
        f"`test` {len(test.questions)} and {len(test.refused)}." in readme
    )


def test_a_group_is_in_one_half() -> None:
    """What is tuned on one paraphrase isn't measured on another."""
    dev = {question.group for question in read_city_set(MATSUDO, Split.DEV).questions}
    test = {question.group for question in read_city_set(MATSUDO, Split.TEST).questions}

    assert dev & test == {""}


def test_the_half_is_the_parity_of_the_digest() -> None:
    """As the README writes it."""
    for key in ("g001", "q017", "r003"):
        odd = int(sha256(key.encode()).hexdigest(), 16) % 2
        assert half_of(key) == ("test" if odd else "dev")


def test_every_labelled_document_is_in_the_city() -> None:
    """An unknown one is an error that names it."""
    ours = read_city_set(MATSUDO, Split.ALL)
    known = {name for question in ours.questions for name in question.documents}
    missing = ours.questions[0].documents[0]

    ours.check_documents(known)
    with pytest.raises(EvalError, match="1 件") as caught:
        ours.check_documents(known - {missing})
    assert missing in str(caught.value)


QUESTION = {
    "id": "q1",
    "text": "犬",
    "language": "ja",
    "style": "short",
    "group": "",
    "documents": ["a"],
}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (json.dumps(QUESTION | {"documents": []}), "city_set.bad_line"),
        (json.dumps(QUESTION | {"styel": "short"}), "city_set.bad_line"),
        ("[]", "city_set.bad_line"),
        ("{", "city_set.bad_line"),
        ("", "city_set.empty"),
        (None, "city_set.unreadable"),
    ],
)
def test_what_is_no_set_is_told(tmp_path: Path, line: str | None, key: str) -> None:
    """With file and line."""
    (tmp_path / "refused.jsonl").write_text("", encoding="utf-8")
    if line is not None:
        (tmp_path / "questions.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(EvalError, match=str(tmp_path)) as caught:
        read_city_set(tmp_path, Split.ALL)

    assert caught.value.key == key


def test_our_set_is_in_the_repository() -> None:
    """It is what `annai eval city` asks when nothing else is named."""
    assert MATSUDO == REPOSITORY / "eval" / "datasets" / "matsudo"
