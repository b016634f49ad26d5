"""Reading the model's answer while it is written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.generation.reading import LONGEST, Completeness, Malformed, Reader, read_question
from chatbot.verification.sentence import Sentence
from tests.language_models import answer_of

TWO = answer_of(("はい。", [1]), ('{{link:2}}「"}」', [2, 1]))
SENTENCES = [Sentence("はい。", (1,)), Sentence('{{link:2}}「"}」', (2, 1))]


def read(text: str, size: int = 1) -> tuple[list[Sentence], Completeness]:
    """Read a text in pieces of a size."""
    reader = Reader()
    found = [
        sentence
        for at in range(0, len(text), size)
        for sentence in reader.feed(text[at : at + size])
    ]
    return found, reader.finish()


@given(st.integers(min_value=1, max_value=len(TWO)))
def test_pieces_of_any_size_are_the_same_answer(size: int) -> None:
    """Wherever the stream is cut into pieces."""
    assert read(TWO, size) == (SENTENCES, Completeness.COMPLETE)


def test_a_sentence_is_handed_on_as_soon_as_it_is_whole() -> None:
    """Not a character later: its closing brace."""
    reader = Reader()
    whole = TWO.index("}") + 1
    assert reader.feed(TWO[: whole - 1]) == []
    assert reader.feed(TWO[whole - 1 : whole]) == SENTENCES[:1]


@pytest.mark.parametrize(
    "text",
    [
        f"はい、こちらです。\n```json\n{TWO}\n```\n以上です。",
        f'<think>{{"sentences": [{{"text": "下書き", "sources": []}}]}}</think>\n{TWO}',
        f"[{{x}}] {TWO}",
        json.dumps(json.loads(TWO), indent=2),
        TWO[:-1],
        TWO.replace("]}]", "]},]"),
        TWO.replace('"completeness": "complete", ', "").replace(
            "]}]}", ']}], "completeness": "complete"}'
        ),
        TWO.replace("{", '{"more": [1, {"a": null}], ', 1),
    ],
)
def test_what_models_put_around_and_between_is_forgiven(text: str) -> None:
    """Words, fences, thoughts, indents, a missing last brace, another order, more keys."""
    assert read(text, 3) == (SENTENCES, Completeness.COMPLETE)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ('{"text": " はい [1]。 ", "sources": [1]}', Sentence("はい。", (1,))),
        ('{"text": "はい【1】", "sources": ["1", "[2]", 1]}', Sentence("はい", (1, 2))),
        ('{"text": "a\nb", "sources": 1}', Sentence("a\nb", (1,))),
        ('{"text": "はい。"}', Sentence("はい。", ())),
    ],
)
def test_sources_written_otherwise_are_understood(item: str, sentence: Sentence) -> None:
    """Marks in the text are taken out, for we put our own; without sources there are none."""
    text = f'{{"completeness": "partial", "sentences": [{item}]}}'
    assert read(text) == ([sentence], Completeness.PARTIAL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "申し訳ありませんが、お答えできません。",
        "[]",
        "{}",
        '{"completeness": "complete"}',
        TWO[:60],
        TWO[: TWO.rindex("]")],
        TWO.replace('"complete"', '"perhaps"'),
        TWO.replace('"completeness": "complete", ', ""),
        TWO.replace('"completeness"', "completeness"),
        '{"completeness": "complete", "sentences": ["はい。"]}',
        '{"completeness": "complete", "sentences": [{"text": 1, "sources": [1]}]}',
        '{"completeness": "complete", "sentences": [{"text": "a", "sources": ["文書"]}]}',
        '{"completeness": "complete", "sentences": {"text": "a"}}',
        "{" + " " * LONGEST,
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    """No answer, another form, broken off, or endless: nothing is guessed."""
    with pytest.raises(Malformed):
        read(text, 7)


@given(st.text(alphabet='{}[]":, \\ntextsourcesentences1あ'))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever a model writes, it is an answer or malformed."""
    try:
        read(f'{{"completeness": "complete", "sentences": [{text}')
    except Malformed:
        return


@pytest.mark.parametrize(
    "text", ['{"question": " いくら？ "}', '```json\n{"question": "いくら？"}\n```']
)
def test_a_question_is_read(text: str) -> None:
    """With whatever is around it."""
    assert read_question(text) == "いくら？"


@pytest.mark.parametrize(
    "text", ["", "いくら？", '{"question": 1}', '["question"]', '{"question": "']
)
def test_no_question_is_malformed(text: str) -> None:
    """Another form, or broken off."""
    with pytest.raises(Malformed):
        read_question(text)
