"""Documents into chunks: nothing is lost, nothing crosses a heading, a page or the limit."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, Faq, Metadata, Translation
from indexing.chunk import Chunk
from indexing.chunking import CHUNK_CHARS, chunks_of, split_sentences
from tests.building import make_document, make_faq

SENTENCE = "届出は十四日以内に市民課へ出します。"


def _texts(*blocks: Block | str) -> list[str]:
    return [chunk.text for chunk in chunks_of(make_document("案内", *blocks))]


def _bare(*texts: str) -> str:
    return "".join("".join(texts).split())


def test_paragraphs_under_a_heading_are_joined() -> None:
    """Short paragraphs that belong together are one chunk."""
    assert _texts("一。", "二。", "三。") == ["一。\n二。\n三。"]


def test_heading_ends_a_chunk() -> None:
    """The same words under another heading are about something else."""
    first, second = Block("一。", headings=("転入",)), Block("二。", headings=("転出",))
    assert _texts(first, second) == ["一。", "二。"]
    assert _texts(first, second, first) == ["一。", "二。", "一。"]


def test_tables_dont_part_the_prose() -> None:
    """What is said around a table is read together, before it."""
    table = Block("列\n行", BlockKind.TABLE)
    assert _texts("前。", table, "後。", table) == ["前。\n後。", "列\n行", "列\n行"]


def test_page_ends_a_chunk() -> None:
    """A citation names one page."""
    assert _texts(Block("一。", page=1), Block("二。", page=2)) == ["一。", "二。"]


def test_long_text_is_cut_between_sentences() -> None:
    """Every chunk of a long paragraph ends with a sentence."""
    texts = _texts(SENTENCE * 100)
    assert len(texts) > 1
    assert all(text.endswith("。") and len(text) <= CHUNK_CHARS for text in texts)
    assert "".join(texts) == SENTENCE * 100


def test_sentence_keeps_its_closing_bracket() -> None:
    """What belongs to a sentence's end isn't the beginning of the next."""
    sentence = f"「{SENTENCE}」（要確認！）"
    assert all(text.endswith("）") for text in _texts(sentence * 60))


def test_lines_of_a_long_text_stay_lines() -> None:
    """A list that is longer than a chunk isn't run together into one line."""
    text = "\n".join(f"・持ち物その{n}" for n in range(120))
    texts = _texts(text)
    assert len(texts) > 1
    assert "\n".join(texts) == text


def test_english_is_cut_between_sentences() -> None:
    """No word of a long English text is cut in two."""
    text = " ".join(f"Bring paper {n} to the Citizens Division." for n in range(60))
    texts = _texts(text)
    assert len(texts) > 1
    assert all(text.endswith("Division.") for text in texts)
    assert " ".join(texts) == text


def test_text_without_any_end_is_cut_hard() -> None:
    """A page of letters without a stop still becomes chunks that can be embedded."""
    assert [len(text) for text in _texts("あ" * (2 * CHUNK_CHARS + 1))] == [500, 500, 1]


def test_table_repeats_its_header() -> None:
    """A row is read under its columns wherever the table is cut."""
    header = "品目 | 分別"
    rows = [f"品目その{n} | 粗大ごみ" for n in range(100)]
    texts = _texts(Block("\n".join([header, *rows]), BlockKind.TABLE))
    assert len(texts) > 1
    assert all(text.startswith(f"{header}\n") and len(text) <= CHUNK_CHARS for text in texts)
    assert [row for text in texts for row in text.split("\n")[1:]] == rows


def test_tables_are_not_joined() -> None:
    """Two tables under one heading have their own columns."""
    tables = [Block(f"列{n}\n行{n}", BlockKind.TABLE) for n in range(2)]
    assert _texts(*tables) == ["列0\n行0", "列1\n行1"]
    assert _texts(Block("列だけ", BlockKind.TABLE)) == ["列だけ"]


def test_record_stays_alone_and_whole() -> None:
    """A row of a table of records is one statement, however long; its name is the label."""
    long = "とても" * CHUNK_CHARS
    records = [Block(f"{n}：{long}", BlockKind.RECORD, name=str(n)) for n in range(3)]
    chunks = chunks_of(make_document("分別", *records))
    assert [(chunk.text, chunk.label) for chunk in chunks] == [
        (record.text, record.name) for record in records
    ]


def test_label_is_title_and_headings() -> None:
    """A part of the path that is said already isn't said again."""
    block = Block("本文。", headings=("引っ越し", "転入", "引っ越し"))
    (chunk,) = chunks_of(make_document("引っ越し", block))
    assert chunk.label == "引っ越し 転入"
    assert chunk.headings == block.headings


def test_faq_is_one_chunk() -> None:
    """Its question is the label; a long answer isn't cut, it is shown as it stands."""
    answer = SENTENCE * 100
    (chunk,) = chunks_of(make_faq("転入届は？", answer, keywords=("引越", "入居")))
    assert chunk == Chunk(
        document_id=chunk.document_id,
        order=0,
        text=answer,
        label="転入届は？",
        keywords="引越 入居",
    )


def test_translated_faq_is_one_chunk() -> None:
    """A translated question is a wording of it, not another chunk that it competes with."""
    faq = make_faq(
        "転入届は？",
        "市民課です。",
        translations={
            "vi": Translation("Đăng ký?", ""),
            "en": Translation("Register?", "Citizens Division."),
            "ko": Translation("", "시민과"),
        },
    )
    (chunk,) = chunks_of(faq)
    assert (chunk.language, chunk.label, chunk.text) == ("ja", "転入届は？", "市民課です。")


def test_language_of_a_document_is_its_chunks() -> None:
    """A document in another language is found in that one."""
    metadata = Metadata(title="Guide", language="en")
    (chunk,) = chunks_of(make_document("guide", "Come here.", metadata=metadata))
    assert chunk.language == "en"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一です。二ですか？三！", ["一です。", "二ですか？", "三！"]),
        ("「一。」二", ["「一。」", "二"]),
        ("一\n二\n\n三。", ["一", "二", "三。"]),
        ("本当！？はい。", ["本当！？", "はい。"]),
        ("It is 3.5 km. See a.example. Bye", ["It is 3.5 km.", "See a.example.", "Bye"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """A sentence ends with its sign and the brackets after it, or with its line."""
    assert split_sentences(text) == sentences


_TEXT = st.text(alphabet="漢字かな。！？!?」）)\n 　ab.1", min_size=1, max_size=40)
_LONG = st.builds(lambda text, times: text * times, _TEXT, st.integers(1, 60))
_PROSE = _LONG.filter(lambda text: bool(text.strip()))
_LINE = st.text(alphabet="列行|: a1", min_size=1, max_size=300).filter(lambda line: line.strip())


@st.composite
def _blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(BlockKind))
    text = draw(_PROSE)
    if kind is BlockKind.TABLE:
        text = "\n".join(draw(st.lists(_LINE, min_size=1, max_size=20)))
    headings = draw(st.sampled_from([(), ("一",), ("一", "二")]))
    return Block(text, kind, headings, draw(st.sampled_from([None, 1, 2])), draw(st.just("名")))


_DOCUMENTS = st.builds(
    lambda blocks: Document("documents/a.md", Metadata(title="題"), tuple(blocks)),
    st.lists(_blocks(), max_size=8),
)


@given(_DOCUMENTS)
def test_chunks_hold_all_of_a_document_and_nothing_else(document: Document) -> None:
    """Under each heading and on each page, the chunks say what the blocks say, in order."""
    chunks = chunks_of(document)
    assert [chunk.order for chunk in chunks] == list(range(len(chunks)))
    said = [(place, list(group)) for place, group in groupby(document.blocks, _place)]
    found = [(place, list(group)) for place, group in groupby(chunks, _place)]
    assert [place for place, _ in said] == [place for place, _ in found]
    for (_, blocks), (_, pieces) in zip(said, found, strict=True):
        headers = {_header(block) for block in blocks if block.kind is BlockKind.TABLE}
        for kind in BlockKind:
            texts = [_body(piece, headers) for piece in pieces if piece.kind is kind]
            wanted = [_body(block, headers) for block in blocks if block.kind is kind]
            assert _bare(*texts) == _bare(*wanted)


@given(_DOCUMENTS)
def test_no_chunk_is_longer_than_the_limit(document: Document) -> None:
    """But a record, which is never cut, and a table whose header alone is long."""
    for chunk in chunks_of(document):
        header = chunk.text.partition("\n")[0]
        limit = {
            BlockKind.PROSE: CHUNK_CHARS,
            BlockKind.TABLE: max(CHUNK_CHARS, len(header) + 1 + CHUNK_CHARS // 2),
            BlockKind.RECORD: len(chunk.text),
        }[chunk.kind]
        assert 0 < len(chunk.text.strip()) <= len(chunk.text) <= limit


@given(_PROSE)
def test_chunks_of_a_paragraph_stand_in_it(text: str) -> None:
    """What is quoted of a chunk is a quote of the document, letter by letter."""
    for piece in _texts(text):
        assert piece in text


@given(st.text())
def test_sentences_are_all_of_a_text(text: str) -> None:
    """Cutting into sentences loses nothing but blanks."""
    assert _bare(*split_sentences(text)) == _bare(text)
    assert all(sentence in text for sentence in split_sentences(text))


@given(st.text(min_size=1), st.text(min_size=1))
def test_faq_keeps_its_words(question: str, answer: str) -> None:
    """Question and answer are not touched."""
    faq = Faq("faq/a.csv#1", Metadata(title=question), question=question, answer=answer)
    (chunk,) = chunks_of(faq)
    assert (chunk.label, chunk.text) == (question, answer)


def _header(block: Block) -> str:
    return block.text.partition("\n")[0]


def _body(part: Block | Chunk, headers: set[str]) -> str:
    header, _, body = part.text.partition("\n")
    return body if part.kind is BlockKind.TABLE and header in headers else part.text


def _place(part: Block | Chunk) -> tuple[tuple[str, ...], int | None]:
    return part.headings, part.page
