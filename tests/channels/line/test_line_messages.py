"""Whatever is in an answer, LINE takes its messages, by the local platform's rules."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.line.messages import messages_of
from channels.line.platform.checks.messages import MESSAGES
from chatbot.answer import (
    LANGUAGES,
    Answer,
    Contact,
    Mode,
    Procedure,
    ShelterOffer,
    Source,
    Status,
)
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.state import DisasterState, fold
from chatbot.errors import ChatbotError

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PIECES = [
    "。",
    "\n",
    " ",
    "あ" * 300,
    "🍎" * 40,
    "👨‍👩‍👧",
    "🇯🇵",
    "が゙",
    "\x00",
    "\ud800",
    "https://",
]
TEXT = st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
URL = TEXT.map(lambda text: f"https://www.example.jp/{text}") | st.sampled_from(
    ["", "javascript:alert(1)", "https://www.example.jp/a.pdf"]
)
SOURCE = st.builds(
    Source,
    n=st.integers(1, 99),
    document_id=TEXT,
    title=TEXT,
    url=URL,
    section=TEXT,
    page=st.none() | st.integers(1, 9999),
    department=TEXT,
    updated_on=st.none() | st.just(date(2026, 4, 1)),
    quote=TEXT,
)
CONTACT = st.builds(
    Contact,
    department=TEXT,
    phone=st.sampled_from(["", "047-366-1111", "内線"]) | TEXT,
    hours=TEXT,
    open_now=st.none() | st.booleans(),
)
SHELTER = st.builds(
    ShelterOffer,
    name=TEXT,
    address=TEXT,
    latitude=st.just(35.78),
    longitude=st.just(139.9),
    distance_m=st.none() | st.integers(0, 99_999),
    status=st.just("unknown"),
    map_url=URL,
)
ANSWER = st.builds(
    Answer,
    answer_id=st.just("0b1d7c9e-3d7f-4f0c-9d5f-0a4b6f5c2a11"),
    conversation_id=st.just("c"),
    status=st.sampled_from(Status),
    text=TEXT.map(lambda text: f"答え{text}"),
    language=st.sampled_from(LANGUAGES),
    as_of=st.just(NOW),
    mode=st.sampled_from(Mode),
    sources=st.lists(SOURCE, max_size=8).map(tuple),
    contact=st.none() | CONTACT,
    procedures=st.lists(st.builds(Procedure, title=TEXT, url=URL), max_size=6).map(tuple),
    suggestions=st.lists(TEXT, max_size=15).map(tuple),
    notices=st.lists(TEXT, max_size=3).map(tuple),
    shelters=st.lists(SHELTER, max_size=14).map(tuple),
)


def state(mode: Mode) -> DisasterState:
    """Return a state of disaster mode, with an evacuation order unless it is normal."""
    if mode is Mode.NORMAL:
        return fold((), NOW)
    action = Action.DRILL if mode is Mode.DRILL else Action.ON
    end = NOW + timedelta(hours=1)
    began = DisasterEvent(NOW, "sato", action, ("flood",), reason="本部", until=end)
    return fold((began,), NOW)


def messages(answer: Answer) -> list[dict[str, object]]:
    """Return the answer's messages in the answer's mode."""
    return messages_of(answer, state(answer.mode), ChatbotError.catalogue)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(ANSWER)
def test_line_takes_every_answer(answer: Answer) -> None:
    """One to five messages, every text, label, address and size within the limits."""
    assert list(MESSAGES.problems(messages(answer), "messages")) == []


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(ANSWER)
def test_in_a_drill_every_message_is_marked(answer: Answer) -> None:
    """Texts and what is shown in place of Flex messages begin with 【訓練】; else none does."""
    heads = [str(made.get("text") or made["altText"]) for made in messages(answer)]
    expected = answer.mode is Mode.DRILL

    assert [head.startswith("【訓練】") for head in heads] == [expected] * len(heads)


def test_an_emergency_begins_with_the_number_to_call() -> None:
    """No banner stands before 119."""
    answer = Answer(
        answer_id="a",
        conversation_id="c",
        status=Status.EMERGENCY,
        text="119に電話してください。",
        language="ja",
        as_of=NOW,
        mode=Mode.DISASTER,
    )

    assert messages(answer)[0]["text"] == "119に電話してください。"


def test_a_very_long_answer_is_three_texts_and_says_that_there_is_more() -> None:
    """What doesn't fit into the messages is left out."""
    answer = Answer("a", "c", Status.ANSWERED, "長い文です。" * 5000, "ja", NOW)
    texts = [str(made["text"]) for made in messages(answer)]

    assert len(texts) == 3
    assert [len(text) > 4000 for text in texts] == [True] * 3
    assert texts[-1].endswith("…")


def test_shelters_are_cards() -> None:
    """Name and distance, address, designation, status, and a button to the map."""
    offer = ShelterOffer(
        name="北部小学校",
        address="根本217",
        latitude=35.78,
        longitude=139.9,
        distance_m=510,
        designated_for=("flood",),
        map_url="https://maps.gsi.go.jp/#17/35.78/139.9",
    )
    answer = Answer("a", "c", Status.DISASTER, "近い避難所です。", "ja", NOW, shelters=(offer,))
    (_, carousel) = messages(answer)
    (card,) = carousel["contents"]["contents"]  # type: ignore[index]
    texts = [part["text"] for part in card["body"]["contents"]]

    assert texts[:3] == ["北部小学校（約510m）", "根本217", "指定されている災害: 洪水"]
    assert "分かりません" in texts[3]
    assert card["footer"]["contents"][0]["action"]["uri"] == offer.map_url
