"""What residents get on LINE, from the webhook to the messages that arrive."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest

from channels.line.sender import SenderKeys
from chatbot.answer import Mode
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.service import Chatbot
from chatbot.store.inbox import Inbox
from chatbot.store.subscribers import Subscriber, Subscribers
from chatbot.store.tables import ExchangeRow, InboxRow
from tests.line_stand_in import AFTER, ERROR, QUOTA, RATE, SPENT

GOMI = "粗大ごみの出し方を教えてください。"


class Phone(Protocol):
    """What the fixture `phone` of conftest.py gives; pytest lets nobody import from there."""

    chatbot: Chatbot
    line: Any

    def event(self, kind: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make an event."""

    def text(self, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make a text message."""

    def ask(self, *events: object) -> list[dict[str, Any]]:
        """Send events and return the messages they were answered with."""


def message(phone: Phone, kind: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Make a message of another kind than text."""
    return phone.event("message", message={"type": kind, "id": "1", **more})


def actions(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Return type and label of the quick replies."""
    items = message.get("quickReply", {"items": []})["items"]
    return [(item["action"]["type"], item["action"]["label"]) for item in items]


def subscriber(phone: Phone, user: str = "U1") -> Subscriber | None:
    """Return what is kept about somebody."""
    return Subscribers(phone.chatbot.store).get("line", user)


def outcomes(phone: Phone) -> list[tuple[str, str]]:
    """Return how the events ended."""
    with phone.chatbot.store.reading() as session:
        rows = session.query(InboxRow).order_by(InboxRow.id).all()
        return [(row.status, row.outcome) for row in rows]


def test_a_question_is_answered_with_its_source(phone: Phone) -> None:
    """The text, then a Flex message with source, contact and procedure to tap."""
    text, details = phone.ask(phone.text(GOMI))
    buttons = [
        part["action"]["uri"]
        for part in details["contents"]["body"]["contents"]
        if part["type"] == "button"
    ]

    assert text["text"].startswith("粗大ごみは電話かインターネットで申し込みます。")
    assert "これは試験です。" in text["text"]
    assert buttons == [
        "https://www.example.jp/sodai.html",
        "tel:0473661111",
        "https://example.jp/sodai",
    ]


def test_an_answer_is_logged_without_lines_ids(phone: Phone) -> None:
    """The exchange's conversation is a key that nobody without the secret can make."""
    phone.ask(phone.text(GOMI, user="Usecret"))
    with phone.chatbot.store.reading() as session:
        ((channel, conversation),) = [
            (row.channel, row.conversation_id) for row in session.query(ExchangeRow)
        ]
        kept = [(row.sender, row.body) for row in session.query(InboxRow)]

    assert channel == "line"
    assert len(conversation) == 32
    assert "secret" not in conversation
    assert kept == [(SenderKeys("channel-secret").sender({"userId": "Usecret"}), None)]


def test_an_answer_can_be_rated(phone: Phone) -> None:
    """The buttons under the answer carry its id; thanks come back."""
    _, details = phone.ask(phone.text(GOMI))
    button = details["contents"]["footer"]["contents"][0]["action"]
    thanks = phone.ask(phone.event("postback", postback={"data": button["data"]}))

    assert button["label"] == "役に立った"
    assert [each["text"] for each in thanks] == ["ご意見をありがとうございました。"]
    assert phone.chatbot.store.feedback(None, 1)[0].helpful


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file"])
def test_what_cannot_be_read_is_declined(phone: Phone, kind: str) -> None:
    """Politely, with questions to begin with."""
    (declined,) = phone.ask(message(phone, kind))

    assert "文字で送ってください" in declined["text"]
    assert actions(declined)[0][0] == "message"


def test_a_new_friend_is_greeted(phone: Phone) -> None:
    """With a choice of all languages of the city, and is kept as a subscriber."""
    (greeting,) = phone.ask(phone.event("follow", follow={"isUnblocked": False}))

    assert "試験市の案内です" in greeting["text"]
    assert actions(greeting)[:3] == [
        ("postback", "日本語"),
        ("postback", "やさしい日本語"),
        ("postback", "English"),
    ]
    assert subscriber(phone) is not None


def test_a_chosen_language_stays(phone: Phone) -> None:
    """Whatever language the next question is in; nonsense is not kept."""
    (chosen,) = phone.ask(phone.event("postback", postback={"data": "lang=en"}))
    (sticker,) = phone.ask(message(phone, "sticker"))
    nothing = phone.ask(phone.event("postback", postback={"data": "lang=klingon"}))

    assert chosen["text"] == "From now on I answer in English."
    assert sticker["text"].startswith("Thank you for the sticker.")
    assert nothing == []
    assert "This is a test." in phone.ask(phone.text(GOMI))[0]["text"]


def test_without_a_choice_the_language_last_spoken_counts(phone: Phone) -> None:
    """A sticker says nothing about the language, the question before it did."""
    phone.ask(phone.text("How do I dispose of bulky waste?", user="U7"))
    event = phone.event("message", "U7", message={"type": "sticker", "id": "1"})

    assert phone.ask(event)[0]["text"].startswith("Thank you for the sticker.")


def test_who_leaves_is_forgotten(phone: Phone) -> None:
    """The choices are deleted, and nothing tells any more which questions were theirs."""
    phone.ask(phone.event("follow", "U8", follow={"isUnblocked": False}), phone.text(GOMI, "U8"))
    answered = phone.ask(phone.event("unfollow", "U8", replyToken=None))
    with phone.chatbot.store.reading() as session:
        conversations = [row.conversation_id for row in session.query(ExchangeRow)]

    assert answered == []
    assert subscriber(phone, "U8") is None
    assert conversations == [""]


def test_who_comes_back_is_greeted_as_such(phone: Phone) -> None:
    """LINE tells that the account was blocked before."""
    (greeting,) = phone.ask(phone.event("follow", follow={"isUnblocked": True}))

    assert greeting["text"].startswith("おかえりなさい。")


def test_a_group_is_answered_when_it_mentions_us(phone: Phone) -> None:
    """The mention is no part of the question; its place is in UTF-16 units."""
    group = {"type": "group", "groupId": "C1", "userId": "U1"}
    mention = {"mentionees": [{"index": 2, "length": 6, "type": "user", "isSelf": True}]}
    asked = {"type": "text", "id": "1", "text": f"🍎@annai {GOMI}", "mention": mention}
    text, _ = phone.ask(phone.event("message", source=group, message=asked))
    (hello,) = phone.ask(phone.event("join", source=group))

    assert "申し込みます" in text["text"]
    assert "メンション" in hello["text"]
    assert "loading" not in [name for name, _, _ in phone.line.calls]


def test_a_button_can_ask_and_an_unknown_one_does_nothing(phone: Phone) -> None:
    """`ask=` is for rich menus."""
    (text, _) = phone.ask(phone.event("postback", postback={"data": f"ask={GOMI}"}))

    assert "申し込みます" in text["text"]
    assert phone.ask(phone.event("postback", postback={"data": "other=1"})) == []
    assert phone.ask(phone.event("postback", postback={})) == []


def test_in_a_drill_every_message_has_its_mark(
    make_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    """The banner on top, a button to send the location, and the mark at every message's head."""
    phone = make_phone()
    now = datetime.now(UTC)
    end = now + timedelta(hours=1)
    drill = DisasterEvent(now, "tester", Action.DRILL, reason="訓練", until=end)
    Journal(phone.chatbot.store, tmp_path).append(drill)
    while phone.chatbot.disaster_state().mode is Mode.NORMAL:
        time.sleep(0.05)
    messages = phone.ask(phone.text("避難所はどこですか"))
    heads = [each.get("text") or each["altText"] for each in messages]
    (hello,) = phone.ask(phone.event("follow"))

    assert [head[:4] for head in heads] == ["【訓練】"] * len(heads)
    assert "これは訓練です" in heads[0]
    assert actions(messages[-1])[0] == ("location", "現在地を送る")
    assert hello["text"].startswith("【訓練】")


def test_an_old_event_is_pushed(make_phone: Callable[..., Phone]) -> None:
    """Its reply token may be dead; the push carries the event's retry key."""
    phone = make_phone(line_reply_seconds=0)
    phone.ask(phone.text(GOMI))

    assert [(name, bool(key)) for name, key, _ in phone.line.calls] == [("push", True)]
    assert [to for to, _ in phone.line.delivered] == ["U1"]
    assert outcomes(phone) == [("done", "pushed")]


def test_a_spent_token_is_followed_by_a_push(phone: Phone) -> None:
    """If it was never tried, nothing can have arrived by it."""
    phone.line.fail("reply", SPENT)
    phone.ask(phone.text(GOMI))

    assert [name for name, _, _ in phone.line.calls] == ["reply", "push"]
    assert outcomes(phone) == [("done", "pushed")]


@pytest.mark.parametrize("fault", [ERROR, RATE])
def test_a_failure_before_acting_is_tried_again(phone: Phone, fault: object) -> None:
    """With the same token: the answer arrives once, and costs nothing."""
    phone.line.fail("reply", fault, fault)
    phone.ask(phone.text(GOMI))

    assert [name for name, _, _ in phone.line.calls] == ["reply"] * 3
    assert len(phone.line.delivered) == 1
    assert outcomes(phone) == [("done", "replied")]


def test_a_failure_after_acting_is_not_answered_twice(phone: Phone) -> None:
    """The second attempt finds the token spent: it counts as delivered, and is reported."""
    phone.line.fail("reply", AFTER)
    phone.ask(phone.text(GOMI))

    assert [name for name, _, _ in phone.line.calls] == ["reply", "reply"]
    assert len(phone.line.delivered) == 1
    assert outcomes(phone) == [("done", "unsure")]


def test_a_push_that_failed_after_acting_is_not_sent_twice(
    make_phone: Callable[..., Phone],
) -> None:
    """LINE knows the retry key, and answers 409."""
    phone = make_phone(line_reply_seconds=0)
    phone.line.fail("push", AFTER, ERROR)
    phone.ask(phone.text(GOMI))

    assert len({key for _, key, _ in phone.line.calls}) == 1
    assert len(phone.line.calls) == 3
    assert len(phone.line.delivered) == 1
    assert outcomes(phone) == [("done", "pushed")]


def test_a_used_up_quota_is_reported(make_phone: Callable[..., Phone]) -> None:
    """Trying again would not help: the event has failed, and why is kept."""
    phone = make_phone(line_reply_seconds=0)
    phone.line.fail("push", QUOTA)
    phone.ask(phone.text(GOMI))

    assert len(phone.line.calls) == 1
    assert outcomes(phone) == [("failed", "quota")]
    assert Inbox(phone.chatbot.store, "line").queue().failed == 1


def test_one_resident_is_answered_in_order(phone: Phone) -> None:
    """Even if LINE delivers the events in another order, and the first one fails at first."""
    first, second = phone.text(GOMI), phone.text("犬の登録はどこでしますか。")
    phone.line.fail("reply", ERROR)
    phone.ask(second, first)

    assert [token for token, _ in phone.line.delivered] == [
        first["replyToken"],
        second["replyToken"],
    ]


def test_messages_that_line_refuses_are_sent_as_texts(phone: Phone) -> None:
    """Better an answer without buttons than none; a second refusal is a failure."""
    refusal = (400, {"message": "The request body has 1 error(s)"})
    phone.line.fail("reply", refusal)
    (text,) = phone.ask(phone.text(GOMI))
    phone.line.fail("reply", refusal, refusal)

    assert text["text"].startswith("粗大ごみは電話か")
    assert set(text) == {"type", "text"}
    assert phone.ask(phone.text(GOMI)) == []
    assert outcomes(phone) == [("done", "replied"), ("failed", "refused")]
