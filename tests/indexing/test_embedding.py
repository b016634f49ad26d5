"""Vectors of a new snapshot: what an earlier one knows isn't embedded again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from corpus.document import Document, Metadata, Translation
from indexing.chunking import chunks_of
from indexing.embedders.base import Role
from indexing.embedding import BATCH, Embedded, EmbeddedText, embed, field_texts, question_text
from indexing.layout import FIELDS
from indexing.records import CityWords
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.vectors import VectorFile
from tests.building import NO_WORDS, build, make_document, make_faq, make_words, silent
from tests.hashed_embedder import HashedEmbedder

GUIDE = make_document("moving", "14日以内です。", metadata=Metadata(title="転入"))
FAQ = make_faq(
    "ごみの日は？", "火曜日です。", translations={"en": Translation("Garbage day?", "Tuesday.")}
)
DOCUMENTS: list[Document] = [GUIDE, FAQ]
WORDS = make_words(
    synonyms=[("引っ越し", "転入"), ("引っ越し", "転出")],
    wordings=[(GUIDE.id, "ja", "越してきた"), (FAQ.id, "ja", "いつ捨てる")],
)
_WORDINGS = ("Garbage day?", "越してきた", "いつ捨てる")
TEXTS: list[EmbeddedText] = [
    *field_texts(chunks_of(GUIDE)[0]),
    *field_texts(chunks_of(FAQ)[0]),
    *map(question_text, (*_WORDINGS, "転出")),
]
"""All that has a vector: 転入 is the guide's label too."""


def _asked(embedder: HashedEmbedder) -> list[EmbeddedText]:
    return [(role, text) for role, batch in embedder.batches for text in batch]


@pytest.fixture
def built(snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder) -> str:
    """A snapshot of two documents with wordings and synonyms; nothing was asked since."""
    name = build(snapshots, engines, DOCUMENTS, WORDS)
    hashed.batches.clear()
    return name


def test_label_is_embedded_as_a_question() -> None:
    """It meets questions, and so do wordings; label with text, and text alone, are passages."""
    (chunk,) = chunks_of(FAQ)
    assert dict(zip(FIELDS, field_texts(chunk), strict=True)) == {
        "label": ("query", "ごみの日は？"),
        "passage": ("passage", "ごみの日は？\n火曜日です。"),
        "text": ("passage", "火曜日です。"),
    }
    assert question_text("いつ捨てる") == ("query", "いつ捨てる")


def test_every_text_is_embedded_once_in_its_role(
    snapshots: Snapshots, hashed: HashedEmbedder
) -> None:
    """The same text as a question and as a passage are two texts."""
    texts: list[EmbeddedText] = [("query", "一"), ("passage", "一"), ("query", "二")]
    made = embed([*texts, *texts], hashed, snapshots, silent)
    assert sorted(_asked(hashed)) == sorted(texts)
    assert (list(made.vectors), made.made) == (texts, 3)
    for role, text in texts:
        assert np.array_equal(made.vectors[role, text], hashed.encode([text], role)[0])


def test_nothing_to_embed_costs_nothing(snapshots: Snapshots, hashed: HashedEmbedder) -> None:
    """The embedder isn't even called."""
    assert embed([], hashed, snapshots, silent) == Embedded({}, 0)
    assert hashed.batches == []


def test_all_of_a_snapshot_is_known(
    snapshots: Snapshots, hashed: HashedEmbedder, built: str
) -> None:
    """Of chunks, wordings and official words: only what is new is made."""
    new = question_text("引っ越してきたんだけど")
    made = embed([*TEXTS, new], hashed, snapshots, silent)
    assert snapshots.manifest(built).texts == len(set(TEXTS))
    assert (_asked(hashed), made.made) == ([new], 1)
    assert set(made.vectors) == {*TEXTS, new}


def test_vectors_taken_over_are_those_of_the_file(
    snapshots: Snapshots, hashed: HashedEmbedder, built: str
) -> None:
    """Each belongs to its own text, rounded as it was when it was made."""
    made = embed(TEXTS, hashed, snapshots, silent)
    for role, text in TEXTS:
        fresh = hashed.encode([text], role)[0].astype(np.float16)
        assert np.array_equal(made.vectors[role, text], fresh), text
    wording = VectorFile(snapshots.layout.snapshot(built).field("wording")).all()
    vectors = [made.vectors[question_text(text)] for text in _WORDINGS]
    assert np.array_equal(wording, np.stack(vectors))


@pytest.mark.usefixtures("built")
def test_wording_costs_itself(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """A new one costs one text, one that is taken away or moved to another document none."""
    more = replace(WORDS, wordings=(*WORDS.wordings, replace(WORDS.wordings[0], text="越した")))
    name = build(snapshots, engines, DOCUMENTS, more)
    assert _asked(hashed) == [("query", "越した")]
    assert snapshots.manifest(name).embedded == 1
    hashed.batches.clear()
    moved = replace(WORDS, wordings=(replace(WORDS.wordings[0], document=FAQ.id, language="en"),))
    for words in (moved, NO_WORDS):
        build(snapshots, engines, DOCUMENTS, words)
    assert hashed.batches == []


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("text", ["転入", "14日以内です。"])
def test_other_role_is_another_text(
    snapshots: Snapshots, hashed: HashedEmbedder, text: str
) -> None:
    """A label's vector is no passage's: an embedder may treat them differently."""
    other: dict[str, Role] = {"転入": "passage", "14日以内です。": "query"}
    embed([(other[text], text)], hashed, snapshots, silent)
    assert _asked(hashed) == [(other[text], text)]


@pytest.mark.usefixtures("built")
def test_vectors_of_another_embedder_are_not_taken(snapshots: Snapshots) -> None:
    """They mean nothing to it."""
    other = HashedEmbedder("other")
    assert embed(TEXTS, other, snapshots, silent).made == len(set(TEXTS))


def test_the_newest_snapshot_of_the_embedder_is_taken(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder, built: str
) -> None:
    """Behind a newer one of another embedder, and behind one that is damaged."""
    build(snapshots, Engines(HashedEmbedder("other"), engines.tokenizer), DOCUMENTS)
    damaged = build(snapshots, engines, DOCUMENTS)
    snapshots.layout.snapshot(damaged).rows.write_bytes(b"")
    hashed.batches.clear()
    assert embed(TEXTS, hashed, snapshots, silent).made == 0
    (snapshots.layout.snapshot(built).root / "wording.npy").unlink()
    assert embed(TEXTS, hashed, snapshots, silent).made == len(set(TEXTS))


def test_batches_are_small_and_progress_reaches_its_end(
    snapshots: Snapshots, hashed: HashedEmbedder
) -> None:
    """Short texts first, so that a batch holds texts of about one length."""
    texts: Sequence[EmbeddedText] = [
        ("query" if n % 2 else "passage", "案" * (n % 40) + str(n)) for n in range(2 * BATCH + 10)
    ]
    told: list[tuple[str, int, int]] = []
    embed(texts, hashed, snapshots, lambda *counts: told.append(counts))
    total = len(texts)
    assert told == [("embed", done, total) for done in (0, BATCH, 2 * BATCH, total)]
    assert max(len(batch) for _, batch in hashed.batches) <= BATCH
    for role in ("query", "passage"):
        lengths = [len(text) for asked, text in _asked(hashed) if asked == role]
        assert lengths == sorted(lengths)


@pytest.mark.usefixtures("built")
def test_city_without_its_words_is_no_source_of_them(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """Vectors are taken over from the newest snapshot only: what left it is made again."""
    build(snapshots, engines, DOCUMENTS, CityWords({}, ()))
    embed(TEXTS, hashed, snapshots, silent)
    assert set(_asked(hashed)) == set(map(question_text, ("転出", "越してきた", "いつ捨てる")))
