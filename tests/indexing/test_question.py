"""A question as it is searched: its words, and a vector moved towards the official words."""

import numpy as np
import pytest

from corpus.vocabulary import Synonym
from indexing.courtesy import Courtesy
from indexing.question import EXPANSION, OfficialWords, QuestionReader, official_words
from indexing.synonyms import SynonymList
from indexing.tokenizer import SudachiTokenizer, question_stop_words
from tests.hashed_embedder import HashedEmbedder

SYNONYMS = [
    Synonym("ワンちゃん", "飼い犬"),
    Synonym("ワンちゃん", "狂犬病の予防注射"),
    Synonym("猫ちゃん", "飼い猫"),
    Synonym("わんこ", "飼い犬"),
]
POLITE = "お忙しいところ恐れ入ります。ワンちゃんの登録について教えていただけますか。"


@pytest.fixture
def reader(hashed: HashedEmbedder, tokenizer: SudachiTokenizer) -> QuestionReader:
    """A reader of a city that says what pets are called."""
    words = official_words(SYNONYMS)
    official = OfficialWords(words, hashed.encode(words, "query"), tokenizer)
    hashed.batches.clear()
    synonyms, courtesy = SynonymList.of(SYNONYMS), Courtesy(tokenizer)
    return QuestionReader(hashed, tokenizer, courtesy, synonyms, official, question_stop_words())


def test_words_are_those_of_what_is_asked(reader: QuestionReader) -> None:
    """Without courtesy and without what makes a question of it; repeated as they stand there."""
    assert reader.read("ごみとごみの日を教えてください").words == ("ごみ", "ごみ", "日")
    assert reader.read(POLITE).words == ("ワン", "ちゃん", "登録")


@pytest.mark.parametrize(
    ("text", "words"),
    [("教えてください", ("教える", "下さる")), ("何？", ("何",)), ("？？", ())],
)
def test_question_without_a_topic_keeps_its_words(
    reader: QuestionReader, text: str, words: tuple[str, ...]
) -> None:
    """There is nothing else to search for."""
    assert reader.read(text).words == words


def test_official_words_are_those_of_the_synonyms(reader: QuestionReader) -> None:
    """Split like any other words; a question without an everyday word has none."""
    assert reader.read(POLITE).official == ("飼い犬", "狂犬", "病", "予防", "注射")
    assert reader.read("図書館").official == ()


def test_question_costs_one_text(reader: QuestionReader, hashed: HashedEmbedder) -> None:
    """What is asked, without courtesy: the official words have their vectors already."""
    reader.read(POLITE)
    reader.read("図書館")
    assert hashed.batches == [("query", ("ワンちゃんの登録",)), ("query", ("図書館",))]


def test_vectors_by_hand(reader: QuestionReader, hashed: HashedEmbedder) -> None:
    """The vector moves by the words' distances from the mean of all; its length is 1 again."""
    question = reader.read(POLITE)
    dog, rabies, cat = hashed.encode(["飼い犬", "狂犬病の予防注射", "飼い猫"], "query")
    mean = (dog + rabies + cat) / 3
    (asked,) = hashed.encode(["ワンちゃんの登録"], "query")
    moved = asked + EXPANSION * ((dog - mean) + (rabies - mean)) / np.sqrt(2)
    assert np.allclose(question.asked, asked)
    assert np.allclose(question.expanded, moved / np.linalg.norm(moved), atol=1e-6)
    assert question.expanded.dtype == np.float32


def test_moving_in_two_dimensions(tokenizer: SudachiTokenizer) -> None:
    """Words (1, 0) and (0, 1), their mean (½, ½): towards the first moves by (½, −½).

    Towards both: their distances from the mean cancel out, the vector stays.
    """
    official = OfficialWords(["右", "上"], np.array([[1, 0], [0, 1]], dtype=np.float32), tokenizer)
    asked = np.array([0, 1], dtype=np.float32)
    moved = np.array([EXPANSION / 2, 1 - EXPANSION / 2])
    assert official.expand(asked, ["右"]) == pytest.approx(moved / np.linalg.norm(moved))
    assert official.expand(asked, ["右", "上"]) == pytest.approx(asked)


def test_question_without_official_words_stays(
    reader: QuestionReader, tokenizer: SudachiTokenizer
) -> None:
    """Its vector is that of what is asked, also where the city has no synonyms at all."""
    question = reader.read("図書館")
    assert question.expanded.tolist() == question.asked.tolist()
    none = OfficialWords([], np.zeros((0, 2), dtype=np.float32), tokenizer)
    asked = np.array([0, 1], dtype=np.float32)
    assert none.expand(asked, []).tolist() == [0, 1]


def test_only_official_word_there_is_moves_nothing(tokenizer: SudachiTokenizer) -> None:
    """It is the mean itself: nothing tells it from the city's other words."""
    official = OfficialWords(["飼い犬"], np.array([[1, 0]], dtype=np.float32), tokenizer)
    asked = np.array([0, 1], dtype=np.float32)
    assert official.expand(asked, ["飼い犬"]) == pytest.approx(asked)


def test_official_words_stand_once_in_the_order_of_the_list() -> None:
    """Row n of their vectors is word n, when a snapshot is built and when it is opened."""
    assert official_words(SYNONYMS) == ["飼い犬", "狂犬病の予防注射", "飼い猫"]
    assert official_words([]) == []
