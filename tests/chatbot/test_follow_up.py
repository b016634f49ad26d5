"""Questions that lean on the one before, over a conversation."""

from datetime import UTC, datetime

import pytest

from chatbot.answer import GUIDANCE, Status
from chatbot.follow_up import FollowUp
from chatbot.turn import PastTurn, Turn
from indexing.tokenizer import SudachiTokenizer, question_stop_words

NOW = datetime(2026, 4, 1, tzinfo=UTC)
GARBAGE = PastTurn("粗大ごみを出したい", Status.ANSWERED, GUIDANCE)


@pytest.fixture(scope="module")
def follow_up(tokenizer: SudachiTokenizer) -> FollowUp:
    """As the service makes it."""
    return FollowUp.load(tokenizer, question_stop_words())


def _resolve(follow_up: FollowUp, text: str, *history: PastTurn) -> str:
    return follow_up.resolve(Turn(text, "ja", NOW, history=history))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "それはいくら？",
            "いくらですか",
            "必要なものは？",
            "何が必要ですか",
            "どこでできますか",
            "いつまでですか",
        ),
        *(
            "手数料は",
            "持ち物は？",
            "窓口はどこ",
            "そこは何時まで？",
            "ネットでできますか",
            "期限は？",
            "電話番号は",
        ),
        *(
            "郵送でもできますか",
            "土日もやってますか",
            "これは無料ですか",
            "費用を教えてください",
            "もっと詳しく",
        ),
        *(
            "予約はいりますか",
            "どうやって申し込むの",
            "駐車場はありますか",
            "コンビニでもできますか",
        ),
        *(
            "じゃあ、代理人でもいい？",
            "では、必要な書類は",
            "ほかに必要なものは？",
            "あと、持ち物は",
        ),
        *(
            "How much is it?",
            "Is it free?",
            "Where is that?",
            "What do they need?",
            "How much is this?",
        ),
        *(
            "那要多少钱？",
            "它在哪里",
            "그건 얼마예요?",
            "그거 어디서 해요?",
            "cái này bao nhiêu tiền",
        ),
    ],
)
def test_follow_up_is_searched_with_its_topic(follow_up: FollowUp, text: str) -> None:
    """It points back, or asks for a property of a thing it doesn't name."""
    resolved = _resolve(follow_up, text, GARBAGE)
    assert resolved.startswith("粗大ごみを出したい ")
    assert _resolve(follow_up, text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "住民票の手数料は？",
            "転入届に必要なもの",
            "図書館は何時までですか",
            "子どもが生まれた",
            "印鑑登録",
        ),
        *(
            "その他プラスチックの出し方",
            "この市の人口は？",
            "ここから近い避難所は",
            "それぞれの支所の電話",
            "それから転出届は？",
        ),
        *(
            "では、住民票の写しの取り方は",
            "じゃあ、転出届は？",
            "ほかの市から引っ越してきた",
            "この前の台風の被害",
        ),
        *("これからの予定", "あれるぎー検査", "マイナンバーカードの予約", "松戸市の市長は誰"),
        *("Is there a library?", "Are there any parks?", "How do I register this car?", "city tax"),
        *("그룹홈은 어디예요?", "그림 대회", "垃圾怎么扔", "rác cỡ lớn"),
        "それは去年の大きな台風のあとに家の屋根が壊れてしまって、その修理のことを相談したいのです",
    ],
)
def test_question_that_stands_alone_stays_as_it_is(follow_up: FollowUp, text: str) -> None:
    """A word that only leads on, or looks like a pronoun, changes nothing."""
    assert _resolve(follow_up, text, GARBAGE) == text


def test_pronoun_is_replaced_by_the_topic(follow_up: FollowUp) -> None:
    """What is searched for holds the topic instead of それ."""
    assert _resolve(follow_up, "それはいくら？", GARBAGE) == "粗大ごみを出したい はいくら？"
    assert _resolve(follow_up, "じゃあ、それはいくら？", GARBAGE) == "粗大ごみを出したい はいくら？"


def test_topic_stays_over_several_follow_ups(follow_up: FollowUp) -> None:
    """いくら？ and 持ち物は？ are both of what was asked first, until something else is."""
    asked = [GARBAGE]
    for text in ("いくらですか", "持ち物は？", "それはどこ？"):
        assert _resolve(follow_up, text, *asked).startswith(GARBAGE.text)
        asked.append(PastTurn(text, Status.ANSWERED, GUIDANCE))
    asked.append(PastTurn("住民票の写しがほしい", Status.NO_ANSWER, GUIDANCE))
    assert _resolve(follow_up, "いくらですか", *asked) == "住民票の写しがほしい いくらですか"


@pytest.mark.parametrize(
    "between",
    [
        PastTurn("ありがとう", Status.CLARIFY, "small_talk.thanks"),
        PastTurn("死ね", Status.REFUSED, "refused.abuse"),
        PastTurn("火事です", Status.EMERGENCY, "emergency.fire"),
        PastTurn("転入届は？", Status.ERROR, "error.snapshot.none"),
    ],
)
def test_what_wasnt_searched_is_no_topic(follow_up: FollowUp, between: PastTurn) -> None:
    """A thank-you between two questions doesn't make one forget what they are about."""
    assert (
        _resolve(follow_up, "いくらですか", GARBAGE, between) == "粗大ごみを出したい いくらですか"
    )
    assert _resolve(follow_up, "いくらですか", between) == "いくらですか"


def test_only_follow_ups_have_no_topic(follow_up: FollowUp) -> None:
    """Then the question is searched as it is."""
    past = PastTurn("いくらですか", Status.NO_ANSWER, GUIDANCE)
    assert _resolve(follow_up, "どこでですか", past) == "どこでですか"
