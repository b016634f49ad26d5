"""The answer as JSON."""

import json
from datetime import UTC, date, datetime

from channels.web.answer_body import AnswerBody, answer_json
from chatbot.answer import Answer, Contact, Mode, Procedure, ShelterOffer, Source, Status


def test_what_is_sent_is_what_is_described() -> None:
    """Written without making the body first, it is the same, whatever is in it."""
    now = datetime(2026, 4, 1, 12, 0, 1, 250, tzinfo=UTC)
    answer = Answer(
        answer_id="a",
        conversation_id="c",
        status=Status.DISASTER,
        text='「浸水」\u2028 <b> "[1]" 🚨',
        language="ja",
        as_of=now,
        mode=Mode.DRILL,
        sources=(
            Source(1, "d", "題", "https://city.example.jp/", "", 3, "課", date(2026, 4, 1), "引"),
        ),
        contact=Contact("課", "000-000-0000", "", open_now=None),
        procedures=(Procedure("申請", "https://city.example.jp/p"),),
        suggestions=("次",),
        notices=("知",),
        shelters=(
            ShelterOffer("校", "町", 35.5, 139.25, 120, kinds=("emergency",), designated=True),
        ),
        timing_ms={"total": 0.25},
        reason="secret",
        generation="secret",
    )

    sent = answer_json(answer)

    described = AnswerBody.of(answer).model_dump_json()
    assert json.loads(sent) | {"as_of": ""} == json.loads(described) | {"as_of": ""}
    assert json.loads(sent)["as_of"] == "2026-04-01T12:00:01+00:00"
    assert list(json.loads(sent)) == list(AnswerBody.model_fields)
    assert b"secret" not in sent
