"""Gate 5: courtesies, only when nothing else is asked."""

from datetime import UTC, datetime

import pytest

from chatbot.answer import LANGUAGES, Status
from chatbot.errors import ChatbotError
from chatbot.gates.small_talk import SmallTalkGate
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings

CITY = CitySettings(name="試験市", suggestions={"ja": ("ごみの日は",), "en": ("Garbage day?",)})
SAID = {
    "greeting": (
        *(
            "こんにちは",
            "こんばんは！",
            "おはようございます",
            "はじめまして。",
            "よろしくお願いします",
            "もしもし",
        ),
        *("Hello", "Hi!", "Good morning", "你好", "안녕하세요", "Xin chào", "ｈｅｌｌｏ"),
    ),
    "thanks": (
        *(
            "ありがとう",
            "ありがとうございました。",
            "どうもありがとうございます",
            "わかりました",
            "助かりました！",
        ),
        *(
            "わかりました。ありがとうございます",
            "了解です",
            "Thank you very much",
            "thanks!",
            "谢谢",
        ),
        *("감사합니다", "cảm ơn", "ok"),
    ),
    "goodbye": (
        "さようなら",
        "バイバイ",
        "おやすみなさい",
        "失礼します",
        "bye",
        "再见",
        "tạm biệt",
    ),
    "ability": (
        *(
            "何ができますか",
            "何ができるの？",
            "あなたは何ができますか",
            "使い方を教えて",
            "ヘルプ",
            "何を聞いてもいいですか",
        ),
        *("What can you do?", "你能做什么", "뭘 할 수 있어요?", "bạn làm được gì?"),
    ),
    "identity": (
        *(
            "あなたは誰ですか",
            "お名前は？",
            "人間ですか",
            "AIですか？",
            "ロボット？",
            "who are you?",
        ),
        *("are you a robot?", "what's your name?", "你是谁", "누구세요?", "bạn là ai?"),
    ),
}
ASKED = [
    *(
        "こんにちは、粗大ごみを出したいです",
        "ありがとう。それで手数料は？",
        "すみません、住民票がほしい",
        "hello, where is city hall?",
    ),
    *(
        "こんにちは赤ちゃん訪問",
        "名前を変えたい",
        "お名前スタンプ",
        "人間ドックの助成",
        "AIの講座",
        "ロボット教室",
    ),
    *(
        "使い方教室",
        "ごみ袋の使い方を教えて",
        "何ができたの？新しい公園",
        "誰が対象ですか",
        "thanks card",
        "ok 住民票",
    ),
    *("おやすみの日はいつ", "失業しました"),
]


@pytest.fixture(scope="module")
def gate() -> SmallTalkGate:
    """The gate with its patterns."""
    return SmallTalkGate.load(ChatbotError.catalogue, CITY)


def _turn(text: str, language: str = "ja") -> Turn:
    return Turn(text, language, datetime(2026, 4, 1, tzinfo=UTC))


@pytest.mark.parametrize(("kind", "text"), [(k, text) for k, said in SAID.items() for text in said])
def test_courtesy_is_answered(gate: SmallTalkGate, kind: str, text: str) -> None:
    """In every language, with or without signs."""
    reply = gate(_turn(text))
    assert isinstance(reply, Reply)
    assert (reply.reason, reply.status) == (f"small_talk.{kind}", Status.CLARIFY)


@pytest.mark.parametrize("text", ASKED)
def test_question_behind_a_courtesy_passes(gate: SmallTalkGate, text: str) -> None:
    """Whoever greets and asks wants the answer."""
    turn = _turn(text)
    assert gate(turn) is turn


@pytest.mark.parametrize("language", LANGUAGES)
def test_reply_offers_what_to_ask(gate: SmallTalkGate, language: str) -> None:
    """The city by its name, and questions in the asker's language, else in Japanese."""
    for kind, said in SAID.items():
        reply = gate(_turn(said[0], language))
        assert isinstance(reply, Reply)
        assert reply.text == ChatbotError.catalogue.text(
            f"small_talk.{kind}", language, city="試験市"
        )
        assert reply.suggestions == CITY.suggestions_in(language) != ()
