"""Whose chunk a wording asks for."""

import numpy as np
import pytest

from corpus.document import Block, Metadata, Translation
from corpus.vocabulary import Wording
from indexing.chunk import Chunk, ChunkWording
from indexing.chunking import chunks_of
from indexing.wordings import SHORT, apart, assigned, wordings_of
from tests.building import make_document, make_faq

FAQ = make_faq("ごみの日は？", "火曜日です。")
GUIDE = make_document("moving", "本文。", metadata=Metadata(title="引っ越しの案内"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (FAQ.id, FAQ.id),
        (FAQ.question, FAQ.id),
        (GUIDE.id, GUIDE.id),
        ("documents/moving.md", GUIDE.id),
        ("引っ越しの案内", GUIDE.id),
    ],
)
def test_document_may_be_named_in_every_way(name: str, found: str) -> None:
    """By id or path, by title, a Faq by its question, as in `canary.csv`."""
    written = [Wording(name, "ja", "言い方")]
    assert wordings_of([FAQ, GUIDE], written) == [Wording(found, "ja", "言い方")]


def test_what_names_no_document_is_left_out() -> None:
    """`annai corpus check` tells it; the others count."""
    written = [Wording("faq/faq.csv", "ja", "一"), Wording(GUIDE.id, "ja", "二")]
    assert wordings_of([FAQ, GUIDE], written) == [Wording(GUIDE.id, "ja", "二")]


def test_translated_question_is_a_wording() -> None:
    """In its own language; an answer alone can't be asked for."""
    faq = make_faq(
        "ごみ？",
        "火曜日です。",
        translations={
            "vi": Translation("Rác?", ""),
            "ko": Translation("", "화요일"),
            "en": Translation("Garbage?", "Tuesday."),
        },
    )
    assert wordings_of([GUIDE, faq], []) == [
        Wording(faq.id, "en", "Garbage?"),
        Wording(faq.id, "vi", "Rác?"),
    ]


def test_same_wording_counts_once() -> None:
    """Written twice, under two names, or as the translation says already; else in order."""
    faq = make_faq("ごみ？", "火曜日です。", translations={"en": Translation("Garbage?", "")})
    written = [
        Wording(faq.id, "ja", "いつ捨てる"),
        Wording("ごみ？", "ja", "いつ捨てる"),
        Wording("ごみ？", "en", "Garbage?"),
        Wording("ごみ？", "ja-easy", "いつ捨てる"),
    ]
    assert wordings_of([faq], written) == [
        Wording(faq.id, "en", "Garbage?"),
        Wording(faq.id, "ja", "いつ捨てる"),
        Wording(faq.id, "ja-easy", "いつ捨てる"),
    ]


def test_long_wording_of_a_single_chunk_is_found_by_its_words_only() -> None:
    """Not a short one, nor one in another language, nor one of which the chunk must be found."""
    own = make_document("a", Block("一。", page=1), Block("二。", page=2))
    chunks: list[Chunk] = [*chunks_of(FAQ), *chunks_of(own)]
    short, long = "何" * SHORT, "何" * (SHORT + 1)
    embedded = [
        Wording(FAQ.id, "ja", short),
        Wording(FAQ.id, "en", long),
        Wording(own.id, "ja", long),
    ]
    found, by_words = apart([*embedded, Wording(FAQ.id, "ja", long)], chunks)
    assert found == embedded
    assert by_words == (ChunkWording(0, "ja", long),)


def test_wording_belongs_to_the_nearest_chunk_of_its_document() -> None:
    """Chunks of another document aren't looked at, however near; a Faq has only one."""
    own = make_document("a", Block("一。", page=1), Block("二。", page=2), Block("三。", page=3))
    chunks: list[Chunk] = [*chunks_of(FAQ), *chunks_of(own)]
    passages = np.array([[0, 1], [1, 0], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)
    vectors = {"上": np.array([0, 1], dtype=np.float32), "右": np.array([1, 0], dtype=np.float32)}
    wordings = [
        Wording(own.id, "ja", "上"),
        Wording(own.id, "en", "右"),
        Wording(FAQ.id, "en", "右"),
    ]
    assert assigned(wordings, vectors, chunks, passages) == (
        ChunkWording(2, "ja", "上"),
        ChunkWording(1, "en", "右"),
        ChunkWording(0, "en", "右"),
    )


def test_wording_of_a_document_without_text_is_left_out() -> None:
    """There is nothing it could find."""
    vectors = {"何": np.array([1.0], dtype=np.float32)}
    wordings = [Wording("documents/empty.md", "ja", "何"), Wording(FAQ.id, "en", "何")]
    chunks = chunks_of(FAQ)
    passages = np.ones((1, 1), dtype=np.float32)
    assert assigned(wordings, vectors, chunks, passages) == (ChunkWording(0, "en", "何"),)
    assert assigned([], {}, chunks, passages) == ()
