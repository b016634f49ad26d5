"""`annai ask`: the answer that a resident would get."""

import logging
from typing import Annotated

import typer

from channels.cli.answer_text import answer_text
from channels.cli.desk import open_published
from channels.cli.errors import UsageError
from channels.cli.options import Json
from channels.cli.output import write
from channels.cli.status import DONE, PROBLEMS
from channels.web.answer_body import AnswerBody
from chatbot.answer import LANGUAGES, Question, Status
from chatbot.service import open_chatbot, open_engines
from chatbot.settings import load_settings


def run(
    question: str,
    *,
    language: Annotated[str | None, typer.Option()] = None,
    as_json: Json = False,
) -> int:
    """Answer one question.

    Raises:
        SnapshotError: There is no index to look it up in; the answer, which says so to residents,
            is written first.
    """
    if language is not None and language not in LANGUAGES:
        raise UsageError("usage.value", name="--language", line="annai ask")
    # It would report a damaged index a second time, for a server's log.
    logging.getLogger("indexing.live").addHandler(logging.NullHandler())
    settings = load_settings()
    chatbot = open_chatbot(settings)
    try:
        answer = chatbot.ask(Question(question, language=language, channel="cli"))
    finally:
        chatbot.close()
    write(AnswerBody.of(answer).model_dump_json(indent=2) if as_json else answer_text(answer))
    if answer.status is not Status.ERROR:
        return DONE
    open_published(settings, open_engines(settings))
    return PROBLEMS
