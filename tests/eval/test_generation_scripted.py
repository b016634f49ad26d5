"""What the stand-in for the language model says: right, or with something invented."""

import re
from random import Random
from unicodedata import normalize

import pytest

from chatbot.verification.sentence import Evidence, Sentence
from eval.generation.equal_words import WAYS, said_otherwise
from eval.generation.inventing import KINDS, numbers_in
from eval.generation.scripted import NOTHING, inventing_answer, right_answer
from eval.generation.shown import shown_in

TABLE = Evidence(1, "粗大ごみ", "一覧", "品目 | 手数料\n机 | 1,200円")
DOG = Evidence(
    2,
    "犬の登録",
    "犬を飼い始めたら",
    "30日以内に登録してください（根拠: 狂犬病予防法第4条）。手数料は3,000円です。\n"
    "・2023年から17時まで受け付けます。",
)
TRUE = Sentence("30日以内に登録してください。", (2,))
PROMPT = """<<a1b2 文書1>>
題名: 粗大ごみ
項目: 一覧
品目 | 手数料
机 | 1,200円
<</a1b2>>
<<a1b2 文書2>>
題名: 犬の登録
項目: 犬を飼い始めたら
30日以内に登録してください。
<</a1b2>>
<<a1b2 質問>>
犬の登録は？
<</a1b2>>"""


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # no secret depends on it


def test_the_documents_are_read_out_of_the_prompt() -> None:
    """With their numbers; where none stand it doesn't ask for an answer."""
    assert shown_in(PROMPT) == (
        TABLE,
        Evidence(2, "犬の登録", "犬を飼い始めたら", "30日以内に登録してください。"),
    )
    assert shown_in("犬の登録は？") == ()


def test_a_right_answer_says_what_the_first_document_with_sentences_says() -> None:
    """A table has none; each sentence cites the document."""
    answer = right_answer([TABLE, DOG], _chance(3))

    assert (len(answer.sentences), answer.invented) == (3, None)
    assert {one.sources for one in answer.sentences} == {(2,)}
    assert right_answer([TABLE], _chance(3)) == NOTHING


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("17時から。", {"午後5時から。", "１７時から。"}),
        ("2023年から。", {"令和5年から。", "２０２３年から。"}),
        ("3,000円です。", {"3000円です。", "３,０００円です。"}),
        ("20,000円です。", {"2万円です。", "２０,０００円です。"}),
        ("です（根拠: 民法第1条）。", {"です。", "です（根拠: 民法第１条）。"}),
        ("#9910へ。", set()),
    ],
)
def test_equal_words_say_the_same(text: str, others: set[str]) -> None:
    """Hours, years, amounts, digits of either width, without the legal basis."""
    assert {way(text) for way in WAYS} - {text} == others
    assert said_otherwise(text, _chance(1)).endswith(tuple({text, *others}))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_invented_stands_in_no_document(kind: str) -> None:
    """A number that is in none, an address of nobody, or a source that isn't there."""
    known = numbers_in([TABLE, DOG])
    assert known == {"1200", "30", "4", "3000", "2023", "17"}
    for seed in range(50):
        invented = KINDS[kind](TRUE, known, _chance(seed))
        numbers = {
            n.replace(",", "") for n in re.findall(r"[\d,]*\d", normalize("NFKC", invented.text))
        }
        elsewhere = "example" in invented.text or "{{link:" in invented.text
        assert elsewhere or invented.sources != TRUE.sources or numbers - known
        assert invented != TRUE


def test_an_inventing_answer_has_one_invented_sentence() -> None:
    """Alone, after a true one, or between two; the kinds take turns by chance."""
    answers = [inventing_answer([TABLE, DOG], _chance(seed)) for seed in range(200)]

    assert {answer.kind for answer in answers} == set(KINDS)
    assert all(
        answer.sentences.count(answer.invented) == 1 for answer in answers if answer.invented
    )
    assert {len(answer.sentences) for answer in answers} == {1, 2, 3}
    assert inventing_answer([TABLE], _chance(1)) == NOTHING
