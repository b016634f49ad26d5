"""Building a snapshot: what is in it, and that only what changed costs an embedding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Block, BlockKind, Document, Translation
from indexing.build import Builder, Source
from indexing.chunk import ChunkWording
from indexing.chunking import chunks_of
from indexing.embedders.base import Role, Vectors
from indexing.embedding import BATCH, field_texts
from indexing.errors import BuildLockedError, EmbedderError, SnapshotError
from indexing.layout import FIELDS
from indexing.lexical import LexicalIndex
from indexing.manifest import FORMAT
from indexing.records import ChunkFile, DocumentFile, read_city, read_wordings
from indexing.rows import RowTable
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from indexing.vectors import VectorFile
from tests.building import CITY, NO_WORDS, NOON, build, make_document, make_faq, make_words
from tests.hashed_embedder import HashedEmbedder

GARBAGE = make_faq("ごみの日は？", "火曜日です。")
GUIDE = make_document("転入", Block("14日以内に届け出ます。", headings=("期限",)))
DOCUMENTS: list[Document] = [GARBAGE, GUIDE]


def _texts(documents: Sequence[Document]) -> set[tuple[Role, str]]:
    chunks = (chunk for document in documents for chunk in chunks_of(document))
    return {text for chunk in chunks for text in field_texts(chunk)}


def _asked(embedder: HashedEmbedder) -> list[tuple[Role, str]]:
    return [(role, text) for role, batch in embedder.batches for text in batch]


def test_snapshot_holds_the_city(snapshots: Snapshots, engines: Engines) -> None:
    """Documents, chunks and words are read back, and the manifest tells what they are."""
    words = make_words(synonyms=[("ゴミ", "廃棄物")])
    texts = _texts(DOCUMENTS) | {("query", "廃棄物")}
    name = build(snapshots, engines, DOCUMENTS, words)
    layout, manifest = snapshots.layout.snapshot(name), snapshots.manifest(name)
    chunks = tuple(chunk for document in DOCUMENTS for chunk in chunks_of(document))
    assert tuple(ChunkFile(layout.chunks)) == chunks
    assert list(DocumentFile(layout.documents, layout.document_ids)) == [GARBAGE.id, GUIDE.id]
    assert read_city(layout.city) == words
    assert manifest.model_dump(exclude={"files"}) == {
        "format": FORMAT,
        "city": CITY,
        "created_at": NOON,
        "embedder": "hashed",
        "dimension": 256,
        "tokenizer": engines.tokenizer.id,
        "documents": {document.id: document.content_hash for document in DOCUMENTS},
        "chunks": len(chunks),
        "wordings": 0,
        "texts": len(texts),
        "embedded": len(texts),
    }
    assert set(manifest.files) == {
        path.relative_to(layout.root).as_posix() for path in layout.files()
    }
    manifest.verify(layout)


def test_wordings_stand_with_their_chunks(snapshots: Snapshots, engines: Engines) -> None:
    """Their words are the chunk's words too, and each has a row of its own behind the chunks."""
    faq = replace(GARBAGE, translations={"en": Translation("Garbage day?", "")})
    words = make_words(
        wordings=[
            (GARBAGE.question, "ja", "生ごみ"),
            (GUIDE.id, "ja", "越してきた"),
            ("documents/none.md", "ja", "どこにもない"),
        ]
    )
    name = build(snapshots, engines, [faq, GUIDE], words)
    layout, manifest = snapshots.layout.snapshot(name), snapshots.manifest(name)
    assert read_wordings(layout.wordings) == (
        ChunkWording(0, "en", "Garbage day?"),
        ChunkWording(0, "ja", "生ごみ"),
        ChunkWording(1, "ja", "越してきた"),
    )
    vectors = engines.embedder.encode(["Garbage day?", "生ごみ", "越してきた"], "query")
    assert np.array_equal(VectorFile(layout.field("wording")).all(), vectors.astype(np.float16))
    assert RowTable.load(layout.rows).owners.tolist() == [0, 1, 0, 0, 1]
    lexical = LexicalIndex.load(layout.lexical, 2)
    for text, chunk in (("Garbage", 0), ("越してきた", 1), ("生ごみ", 0)):
        scores = lexical.scores(engines.tokenizer.words(text))
        assert scores.nonzero()[0].tolist() == [chunk], text
    assert (manifest.wordings, manifest.texts) == (3, len(_texts([GARBAGE, GUIDE])) + 3)


def test_official_words_have_vectors(snapshots: Snapshots, engines: Engines) -> None:
    """Each once, so that a question costs one text."""
    words = make_words(synonyms=[("ゴミ", "廃棄物"), ("くず", "廃棄物"), ("ゴミ", "資源")])
    layout = snapshots.layout.snapshot(build(snapshots, engines, DOCUMENTS, words))
    vectors = engines.embedder.encode(["廃棄物", "資源"], "query")
    assert np.array_equal(VectorFile(layout.field("synonym")).all(), vectors.astype(np.float16))


def test_first_build_embeds_each_text_once(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """The same label of many chunks is one text."""
    blocks = [Block(f"第{n}の話。", headings=("同じ",), page=n) for n in range(1, 5)]
    document = make_document("題", *blocks)
    build(snapshots, engines, [document])
    assert sorted(_asked(hashed)) == sorted(_texts([document]))


def test_unchanged_documents_cost_nothing(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """A rebuild of the same city asks the embedder for nothing, and finds the same."""
    first = build(snapshots, engines, DOCUMENTS)
    snapshots.publish(first)
    hashed.batches.clear()
    second = build(snapshots, engines, DOCUMENTS)
    assert hashed.batches == []
    assert snapshots.manifest(second).embedded == 0
    for name in FIELDS:
        old, new = (snapshots.layout.snapshot(one).field(name) for one in (first, second))
        assert old.read_bytes() == new.read_bytes()


def test_change_costs_what_changed(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """A mended answer costs its two passages, a new document its own texts, a removal nothing."""
    snapshots.publish(build(snapshots, engines, DOCUMENTS))
    hashed.batches.clear()
    mended = replace(GARBAGE, answer="水曜日です。")
    name = build(snapshots, engines, [GUIDE, mended, make_faq("犬は？", "登録します。")])
    assert sorted(_asked(hashed)) == sorted(
        {
            ("passage", "ごみの日は？\n水曜日です。"),
            ("passage", "水曜日です。"),
            ("query", "犬は？"),
            ("passage", "犬は？\n登録します。"),
            ("passage", "登録します。"),
        }
    )
    assert snapshots.manifest(name).embedded == 5
    hashed.batches.clear()
    build(snapshots, engines, [GUIDE])
    assert hashed.batches == []


def test_metadata_cost_nothing(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """A new date or department changes the document's hash, not its vectors."""
    first = build(snapshots, engines, [GARBAGE])
    snapshots.publish(first)
    hashed.batches.clear()
    dated = replace(GARBAGE, metadata=replace(GARBAGE.metadata, updated_on=NOON.date()))
    second = build(snapshots, engines, [dated])
    assert hashed.batches == []
    hashes = [snapshots.manifest(name).documents for name in (first, second)]
    assert hashes[0] != hashes[1]


def test_other_embedder_embeds_everything(
    snapshots: Snapshots, engines: Engines, tokenizer: SudachiTokenizer
) -> None:
    """Vectors of different embedders must not be compared."""
    snapshots.publish(build(snapshots, engines, DOCUMENTS))
    other = HashedEmbedder("other")
    name = build(snapshots, Engines(other, tokenizer), DOCUMENTS)
    assert set(_asked(other)) == _texts(DOCUMENTS)
    assert snapshots.manifest(name).embedder == "other"


def test_refused_build_isnt_paid_twice(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """What the canary kept from being published holds good vectors all the same."""
    snapshots.publish(build(snapshots, engines, [GARBAGE]))
    build(snapshots, engines, DOCUMENTS)
    hashed.batches.clear()
    build(snapshots, engines, DOCUMENTS)
    assert hashed.batches == []


def test_earlier_snapshot_serves_when_the_newest_is_damaged(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """The vectors that are whole are taken over, the others made anew."""
    build(snapshots, engines, [GARBAGE])
    newest = build(snapshots, engines, DOCUMENTS)
    snapshots.layout.snapshot(newest).field("text").write_bytes(b"")
    hashed.batches.clear()
    build(snapshots, engines, DOCUMENTS)
    assert set(_asked(hashed)) == _texts([GUIDE])


@pytest.mark.parametrize("part", ["chunks.jsonl", "label.npy", "manifest.json"])
def test_damaged_current_snapshot_is_no_source(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder, part: str
) -> None:
    """What can't be trusted isn't taken over: everything is embedded anew, and is good."""
    first = build(snapshots, engines, DOCUMENTS)
    snapshots.publish(first)
    (snapshots.layout.snapshot(first).root / part).write_bytes(b"")
    hashed.batches.clear()
    second = build(snapshots, engines, DOCUMENTS)
    assert set(_asked(hashed)) == _texts(DOCUMENTS)
    snapshots.publish(second)


def test_city_without_documents_is_refused(snapshots: Snapshots, engines: Engines) -> None:
    """An empty index would replace a good one."""
    for documents in ([], [make_document("空")]):
        with pytest.raises(SnapshotError) as caught:
            build(snapshots, engines, documents)
        assert caught.value.key == "build.empty"
        assert CITY in str(caught.value)
    assert snapshots.ids() == []


def test_progress_reaches_its_end(
    snapshots: Snapshots, engines: Engines, hashed: HashedEmbedder
) -> None:
    """Each stage is told from nothing to all, in order, and the embedder gets small batches."""
    records = [Block(f"品目{n}", BlockKind.RECORD, name=f"名{n}") for n in range(BATCH)]
    told: list[tuple[str, int, int]] = []
    builder = Builder(snapshots, engines.embedder, engines.tokenizer, lambda: NOON)
    document = make_document("分別", *records)
    builder.build(
        Source(CITY, [document], NO_WORDS),
        lambda stage, done, total: told.append((stage, done, total)),
    )
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["embed", "neighbours", "words"]
    for stage in stages:
        counts = [(done, total) for name, done, total in told if name == stage]
        assert counts == sorted(counts)
        assert counts[-1][0] == counts[-1][1]
    assert told[0] == ("embed", 0, len(_texts([document])))
    assert max(len(batch) for _, batch in hashed.batches) <= BATCH


def test_times_are_written_in_utc(snapshots: Snapshots, engines: Engines) -> None:
    """The clock may be local."""
    japan = timezone(timedelta(hours=9))
    name = build(snapshots, engines, DOCUMENTS, now=datetime(2026, 4, 1, 8, 30, tzinfo=japan))
    assert name == "20260331T233000-000"
    assert snapshots.manifest(name).created_at == datetime(2026, 3, 31, 23, 30, tzinfo=UTC)


class _Broken(HashedEmbedder):
    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        if self.batches:
            raise EmbedderError("embedder.unknown", spec="broken")
        return super().encode(texts, role)


def test_embedder_that_fails_leaves_no_trace(
    snapshots: Snapshots, engines: Engines, tokenizer: SudachiTokenizer
) -> None:
    """The error reaches the caller, the old snapshot stays, and the next build may run."""
    snapshots.publish(build(snapshots, engines, [GARBAGE]))
    with pytest.raises(EmbedderError):
        build(snapshots, Engines(_Broken("broken"), tokenizer), DOCUMENTS)
    assert [path.name for path in snapshots.layout.snapshots.iterdir()] == snapshots.ids()
    assert snapshots.ids() == [snapshots.current()]
    build(snapshots, engines, DOCUMENTS)


def test_second_build_is_refused(snapshots: Snapshots, engines: Engines) -> None:
    """Before it has cost an embedding."""
    with snapshots.locked(), pytest.raises(BuildLockedError):
        build(snapshots, engines, DOCUMENTS)
    assert isinstance(engines.embedder, HashedEmbedder)
    assert engines.embedder.batches == []


def test_disk_that_refuses_is_told(tmp_path: Path, engines: Engines) -> None:
    """The message names the place and the reason, and says that the old index stays."""
    (tmp_path / "index").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        build(Snapshots(tmp_path / "index"), engines, DOCUMENTS)
    assert caught.value.key == "build.disk"
    message = str(caught.value)
    assert str(tmp_path / "index") in message
    assert "None" not in message


def test_full_disk_leaves_no_trace(
    snapshots: Snapshots, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that can't be written takes away what it has written."""
    snapshots.publish(build(snapshots, engines, [GARBAGE]))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("indexing.build.np.save", full)
    with pytest.raises(SnapshotError) as caught:
        build(snapshots, engines, DOCUMENTS)
    assert "No space left" in str(caught.value)
    assert [path.name for path in snapshots.layout.snapshots.iterdir()] == snapshots.ids()
    assert snapshots.ids() == [snapshots.current()]


def test_languages_are_not_neighbours(snapshots: Snapshots, engines: Engines) -> None:
    """Diffusion stays within a language: a translation isn't another document's support."""
    texts = ["ごみの日", "ごみの収集", "Garbage day", "Garbage collection"]
    chunk_languages = ["ja", "ja", "en", "en"]
    documents = [
        make_document(f"{n}", text, metadata=replace(GUIDE.metadata, title=text, language=language))
        for n, (text, language) in enumerate(zip(texts, chunk_languages, strict=True))
    ]
    name = build(snapshots, engines, documents)
    near = np.load(snapshots.layout.snapshot(name).neighbours)
    chunks = ChunkFile(snapshots.layout.snapshot(name).chunks)
    for row, others in enumerate(near):
        assert {chunks[other].language for other in others} == {chunks[row].language}
