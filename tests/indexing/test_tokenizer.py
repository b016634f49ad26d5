"""Words for lexical search."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.tokenizer import PIECE, SudachiTokenizer, question_stop_words

_TOKENIZER = SudachiTokenizer()


@pytest.mark.parametrize(
    "spellings",
    [
        ("引っ越し", "引越し", "引越"),
        ("ゴミ", "ｺﾞﾐ"),
        ("申し込み", "申込み", "申込"),
        ("ＤＶ", "DV", "dv"),
        ("パソコン", "ﾊﾟｿｺﾝ"),
    ],
)
def test_spellings_of_a_word_meet(tokenizer: SudachiTokenizer, spellings: tuple[str, ...]) -> None:
    """However a resident spells it, it is the word of the documents."""
    assert len({tuple(tokenizer.words(spelling)) for spelling in spellings}) == 1


def test_inflected_forms_meet(tokenizer: SudachiTokenizer) -> None:
    """Verbs come in the form of the dictionary."""
    assert tokenizer.words("捨てたい") == tokenizer.words("捨てる")[:1] == ["捨てる"]


def test_shortest_units_are_words(tokenizer: SudachiTokenizer) -> None:
    """A compound is found by its parts."""
    assert tokenizer.words("国民健康保険証") == ["国民", "健康", "保険", "証"]


@pytest.mark.parametrize("text", ["", " 　\n\t", "。、！？「」…", "です。ます。"])
def test_what_carries_no_topic_is_dropped(tokenizer: SudachiTokenizer, text: str) -> None:
    """Particles, auxiliaries, signs and blanks are no words."""
    assert tokenizer.words(text) == []


def test_order_and_repetition_are_kept(tokenizer: SudachiTokenizer) -> None:
    """BM25 counts how often a word stands in a text."""
    assert tokenizer.words("犬と猫と犬") == ["犬", "猫", "犬"]


def test_long_text_is_split_in_pieces(tokenizer: SudachiTokenizer) -> None:
    """Sudachi refuses more than 49,149 bytes at once; a longer document is read all the same."""
    words = tokenizer.words("犬、" * PIECE + "😀" * PIECE + "猫")
    assert words.count("犬") == PIECE
    assert words[-1] == "猫"


@given(st.text(max_size=50))
def test_any_text_has_words_or_none(text: str) -> None:
    """Nothing a resident can type is refused, and no word is blank."""
    for word in _TOKENIZER.words(text):
        assert word == word.strip() != ""


def test_threads_share_a_tokenizer(tokenizer: SudachiTokenizer) -> None:
    """Each thread gets its own words, whatever the others ask."""
    texts = [f"{n}番の窓口で住民票の写しを{n}通取る" for n in range(200)]
    alone = [tokenizer.words(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokenizer.words, texts)) == alone


def test_id_tells_the_versions(tokenizer: SudachiTokenizer) -> None:
    """Another dictionary cuts other words: the id changes with it."""
    assert tokenizer.id.startswith("sudachipy-")
    assert "-core-20" in tokenizer.id


def test_stop_words_are_words_of_the_tokenizer(tokenizer: SudachiTokenizer) -> None:
    """A question without a topic has stop words only; a topic has none."""
    stop_words = question_stop_words()
    assert set(tokenizer.words("どうすればいいですか、教えてください")) <= stop_words
    assert not set(tokenizer.words("住民票 粗大ごみ 国民健康保険")) & stop_words
