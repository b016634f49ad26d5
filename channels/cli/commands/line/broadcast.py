"""`annai line broadcast`: tell everybody, those of a topic, or the drill group."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID, uuid4

import typer

from channels.cli.broadcast_text import (
    COLUMNS,
    Left,
    Preview,
    log_record,
    log_row,
    preview_lines,
    result_lines,
    result_record,
)
from channels.cli.broadcasting import Result, first_entry, resume, send
from channels.cli.confirm import typed
from channels.cli.disaster_desk import operator
from channels.cli.errors import UsageError
from channels.cli.line_desk import LINE, LineDesk, open_line_desk
from channels.cli.options import Json, Yes
from channels.cli.output import say, text, write, write_json
from channels.cli.status import CANCELLED, DONE, PROBLEMS
from channels.cli.table import write_table
from channels.line.broadcast import check_texts, parts_of
from channels.line.errors import LineError
from chatbot.answer import Mode
from chatbot.errors import ChatbotError
from chatbot.store.broadcasts import Action, Entry
from chatbot.store.segments import TOPICS

CALLED = "annai line broadcast"
LOG_LINES = 100


def run(  # noqa: PLR0913  # each is an option
    message: Annotated[str | None, typer.Argument()] = None,
    *,
    topic: Annotated[str | None, typer.Option("--topic")] = None,
    drill: Annotated[bool, typer.Option("--drill")] = False,
    easy: Annotated[str | None, typer.Option("--easy")] = None,
    en: Annotated[str | None, typer.Option("--en")] = None,
    zh: Annotated[str | None, typer.Option("--zh")] = None,
    ko: Annotated[str | None, typer.Option("--ko")] = None,
    vi: Annotated[str | None, typer.Option("--vi")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    resumed: Annotated[str | None, typer.Option("--resume")] = None,
    log: Annotated[bool, typer.Option("--log")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Show what would be sent, ask, send; or go on with a broadcast, or show the log."""
    with open_line_desk() as desk:
        if log:
            return _log(desk, as_json=as_json)
        first = None if resumed is None else first_entry(desk, _id(resumed))
        if first is None:
            given = {"ja": message, "ja-easy": easy, "en": en, "zh": zh, "ko": ko, "vi": vi}
            preview = _preview(desk, given, topic, drill=drill)
        else:
            preview = _rest(desk, first)
        if not as_json or dry_run:
            _show(preview, as_json=as_json)
        if dry_run:
            return DONE
        if first is None:
            preview.check()  # of what is resumed, a part may be sent and counted already
        if not (yes or _agreed(preview)):
            return CANCELLED
        if first is None:
            result = send(desk, _entry(desk, preview), preview.parts)
        else:
            result = resume(desk, first, operator())
    return _tell(result, as_json=as_json)


def _preview(
    desk: LineDesk, given: Mapping[str, str | None], topic: str | None, *, drill: bool
) -> Preview:
    """Return what would be sent to whom.

    Raises:
        UsageError: There is no text, or no such topic.
        LineError: A text is blank or too long, or a drill is on and this isn't part of it.
    """
    if given["ja"] is None:
        raise UsageError("usage.missing", name=text("metavar.message"), line=CALLED)
    if topic is not None and topic not in TOPICS:
        raise UsageError("line.broadcast.no_such_topic", name=topic, names="、".join(TOPICS))
    said = {language: words for language, words in given.items() if words is not None}
    texts = {language: f"{_mark(language, drill=drill)}{said[language]}" for language in said}
    check_texts(said)
    check_texts(texts)
    _check_mode(desk, drill=drill)
    recipients = desk.segments.recipients(topic, drill=drill)
    return Preview(texts, topic, drill, tuple(parts_of(recipients, texts)), _left(desk))


def _rest(desk: LineDesk, first: Entry) -> Preview:
    """Return what is left of a broadcast that was broken off."""
    _check_mode(desk, drill=first.drill)
    parts = desk.broadcasts.waiting(first.broadcast_id)
    return Preview(first.texts or {}, first.topic, first.drill, tuple(parts), _left(desk))


def _check_mode(desk: LineDesk, *, drill: bool) -> None:
    if desk.state().mode is Mode.DRILL and not drill:
        raise LineError("broadcast.drill_on")


def _mark(language: str, *, drill: bool) -> str:
    return ChatbotError.catalogue.text("disaster.drill_prefix", language) if drill else ""


def _left(desk: LineDesk) -> Left:
    """Return what the quota has left; why it isn't known is told, a dry run can do without."""
    try:
        quota = desk.call(lambda client: client.quota())
    except LineError as error:
        return Left(unknown=str(error))
    return Left(None if quota.limit is None else max(quota.limit - quota.used, 0))


def _show(preview: Preview, *, as_json: bool) -> None:
    if as_json:
        write_json(preview.record())
    else:
        for line in preview_lines(preview):
            write(line)


def _agreed(preview: Preview) -> bool:
    count, word = str(preview.recipients), text("line.broadcast.word")
    return typed(text("line.broadcast.confirm", word=word, count=count), frozenset({word, count}))


def _entry(desk: LineDesk, preview: Preview) -> Entry:
    return Entry(
        broadcast_id=uuid4(),
        at=desk.now(),
        actor=operator(),
        action=Action.BEGIN,
        channel=LINE,
        topic=preview.topic,
        drill=preview.drill,
        texts=preview.texts,
        recipients=preview.recipients,
    )


def _tell(result: Result, *, as_json: bool) -> int:
    for line in result_lines(result):
        (say if as_json or not result.whole else write)(line)
    if as_json:
        write_json(result_record(result))
    return DONE if result.whole else PROBLEMS


def _log(desk: LineDesk, *, as_json: bool) -> int:
    entries, zone = desk.broadcasts.log(LOG_LINES), desk.now().tzinfo
    if as_json:
        write_json({"log": [log_record(entry, zone) for entry in entries]})
    else:
        columns = [text(f"line.broadcast.column.{name}") for name in COLUMNS]
        write_table(columns, [log_row(entry, zone) for entry in entries])
    return DONE


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise UsageError("usage.value", name="--resume", line=CALLED) from None
