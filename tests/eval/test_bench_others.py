"""The textbook pipeline and plain BM25, on a tiny set."""

import sys

import pytest

from eval.bench.others import Others
from indexing.tokenizer import SudachiTokenizer
from tests.hashed_embedder import HashedEmbedder

TEXTS = (
    ("dogs", "犬の登録はどこでしますか。\n動物愛護の担当でします。"),
    ("waste", "粗大ごみの出し方を教えてください。\n電話で申し込みます。"),
    ("library", "市立図書館は月曜日に休みます。"),
)


def test_the_textbook_pipeline_finds() -> None:
    """The document whose text is nearest comes first; each comes once."""
    pytest.importorskip("langchain_text_splitters")
    search = Others.installed().textbook(TEXTS, HashedEmbedder())
    assert search is not None

    assert search("粗大ごみを電話で申し込む", 2)[0] == "waste"
    assert sorted(search("月曜日", 10)) == ["dogs", "library", "waste"]


def test_the_textbook_pipeline_cuts_long_texts() -> None:
    """Into pieces of 500 characters; the best of them speaks for the document."""
    pytest.importorskip("langchain_text_splitters")
    embedder = HashedEmbedder()
    texts = [("long", "あ" * 600 + "犬の登録" * 30), ("short", "いいいい")]
    search = Others.installed().textbook(texts, embedder)
    assert search is not None

    assert [len(text) for text in embedder.texts] == [500, 270, 4]
    assert search("犬の登録", 2) == ["long", "short"]


def test_plain_bm25_finds_by_words() -> None:
    """A word nobody wrote finds nothing better than anything."""
    search = Others.bm25s(TEXTS, SudachiTokenizer().words)

    assert search("図書館", 10)[0] == "library"
    assert len(search("徳川家康", 2)) == 2


def test_without_the_extra_the_textbook_pipeline_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says what to install; the rest can be measured."""
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)
    monkeypatch.delitem(sys.modules, "eval.bench.textbook", raising=False)
    others = Others.installed()

    assert "annai[bench]" in others.missing
    assert others.textbook(TEXTS, HashedEmbedder()) is None
