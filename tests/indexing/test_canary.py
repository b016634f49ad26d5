"""Canary questions: what a new snapshot must find before residents see it."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.document import Block, BlockKind, Metadata
from corpus.vocabulary import Canary
from indexing.canary import DEPTH, canary_failures, check_canaries
from indexing.errors import CanaryError
from indexing.index import Index
from tests.building import make_document, make_faq

DAY = date(2026, 4, 1)
FAQ = make_faq("ごみの日はいつですか。", "火曜日です。")
OVER = make_document(
    "over", "給付金は終わりました。", metadata=Metadata(title="給付金", expires_on=date(2025, 1, 1))
)
GUIDE = make_document("guide", "転入届は14日以内です。", metadata=Metadata(title="転入の案内"))


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Index:
    """A Faq, a guide, and a document that is over."""
    return make_index([FAQ, GUIDE, OVER])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ごみの日はいつ", FAQ.question),
        ("ごみの日はいつ", FAQ.id),
        ("転入届", "documents/guide.md"),
        ("転入届", "転入の案内"),
    ],
)
def test_document_may_be_named_in_every_way(index: Index, question: str, expected: str) -> None:
    """By id or path, by title, a Faq by its question."""
    assert canary_failures(index, [Canary(question, expected)], DAY) == ()


@pytest.mark.parametrize(
    "expected", ["documents/none.md", "documents/over.md", "ごみの日", "faq/faq.csv", ""]
)
def test_what_isnt_found_fails(index: Index, expected: str) -> None:
    """What isn't there, is over, or isn't the whole name; what was found instead is told."""
    canary = Canary("給付金 ごみの日", expected)
    (failure,) = canary_failures(index, [canary], DAY)
    assert failure.canary == canary
    assert set(failure.found) == {FAQ.id, GUIDE.id}


def test_expected_document_must_be_among_the_first(make_index: Callable[..., Index]) -> None:
    """An answer shows few sources: documents count, not their chunks."""
    many = make_document(
        "多い", *(Block(f"ごみ{n}", BlockKind.RECORD, name=f"ごみその{n}") for n in range(8))
    )
    others = [make_faq(f"ごみの話その{n}", "ごみです。") for n in range(DEPTH)]
    index = make_index([many, *others, FAQ])
    ((_, found),) = [
        (failure.canary, failure.found)
        for failure in canary_failures(index, [Canary("ごみの話", FAQ.question)], DAY)
    ]
    assert len(set(found)) == len(found) == DEPTH


def test_failures_are_listed(index: Index) -> None:
    """Staff read every question that fails, what it should find, and how to go on."""
    canaries = [
        Canary("ごみの日はいつ", FAQ.question),
        Canary("犬の登録", "documents/dog.md"),
        Canary("図書館", "documents/library.md"),
    ]
    with pytest.raises(CanaryError) as caught:
        check_canaries(index, canaries, DAY)
    message = str(caught.value)
    assert "3 件のうち 2 件" in message
    assert "犬の登録 → documents/dog.md" in message
    assert "図書館 → documents/library.md" in message
    assert "ごみの日はいつ" not in message
    assert index.id in message


def test_no_failure_no_error(index: Index) -> None:
    """All found, or none asked."""
    check_canaries(index, [Canary("ごみの日はいつ", FAQ.question)], DAY)
    check_canaries(index, [], DAY)
