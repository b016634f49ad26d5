"""What the model is tuned on."""

from corpus.vocabulary import Synonym
from indexing.chunk import Chunk, ChunkWording
from indexing.tuning.pairs import EverydayWords, Pair, chunk_pairs, wording_pairs

GARBAGE = Chunk("faq#1", 0, "電話で申し込みます。", "粗大ごみの出し方", keywords="家具")
GUIDE = Chunk("guide", 0, "Call us.", "Bulky waste", language="en")
NO_WORDS = EverydayWords((), seed=0)


def _words(*pairs: tuple[str, str]) -> EverydayWords:
    return EverydayWords([Synonym(*pair) for pair in pairs], seed=0)


def test_a_label_belongs_to_its_text() -> None:
    """A Faq's question to its answer, title and headings to the section."""
    assert chunk_pairs([GARBAGE, GUIDE], NO_WORDS) == [
        Pair("粗大ごみの出し方", "電話で申し込みます。", "passage", "faq#1", "粗大ごみの出し方"),
        Pair("Bulky waste", "Call us.", "passage", "guide", "Bulky waste"),
    ]


def test_a_label_in_everyday_words_belongs_to_label_and_text() -> None:
    """The city's synonyms in reverse, in Japanese chunks only."""
    words = _words(("いらない家具", "粗大ごみ"), ("ゴミ", "waste"))

    _, rewritten, english = chunk_pairs([GARBAGE, GUIDE], words)

    assert rewritten == Pair(
        "いらない家具の出し方", GARBAGE.passage, "passage", "faq#1", "粗大ごみの出し方"
    )
    assert english.question == "Bulky waste"


def test_a_wording_belongs_to_label_and_to_label_and_text() -> None:
    """Of the chunk it is a wording of."""
    assert wording_pairs([GUIDE, GARBAGE], [ChunkWording(1, "ja", "ソファー捨てたい")]) == [
        Pair("ソファー捨てたい", "粗大ごみの出し方", "query", "faq#1", "粗大ごみの出し方"),
        Pair("ソファー捨てたい", GARBAGE.passage, "passage", "faq#1", "粗大ごみの出し方"),
    ]


def test_nothing_is_learned_from_a_text_itself() -> None:
    """A heading without a text of its own is no example."""
    assert chunk_pairs([Chunk("d", 0, "題", "題")], NO_WORDS) == []


def test_the_longest_official_word_is_replaced() -> None:
    """国民健康保険 and not 保険 within it; a text without one has no rewriting."""
    words = _words(("ほけん", "保険"), ("国保", "国民健康保険"))

    assert words.rewrite("国民健康保険に入る") == "国保に入る"
    assert words.rewrite("転入届") == ""


def test_words_that_cannot_stand_in_a_japanese_sentence_are_left_out() -> None:
    """Hangul, simplified Chinese and Latin; and a single character, often part of a word."""
    words = _words(
        ("혼인", "婚姻届"), ("结婚登记", "婚姻届"), ("marriage", "婚姻届"), ("流しに流す", "油")
    )

    assert words.rewrite("婚姻届を出す") == ""
    assert words.rewrite("食用油") == ""


def test_the_draw_is_the_same_every_time() -> None:
    """Of several everyday words one is drawn by text and seed."""
    synonyms = [Synonym(f"言葉{n}", "婚姻届") for n in range(20)]
    texts = [f"婚姻届{n}" for n in range(20)]
    first, again, other = (EverydayWords(synonyms, seed) for seed in (0, 0, 1))

    drawn = [first.rewrite(text) for text in texts]

    assert drawn == [again.rewrite(text) for text in texts]
    assert drawn != [other.rewrite(text) for text in texts]
    assert len({text.partition("言葉")[2][:1] for text in drawn}) > 1
