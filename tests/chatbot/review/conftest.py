"""An empty store of each kind, and questions in one line each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from chatbot.answer import Mode, Status
from chatbot.store import Exchange
from chatbot.store.store import Store

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
_PLAIN = Exchange(
    answer_id="",
    conversation_id="c",
    asked_at=NOON,
    channel="web",
    language="ja",
    mode=Mode.NORMAL,
    status=Status.ANSWERED,
    reason="guidance",
    question_masked="ごみの日は？",
    answer_text="火曜日です。",
    topic="ごみ",
)


@pytest.fixture
def ask(store: Store) -> Callable[..., str]:
    """Records a question, and feedback if `helpful` is given; returns the answer's id."""

    def record(helpful: bool | None = None, **changes: Any) -> str:  # noqa: ANN401, FBT001  # of any field
        exchange = replace(_PLAIN, answer_id=str(uuid4()), **changes)
        store.record(exchange)
        if helpful is not None:
            at = exchange.asked_at
            store.give_feedback(exchange.answer_id, helpful=helpful, reason="", comment="", now=at)
        return exchange.answer_id

    return record
