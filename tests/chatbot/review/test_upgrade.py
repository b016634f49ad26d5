"""What was asked before there were topics."""

import json
from contextlib import closing
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from chatbot.store.opening import open_store

BEFORE = "0008-1"
"""The migration before the one of the topics."""

OLD = text(
    "INSERT INTO exchanges (answer_id, conversation_id, asked_at, channel, language, mode, status,"
    " reason, question_masked, question_key, answer_text, sources, contact, timing_ms)"
    " VALUES (:id, 'c', '2026-11-22 01:00:00.000000', 'web', 'ja', 'normal', :status, 'guidance',"
    " 'q', 'q', 'a', '[]', :contact, '{}')"
)
DESK = {"department": "市民課", "phone": "", "hours": "", "open_now": None}


def test_a_question_without_an_answer_gets_the_desk_it_was_sent_to(database_url: str) -> None:
    """One without a desk, and an answer, get no topic."""
    kept = [
        (1, "no_answer", json.dumps(DESK)),
        (2, "no_answer", None),
        (3, "answered", json.dumps(DESK)),
    ]
    config = Config()
    config.set_main_option("script_location", "chatbot.store:migrations")
    config.set_main_option("path_separator", "os")
    engine = create_engine(database_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for number, status, contact in kept:
            uuid = UUID(int=number)
            key = uuid if engine.dialect.name == "postgresql" else uuid.hex
            connection.execute(OLD, {"id": key, "status": status, "contact": contact})
    engine.dispose()
    with closing(open_store(database_url)) as store:
        topics = {one.status.value: one.topic for one in store.history("c", 3)[1:]}
        first = store.history("c", 3)[0]

    assert (first.topic, topics) == ("市民課", {"no_answer": "", "answered": ""})
