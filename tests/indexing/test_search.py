"""Search: four fields fused, synonyms, diffusion, and what a hit tells."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from corpus.document import Block, BlockKind, Document
from indexing.build import field_texts
from indexing.embedders.base import Vectors
from indexing.index import Index
from indexing.lexical import LexicalIndex
from indexing.search import DIFFUSION, LEXICAL_WEIGHT, SYNONYM_WEIGHT, Engines
from tests.building import make_document, make_faq, make_words
from tests.hashed_embedder import HashedEmbedder

DAY = date(2026, 4, 1)
MakeIndex = Callable[..., Index]

FAQS = [
    make_faq("粗大ごみはどう出しますか。", "電話で申し込み、処理券を貼ります。"),
    make_faq("住民票の写しはどこで取れますか。", "市民課の窓口かコンビニで取れます。"),
    make_faq("犬を飼い始めました。", "登録と狂犬病の予防注射が要ります。", keywords=("ペット",)),
    make_faq("図書館は何時までですか。", "十九時までです。"),
    make_faq("転入届はいつまでに出しますか。", "引っ越した日から十四日以内です。"),
    make_faq("国民健康保険に入るには。", "会社の保険をやめた証明を持って来てください。"),
]
RECORDS = make_document(
    "分別",
    *(
        Block(f"{name}：{kind}", BlockKind.RECORD, name=name)
        for name, kind in (("ソファー", "粗大ごみ"), ("乾電池", "有害ごみ"), ("割り箸", "可燃ごみ"))
    ),
)
DOCUMENTS: list[Document] = [*FAQS, RECORDS]


def _labels(index: Index, text: str, limit: int = 10) -> list[str]:
    return [hit.chunk.label for hit in index.search(text, day=DAY, limit=limit).hits]


def _standard(scores: Vectors) -> Vectors:
    standard: Vectors = (scores - scores.mean()) / (scores.std() + 1e-9)
    return standard


@pytest.mark.parametrize("synonyms", [[], [("引っ越し", "転入届"), ("引っ越し", "住民票")]])
def test_scores_are_those_of_the_formula(
    make_index: MakeIndex, engines: Engines, synonyms: list[tuple[str, str]]
) -> None:
    """Each field standardized over all chunks, weighted, added, and diffused over neighbours."""
    index = make_index(DOCUMENTS, make_words(synonyms=synonyms))
    question = "引っ越しの届出"
    official = [word for _, word in synonyms]
    texts = [question, f"{question} {' '.join(official)}"][: 2 if official else 1]
    query = engines.embedder.encode(texts, "query").mean(axis=0)
    query /= np.linalg.norm(query)

    words = engines.tokenizer.words
    lexical = LexicalIndex.build([words(f"{c.passage}\n{c.keywords}") for c in index.chunks])
    added = lexical.scores([word for term in official for word in words(term)])
    total = LEXICAL_WEIGHT * _standard(lexical.scores(words(question)) + SYNONYM_WEIGHT * added)
    columns = zip(*(field_texts(chunk) for chunk in index.chunks), strict=True)
    for column in columns:
        vectors = engines.embedder.encode([text for _, text in column], "passage")
        total += _standard(vectors @ query)
        if column[0][1] == index.chunks[0].passage:
            passages = vectors
    near = np.argsort(-(passages @ passages.T - 2 * np.eye(len(passages))), axis=1)[:, :-1]
    around = np.array([total[[*others, row, row][:10]].mean() for row, others in enumerate(near)])
    expected = (1 - DIFFUSION) * total + DIFFUSION * around

    hits = index.search(question, day=DAY, limit=len(index.chunks)).hits
    rows = [index.chunks.index(hit.chunk) for hit in hits]
    assert [hit.score for hit in hits] == pytest.approx(expected[rows].tolist(), abs=1e-3)
    assert rows == np.argsort(-expected, kind="stable").tolist()


def test_question_finds_its_answer(make_index: MakeIndex) -> None:
    """By its words, and by a record's name."""
    index = make_index(DOCUMENTS)
    for question, label in (
        ("住民票の写しがほしい", "住民票の写しはどこで取れますか。"),
        ("狂犬病の注射", "犬を飼い始めました。"),
        ("ソファーを捨てたい", "ソファー"),
        ("図書館の時間", "図書館は何時までですか。"),
    ):
        assert _labels(index, question)[0] == label


def test_keywords_are_searched(make_index: MakeIndex) -> None:
    """A Faq is found by words that stand in neither its question nor its answer."""
    result = make_index(DOCUMENTS).search("ペット", day=DAY)
    found = {hit.chunk.label for hit in result.hits if hit.lexical > 0}
    assert found == {"犬を飼い始めました。"}


def test_synonym_finds_the_official_word(make_index: MakeIndex) -> None:
    """A word no document holds finds what the city's synonyms say it means."""
    plain = make_index(DOCUMENTS)
    helped = make_index(DOCUMENTS, make_words(synonyms=[("ワンちゃん", "狂犬病の予防注射")]))
    question, label = "ワンちゃん", "犬を飼い始めました。"
    assert _labels(plain, question)[0] != label
    assert _labels(helped, question)[0] == label


def test_asked_word_counts_more_than_an_added_one(make_index: MakeIndex) -> None:
    """A hit's own lexical score is of the question's words only."""
    index = make_index(DOCUMENTS, make_words(synonyms=[("図書館", "狂犬病")]))
    hits = index.search("図書館", day=DAY, limit=9).hits
    assert hits[0].chunk.label == "図書館は何時までですか。"
    dog = next(hit for hit in hits if hit.chunk.label == "犬を飼い始めました。")
    assert dog.lexical == 0
    assert hits[0].lexical > 0


def test_hit_tells_why(make_index: MakeIndex) -> None:
    """The same words have a cosine of 1; no hit has more of the words than the best."""
    index = make_index(DOCUMENTS)
    question = FAQS[2].question
    result = index.search(question, day=DAY)
    best = result.hits[0]
    assert best.label_cosine == pytest.approx(1, abs=1e-5)
    assert best.passage_cosine < best.label_cosine
    assert best.lexical == pytest.approx(result.best_lexical)
    assert result.question_idf > 0
    assert all(hit.lexical <= result.best_lexical for hit in result.hits)
    assert [hit.score for hit in result.hits] == sorted(
        (hit.score for hit in result.hits), reverse=True
    )


def test_question_words_that_carry_no_topic_are_dropped(make_index: MakeIndex) -> None:
    """教えてください adds nothing; alone it is all there is to search for."""
    index = make_index(DOCUMENTS)
    short, long = (index.search(text, day=DAY) for text in ("図書館", "図書館を教えてください"))
    assert short.question_idf == pytest.approx(long.question_idf)
    assert index.search("教えてください", day=DAY).question_idf > 0


@pytest.mark.parametrize("limit", [1, 3, 9, 100])
def test_limit(make_index: MakeIndex, limit: int) -> None:
    """As many hits as asked for, each chunk once, or as many as there are."""
    index = make_index(DOCUMENTS)
    hits = index.search("ごみ", day=DAY, limit=limit).hits
    assert len(hits) == min(limit, len(index.chunks))
    assert len({(hit.chunk.document_id, hit.chunk.order) for hit in hits}) == len(hits)


@pytest.mark.parametrize(("text", "limit"), [("", 5), (" 　\n", 5), ("ごみ", 0), ("ごみ", -1)])
def test_nothing_asked_finds_nothing(
    make_index: MakeIndex, hashed: HashedEmbedder, text: str, limit: int
) -> None:
    """And costs nothing."""
    index = make_index(DOCUMENTS)
    hashed.batches.clear()
    result = index.search(text, day=DAY, limit=limit)
    assert (result.hits, result.best_lexical, result.question_idf) == ((), 0.0, 0.0)
    assert hashed.batches == []


@pytest.mark.parametrize("text", ["？？？", "😀", "a", "あ" * 5000, "\u0000", "<b>", "ﷺ"])
def test_any_text_is_searched(make_index: MakeIndex, text: str) -> None:
    """Whatever is typed, the search ends with hits or without, and no score is undefined."""
    for hit in make_index(DOCUMENTS).search(text, day=DAY).hits:
        assert np.isfinite([hit.score, hit.label_cosine, hit.passage_cosine, hit.lexical]).all()


def test_city_of_one_chunk(make_index: MakeIndex) -> None:
    """The smallest index answers."""
    assert _labels(make_index(FAQS[:1]), "粗大ごみ") == ["粗大ごみはどう出しますか。"]


def test_one_embedding_for_a_question(make_index: MakeIndex, hashed: HashedEmbedder) -> None:
    """A question costs one call of the embedder, with synonyms as without."""
    index = make_index(DOCUMENTS, make_words(synonyms=[("犬", "ペット")]))
    hashed.batches.clear()
    index.search("図書館は", day=DAY)
    index.search("犬は", day=DAY)
    assert hashed.batches == [("query", ("図書館は",)), ("query", ("犬は", "犬は ペット"))]


def test_threads_search_one_index(make_index: MakeIndex) -> None:
    """Every thread finds what it would find alone."""
    index = make_index(DOCUMENTS, make_words(synonyms=[("犬", "ペット")]))
    questions = [f"{faq.question}その{n}" for n in range(20) for faq in FAQS]
    alone = [index.search(question, day=DAY) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: index.search(question, day=DAY), questions))
    assert together == alone
