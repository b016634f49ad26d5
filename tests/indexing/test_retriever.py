"""annai's index and embedder in LangChain's chains."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import RunnableLambda
from langchain_core.vectorstores import InMemoryVectorStore

from corpus.department import Department
from corpus.document import Block, BlockKind, Metadata, Translation
from indexing.errors import SnapshotError
from indexing.index import Index
from indexing.live import LiveIndex
from indexing.retriever import AnnaiRetriever
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import CITY, build, make_document, make_faq, make_words
from tests.hashed_embedder import HashedEmbedder

GUIDE = make_document(
    "guide",
    Block("14日以内に市民課へ届け出ます。", BlockKind.PROSE, ("転入", "期限"), page=3),
    metadata=Metadata(
        title="引っ越しの案内",
        url="https://a.example/",
        department="shimin",
        updated_on=date(2026, 4, 1),
        expires_on=date(2027, 3, 31),
    ),
)
FAQ = make_faq(
    "ごみの日は？", "火曜日です。", translations={"en": Translation("Garbage day?", "Tuesday.")}
)
WORDS = make_words([Department("shimin", "市民課")])


def _today() -> date:
    return date(2026, 5, 1)


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Index:
    """A guide and a Faq."""
    return make_index([GUIDE, FAQ], WORDS)


def test_passages_with_all_that_a_citation_needs(index: Index) -> None:
    """The page content is the chunk's text, the metadata name the source."""
    retriever = AnnaiRetriever(index=index, day=_today, k=1)
    (found,) = retriever.invoke("転入の期限は14日以内ですか")
    score = found.metadata.pop("score")
    assert isinstance(score, float)
    assert found.page_content == "14日以内に市民課へ届け出ます。"
    assert found.metadata == {
        "document_id": "documents/guide.md",
        "title": "引っ越しの案内",
        "url": "https://a.example/",
        "section": "転入 > 期限",
        "page": 3,
        "department": "市民課",
        "updated_on": "2026-04-01",
    }


def test_order_is_the_search_s(index: Index) -> None:
    """Best first, as many as asked for, with falling scores."""
    retriever = AnnaiRetriever(index=index, day=_today)
    found = retriever.invoke("ごみの日は？")
    assert [one.page_content for one in found] == ["火曜日です。", "14日以内に市民課へ届け出ます。"]
    scores = [one.metadata["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert AnnaiRetriever(index=index, day=_today, k=0).invoke("ごみの日は？") == []


def test_dates_and_language_hold_here_too(index: Index) -> None:
    """A document that is over isn't found; a translated question finds its Faq, in Japanese."""
    later = AnnaiRetriever(index=index, day=lambda: date(2028, 1, 1))
    (found,) = later.invoke("転入の期限")
    assert (found.page_content, found.metadata["department"]) == ("火曜日です。", "")
    (first, _) = AnnaiRetriever(index=index, day=_today, language="en").invoke("Garbage day?")
    assert first.page_content == "火曜日です。"


def test_retriever_in_a_chain(index: Index) -> None:
    """It is a Runnable like any other, and what it gives can become JSON."""

    def cite(documents: list[LangChainDocument]) -> str:
        return json.dumps([one.metadata["title"] for one in documents], ensure_ascii=False)

    chain = AnnaiRetriever(index=index, day=_today, k=1) | RunnableLambda(cite)
    assert chain.invoke("ごみの日は？") == '["ごみの日は？"]'
    assert chain.batch(["ごみの日は？", "転入の期限"]) == ['["ごみの日は？"]', '["引っ越しの案内"]']
    assert asyncio.run(chain.ainvoke("転入の期限")) == '["引っ越しの案内"]'


def test_live_index_gives_what_is_published(snapshots: Snapshots, engines: Engines) -> None:
    """A chain that was made before the first snapshot finds what comes later."""
    live = LiveIndex(snapshots, engines, CITY)
    retriever = AnnaiRetriever(index=live, day=_today)
    with pytest.raises(SnapshotError):
        retriever.invoke("ごみの日は？")
    for document in (FAQ, GUIDE):
        snapshots.publish(build(snapshots, engines, [document]))
        live.refresh()
        (found,) = retriever.invoke("ごみの日は？")
        assert found.metadata["document_id"] == document.id


def test_embedder_is_langchain_s_embeddings(tmp_path: Path) -> None:
    """Any vector store takes it: passages and questions come as plain lists of numbers."""
    embedder: Embeddings = HashedEmbedder()
    store = InMemoryVectorStore(embedder)
    store.add_texts(["ごみは火曜日です。", "転入は14日以内です。"])
    (found,) = store.similarity_search("転入はいつまで", k=1)
    assert found.page_content == "転入は14日以内です。"
    store.dump(str(tmp_path / "store.json"))
    assert json.loads((tmp_path / "store.json").read_text(encoding="utf-8"))


def test_roles_of_embeddings(hashed: HashedEmbedder) -> None:
    """Documents are passages, a query is a query: an embedder may treat them differently."""
    vectors = hashed.embed_documents(["一", "二"])
    query = hashed.embed_query("三")
    assert [role for role, _ in hashed.batches] == ["passage", "query"]
    assert (len(vectors), len(query)) == (2, hashed.dimension)
    assert all(type(value) is float for value in query)
