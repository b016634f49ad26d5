"""Search: words and meaning fused, synonyms, wordings, diffusion, and what a result tells."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
import pytest

from corpus.document import Block, BlockKind, Document, Metadata
from indexing.embedders.base import Vectors
from indexing.embedding import field_texts
from indexing.evidence import Evidence
from indexing.index import Index
from indexing.lexical import LexicalIndex
from indexing.question import EXPANSION
from indexing.search import (
    DIFFUSION,
    LEXICAL_WEIGHT,
    SYNONYM_WEIGHT,
    WORDED_LEXICAL_WEIGHT,
    WORDED_SYNONYM_WEIGHT,
    Engines,
)
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


WORDINGS = [
    (FAQS[4].id, "ja", "引っ越した"),
    (RECORDS.id, "ja", "座る家具の引っ越しの前の処分"),
    (RECORDS.id, "ja", "電池の届出"),
]
"""Of a Faq, and of two chunks of one document."""


@pytest.mark.parametrize("synonyms", [[], [("引っ越し", "転入届"), ("引っ越し", "住民票")]])
@pytest.mark.parametrize("wordings", [[], WORDINGS])
def test_scores_are_those_of_the_formula(
    make_index: MakeIndex,
    engines: Engines,
    synonyms: list[tuple[str, str]],
    wordings: list[tuple[str, str, str]],
) -> None:
    """Words and the meaning of the best row, standardized, weighted, added, and diffused.

    Worked out anew from the texts: a chunk's meaning is the sum of its standardized cosines, a
    wording's the same with its own cosine in the place of the label's, standardized over chunks. A
    chunk with a wording keeps its score, the others take part of their neighbours'. The more
    documents have wordings, the more the words weigh and the less the synonyms.
    """
    index = make_index(DOCUMENTS, make_words(synonyms=synonyms, wordings=wordings))
    question, asked = "引っ越しの届出について教えてください。", "引っ越しの届出"
    official = [word for _, word in synonyms]
    query = _expanded(engines, asked, official)

    columns = zip(*(field_texts(chunk) for chunk in index.chunks), strict=True)
    fields = [_encoded(engines, [text for _, text in column]) for column in columns]
    label, passage = fields[0] @ query, fields[1]
    own = sum((field @ query - (field @ query).mean()) / _spread(field) for field in fields)
    best, words = own.copy(), [engines.tokenizer.words(chunk.passage) for chunk in index.chunks]
    alone = np.ones(len(own), dtype=np.bool_)
    for document, _, text in wordings:
        (vector,) = _encoded(engines, [text])
        rows = [row for row, each in enumerate(index.chunks) if each.document_id == document]
        row = rows[int(np.argmax(passage[rows] @ vector))]
        words[row] = words[row] + engines.tokenizer.words(text)
        alone[row] = False
        lifted = own[row] + (vector @ query - label[row]) / _spread(fields[0])
        best[row] = max(best[row], lifted)
    lexical = LexicalIndex.build(words)
    added = lexical.scores([word for term in official for word in engines.tokenizer.words(term)])
    worded = len({document for document, _, _ in wordings}) / len(DOCUMENTS)
    weight = (1 - worded) * LEXICAL_WEIGHT + worded * WORDED_LEXICAL_WEIGHT
    added_weight = (1 - worded) * SYNONYM_WEIGHT + worded * WORDED_SYNONYM_WEIGHT
    by_words = lexical.scores(engines.tokenizer.words(asked)) + added_weight * added

    def fused(meaning: Vectors) -> Vectors:
        standard = (by_words - by_words.mean()) / (by_words.std() + 1e-9)
        total: Vectors = weight * standard + (meaning - own.mean()) / own.std()
        return total

    near = np.argsort(-(passage @ passage.T - 2 * np.eye(len(own))), axis=1)[:, :-1]
    plain = fused(own)
    around = np.array([plain[[*others, row, row][:10]].mean() for row, others in enumerate(near)])
    diffused = (1 - DIFFUSION) * plain + DIFFUSION * around
    expected = np.where(alone, diffused, fused(best))

    hits = index.search(question, day=DAY, limit=len(index.chunks)).hits
    chunks = list(index.chunks)
    rows = [chunks.index(hit.chunk) for hit in hits]
    assert [hit.score for hit in hits] == pytest.approx(expected[rows].tolist(), abs=1e-2)
    assert rows == np.argsort(-expected, kind="stable").tolist()
    assert len(wordings) == 0 or not np.allclose(best, own), "a wording counted"


def _expanded(engines: Engines, asked: str, official: list[str]) -> Vectors:
    (vector,) = _encoded(engines, [asked])
    if official:
        words = _encoded(engines, official)
        vector = vector + EXPANSION * (words - words.mean(axis=0)).sum(axis=0) / len(words) ** 0.5
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit


def _encoded(engines: Engines, texts: list[str]) -> Vectors:
    return engines.embedder.encode(texts, "query")


def _spread(field: Vectors) -> float:
    """Return the root mean square distance of vectors from their mean."""
    return float(np.sqrt(((field - field.mean(axis=0)) ** 2).sum(axis=1).mean()))


def test_what_is_over_supports_nothing(make_index: MakeIndex) -> None:
    """A neighbour that isn't in force takes no part in a chunk's score.

    Each of two chunks has the other as its one neighbour, and itself nine times. When the other is
    over, a chunk keeps its own score a; else it has 0.8 a + 0.2 · (9 a + b) / 10 = 0.98 a + 0.02 b.
    """
    over = Metadata(title="粗大ごみの臨時の収集", expires_on=DAY)
    index = make_index([FAQS[0], make_document("over", "終わりました。", metadata=over)])
    question = "粗大ごみを出す"
    (after,) = index.search(question, day=DAY + timedelta(days=1)).hits
    scores = {hit.chunk.document_id: hit.score for hit in index.search(question, day=DAY).hits}
    first, other = scores[FAQS[0].id], scores["documents/over.md"]
    own_other = (other - 0.02 * after.score) / 0.98
    assert after.chunk.document_id == FAQS[0].id
    assert first == pytest.approx(0.98 * after.score + 0.02 * own_other, abs=1e-4)
    assert first != pytest.approx(after.score, abs=1e-3)


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
    synonyms = [("ワンちゃん", "狂犬病の予防注射"), ("本", "図書館"), ("証明", "住民票の写し")]
    helped = make_index(DOCUMENTS, make_words(synonyms=synonyms))
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


def test_words_weigh_more_in_japanese(make_index: MakeIndex) -> None:
    """Wordings are Japanese: a question in another language is less helped by shared words."""
    index = make_index(DOCUMENTS, make_words(wordings=WORDINGS))
    question = "転入届 引っ越した"
    scores = {
        language: index.search(question, day=DAY, language=language).hits[0].score
        for language in ("ja", "ja-easy", "en", "ko")
    }
    assert scores["ja"] == scores["ja-easy"] > scores["en"] == scores["ko"]


@pytest.mark.parametrize(
    ("document", "wording", "label"),
    [
        (FAQS[2].id, "わんわんをもらった", "犬を飼い始めました。"),
        (RECORDS.id, "使い終わった乾電池", "乾電池"),
    ],
)
def test_wording_lifts_its_chunk_and_no_other(
    make_index: MakeIndex, document: str, wording: str, label: str
) -> None:
    """By its words, which were in no chunk; in a document of many chunks that of the nearest."""
    words = make_words(wordings=[(document, "ja", wording)])
    plain, lifted = (
        {hit.chunk.label: hit for hit in index.search(wording, day=DAY).hits}
        for index in (make_index(DOCUMENTS), make_index(DOCUMENTS, words))
    )
    risen = [name for name, hit in plain.items() if lifted[name].lexical > hit.lexical]
    assert risen == [label]
    assert lifted[label].score > plain[label].score


def test_wording_is_near_in_its_own_language_only(make_index: MakeIndex) -> None:
    """Who asks in another language isn't led by words of a third."""
    words = make_words(wordings=[(FAQS[3].id, "en", "How late is the library open?")])
    index = make_index(DOCUMENTS, words)
    english, korean = (
        index.search("How late is the library open?", day=DAY, language=language)
        for language in ("en", "ko")
    )
    assert english.hits[0].chunk.label == FAQS[3].question
    (same,) = (hit for hit in korean.hits if hit.chunk == english.hits[0].chunk)
    assert english.hits[0].score > same.score + 0.5
    assert english.evidence.label_cosine == pytest.approx(1, abs=1e-3)
    assert korean.evidence.label_cosine < 0.5


def test_result_tells_why(make_index: MakeIndex) -> None:
    """The same words have a cosine of 1 and are all in one chunk; hits stand best first."""
    index = make_index(DOCUMENTS)
    result = index.search(FAQS[2].question, day=DAY)
    evidence = result.evidence
    assert evidence.label_cosine == pytest.approx(1, abs=1e-3)
    assert 0 < evidence.passage_cosine < evidence.label_cosine
    assert evidence.coverage == pytest.approx(1)
    assert evidence.unknown == 0
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert result.hits[0].lexical == max(hit.lexical for hit in result.hits) > 0


def test_strange_question_has_little_evidence(make_index: MakeIndex) -> None:
    """Something always stands out, but what no chunk holds is told."""
    index = make_index(DOCUMENTS)
    known, strange = (index.search(text, day=DAY) for text in ("犬の登録", "大坂夏の陣"))
    assert strange.hits
    assert strange.evidence.unknown > known.evidence.unknown == 0
    assert strange.evidence.label_cosine < known.evidence.label_cosine


def test_courtesy_is_not_searched_for(make_index: MakeIndex) -> None:
    """A question put politely finds the same, for the same reasons."""
    index = make_index(DOCUMENTS)
    polite = "お忙しいところ恐れ入ります。図書館の時間について教えていただけますか。"
    assert index.search(polite, day=DAY) == index.search("図書館の時間", day=DAY)


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
    assert (result.hits, result.evidence) == ((), Evidence.none())
    assert hashed.batches == []


@pytest.mark.parametrize("text", ["？？？", "😀", "a", "あ" * 5000, "\u0000", "<b>", "ﷺ"])
def test_any_text_is_searched(make_index: MakeIndex, text: str) -> None:
    """Whatever is typed, the search ends with hits or without, and no score is undefined."""
    result = make_index(DOCUMENTS, make_words(wordings=WORDINGS)).search(text, day=DAY)
    for hit in result.hits:
        assert np.isfinite([hit.score, hit.lexical]).all()
    evidence = result.evidence
    figures = [evidence.label_cosine, evidence.passage_cosine, evidence.coverage, evidence.unknown]
    assert np.isfinite([*figures, *evidence.asked]).all()


def test_city_of_one_chunk(make_index: MakeIndex) -> None:
    """The smallest index answers, with a wording too."""
    label, words = FAQS[0].question, make_words(wordings=[(FAQS[0].id, "en", "Bulky waste?")])
    assert _labels(make_index(FAQS[:1]), "粗大ごみ") == [label]
    result = make_index(FAQS[:1], words).search("Bulky waste?", day=DAY, language="en")
    assert [hit.chunk.label for hit in result.hits] == [label]
    assert np.isfinite(result.hits[0].score)
    assert result.evidence.label_cosine == pytest.approx(1, abs=1e-3)


def test_one_embedding_for_a_question(make_index: MakeIndex, hashed: HashedEmbedder) -> None:
    """A question costs one call of the embedder, with synonyms as without."""
    index = make_index(DOCUMENTS, make_words(synonyms=[("犬", "ペット")]))
    hashed.batches.clear()
    index.search("図書館は", day=DAY)
    index.search("犬は", day=DAY)
    assert hashed.batches == [("query", ("図書館は",)), ("query", ("犬は",))]


def test_threads_search_one_index(make_index: MakeIndex) -> None:
    """Every thread finds what it would find alone."""
    index = make_index(DOCUMENTS, make_words(synonyms=[("犬", "ペット")]))
    questions = [f"{faq.question}その{n}" for n in range(20) for faq in FAQS]
    alone = [index.search(question, day=DAY) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: index.search(question, day=DAY), questions))
    assert together == alone
