"""A published snapshot opened for searching, and what keeps one from being opened."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from corpus.department import Department
from corpus.document import Document, Metadata, Translation
from indexing.errors import SnapshotError
from indexing.evidence import Evidence
from indexing.index import Index
from indexing.layout import SnapshotLayout
from indexing.manifest import FORMAT, Manifest, checksums
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import build, make_document, make_faq, make_words
from tests.hashed_embedder import HashedEmbedder

DAY = date(2026, 4, 1)
MakeIndex = Callable[..., Index]

KINDS = (
    "documents.jsonl",
    "document_ids.json",
    "chunks.jsonl",
    "wordings.jsonl",
    "city.json",
    "rows.npz",
    "label.npy",
    "passage.npy",
    "text.npy",
    "wording.npy",
    "synonym.npy",
    "gap.npy",
    "meaning.faiss",
    "moments.npz",
    "neighbours.npy",
)
BUILDS = {"wordings.jsonl"}
"""What the next build reads, and no search."""


def _found(index: Index, text: str, day: date = DAY, language: str = "ja") -> list[str]:
    hits = index.search(text, day=day, language=language).hits
    return [hit.chunk.label for hit in hits]


@pytest.fixture
def layout(snapshots: Snapshots, engines: Engines) -> SnapshotLayout:
    """A snapshot of two documents with a wording and a synonym."""
    faq, guide = make_faq("ごみの日は？", "火曜日です。"), make_document("転入", "届け出ます。")
    words = make_words(synonyms=[("ゴミ", "ごみ")], wordings=[(guide.id, "ja", "越してきた")])
    return snapshots.layout.snapshot(build(snapshots, engines, [faq, guide], words))


def test_every_file_of_a_snapshot_is_of_a_tested_kind(layout: SnapshotLayout) -> None:
    """A new file has to be added to the tests of damage below."""
    names = {path.relative_to(layout.root).as_posix() for path in layout.files()}
    assert {name for name in names if not name.startswith("lexical/")} == set(KINDS)
    assert any(name.startswith("lexical/") for name in names)


def test_truncated_file_of_each_kind_is_refused(layout: SnapshotLayout, engines: Engines) -> None:
    """Half a file, an empty one and one more byte are each told by name."""
    for path in layout.files():
        whole = path.read_bytes()
        for damaged in (whole[: len(whole) // 2], b"", whole + b"\0"):
            path.write_bytes(damaged)
            if damaged == whole:
                continue
            with pytest.raises(SnapshotError) as caught:
                Index(layout, engines)
            assert caught.value.key == "snapshot.damaged"
            assert path.relative_to(layout.root).as_posix() in str(caught.value)
        path.write_bytes(whole)
    Index(layout, engines)


def test_missing_file_of_each_kind_is_refused(layout: SnapshotLayout, engines: Engines) -> None:
    """So is a file that is gone."""
    for path in layout.files():
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(SnapshotError) as caught:
            Index(layout, engines)
        assert caught.value.key == "snapshot.missing_file"
        assert path.relative_to(layout.root).as_posix() in str(caught.value)
        path.write_bytes(whole)
    Index(layout, engines)


def test_file_that_was_written_wrongly_is_refused(layout: SnapshotLayout, engines: Engines) -> None:
    """A snapshot whose checksums are right but whose content can't be read is no snapshot."""
    manifest = Manifest.read(layout)
    for path in layout.files():
        if path.name in BUILDS:
            continue
        whole = path.read_bytes()
        for wrong in (b"\0" * 64, whole[: len(whole) // 2]):
            path.write_bytes(wrong)
            changed = manifest.model_copy(update={"files": checksums(layout)})
            layout.manifest.write_text(changed.model_dump_json(), encoding="utf-8")
            with pytest.raises(SnapshotError) as caught:
                Index(layout, engines)
            assert caught.value.key == "snapshot.unreadable", path.name
        path.write_bytes(whole)


@pytest.mark.parametrize("name", ["wording.npy", "meaning.faiss", "chunks.jsonl", "rows.npz"])
def test_files_that_dont_belong_together_are_refused(
    layout: SnapshotLayout, snapshots: Snapshots, engines: Engines, name: str
) -> None:
    """A row of one file must be the row of the others."""
    other = snapshots.layout.snapshot(build(snapshots, engines, [make_faq("犬は？", "登録です。")]))
    (layout.root / name).write_bytes((other.root / name).read_bytes())
    changed = Manifest.read(layout).model_copy(update={"files": checksums(layout)})
    layout.manifest.write_text(changed.model_dump_json(), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        Index(layout, engines)
    assert caught.value.key == "snapshot.unreadable"


def test_missing_snapshot_is_refused(snapshots: Snapshots, engines: Engines) -> None:
    """A name without a folder is an error, not an empty index."""
    with pytest.raises(SnapshotError) as caught:
        Index(snapshots.layout.snapshot("20200101T000000-000"), engines)
    assert caught.value.key == "snapshot.manifest"


def test_other_embedder_is_refused(layout: SnapshotLayout, tokenizer: SudachiTokenizer) -> None:
    """A question's vector can't be compared with vectors of another embedder."""
    with pytest.raises(SnapshotError) as caught:
        Index(layout, Engines(HashedEmbedder("other"), tokenizer))
    assert caught.value.key == "snapshot.embedder"
    message = str(caught.value)
    assert "hashed" in message
    assert "other" in message


@pytest.mark.parametrize(
    ("entry", "value", "key"),
    [("format", FORMAT + 1, "snapshot.format"), ("tokenizer", "old", "snapshot.tokenizer")],
)
def test_other_versions_are_refused(
    layout: SnapshotLayout, engines: Engines, entry: str, value: object, key: str
) -> None:
    """What another version of annai or of the dictionary wrote doesn't mean the same."""
    raw = json.loads(layout.manifest.read_text(encoding="utf-8"))
    layout.manifest.write_text(json.dumps({**raw, entry: value}), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        Index(layout, engines)
    assert caught.value.key == key
    assert str(value) in str(caught.value)


PERIOD = Metadata(title="期間", effective_from=date(2026, 4, 1), expires_on=date(2026, 4, 30))


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        (date(2026, 3, 31), ["いつも"]),
        (date(2026, 4, 1), ["期間", "いつも"]),
        (date(2026, 4, 30), ["期間", "いつも"]),
        (date(2026, 5, 1), ["いつも"]),
    ],
)
def test_dates_are_looked_at_when_searching(
    make_index: MakeIndex, day: date, labels: list[str]
) -> None:
    """A snapshot built months ago shows each document on its days only."""
    index = make_index(
        [
            make_document("a", "給付金の申請の期間です。", metadata=PERIOD),
            make_document("b", "図書館です。", metadata=Metadata(title="いつも")),
        ]
    )
    assert _found(index, "給付金の申請の期間", day) == labels


def test_nothing_in_force_finds_nothing(make_index: MakeIndex) -> None:
    """When every document is over, a search ends without an error."""
    index = make_index([make_document("a", "給付金です。", metadata=PERIOD)])
    result = index.search("給付金", day=date(2030, 1, 1))
    assert (result.hits, result.evidence) == ((), Evidence.none())


def _translated() -> list[Document]:
    both = {"en": Translation("Garbage?", "Tuesday."), "ko": Translation("쓰레기?", "화요일")}
    easy = Metadata(title="やさしい", language="ja-easy")
    return [
        make_faq("ごみ？", "火曜日です。", translations=both),
        make_document("easy", "ごみは 火曜日です。", metadata=easy),
        make_document("en", "Garbage", metadata=Metadata(title="Guide", language="en")),
    ]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("ja", {"ごみ？"}),
        ("ja-easy", {"ごみ？", "やさしい"}),
        ("en", {"ごみ？", "Guide"}),
        ("ko", {"ごみ？"}),
        ("vi", {"ごみ？"}),
    ],
)
def test_documents_are_found_in_their_language(
    make_index: MakeIndex, language: str, labels: set[str]
) -> None:
    """Japanese is found by everybody, another language by who asks in it."""
    assert set(_found(make_index(_translated()), "garbage ごみ", language=language)) == labels


@pytest.mark.parametrize(("language", "near"), [("en", True), ("ko", False), ("ja", False)])
def test_translated_question_finds_its_faq(
    make_index: MakeIndex, language: str, *, near: bool
) -> None:
    """For who asks in its language, it is as near as the Faq's own question."""
    result = make_index(_translated()).search("Garbage?", day=DAY, language=language)
    assert (result.evidence.label_cosine > 0.99) is near


def test_index_knows_its_documents_and_desks(make_index: MakeIndex) -> None:
    """An answer names the document, its chunks in order, and the desk as it was then."""
    guide = make_document("転入", "一。" * 600, "二。")
    desk = Department("shimin", "市民課")
    index = make_index([guide, make_faq("ごみ？", "火曜日です。")], make_words([desk]))
    orders = [chunk.order for chunk in index.chunks if chunk.document_id == guide.id]
    assert orders == [0, 1, 2]
    assert index.documents[guide.id].metadata.title == "転入"
    assert index.departments == {"shimin": desk}
    assert index.idf("ない") > index.idf("火曜") > 0
