"""What we say to an event: the rules of a talk, without a word to LINE itself."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from channels.line.actions import Json, ask, languages, with_quick_replies
from channels.line.events import text_of
from channels.line.messages import messages_of, texts
from channels.line.sender import SenderKeys
from chatbot.answer import Answer, Location, Question
from chatbot.disaster.banner import banner, drill_prefix
from chatbot.errors import ChatbotError, StoreError
from chatbot.service import Chatbot
from chatbot.store.subscribers import Subscribers, newcomer

CHANNEL = "line"

Handle = Callable[[str, "Sender"], list[Json]]
"""Answers a postback: takes what comes after `<prefix>=` and who sent it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an event.

    Attributes:
        user_id: LINE's id, empty where LINE tells none (groups).
        language: In which to speak to them.
        conversation_id: Of today; not LINE's id.
        chosen: The language they chose, None if they didn't.
    """

    user_id: str
    language: str
    conversation_id: str
    chosen: str | None = None


class Talk:
    """Answers events. May be used from several threads.

    Args:
        chatbot: Answers the questions.
        keys: Of senders.
        counted: Told of every answer.
        postbacks: Who answers postbacks `<prefix>=…`, besides `lang`, `feedback` and `ask`.
        commands: Answers texts that are no question; those it answers with nothing are one.
    """

    def __init__(
        self,
        chatbot: Chatbot,
        keys: SenderKeys,
        counted: Callable[[Answer], None],
        postbacks: Mapping[str, Handle],
        commands: Handle = lambda _text, _sender: [],
    ) -> None:
        """Keep the parts."""
        self._commands = commands
        self._chatbot = chatbot
        self._keys = keys
        self._counted = counted
        self._subscribers = Subscribers(chatbot.store)
        self._catalogue = ChatbotError.catalogue
        self._postbacks: dict[str, Handle] = {
            "lang": self._choose,
            "feedback": self._rate,
            "ask": self._ask,
            **postbacks,
        }

    def reply_to(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        """Return the messages to answer an event with; none if nothing is to be said.

        Args:
            event: As `channels.line.events` let it through.
            now: Local time of the city.

        Raises:
            StoreError: What the event changes can't be kept; it may be tried again.
        """
        handler = {
            "message": self._message,
            "postback": self._postback,
            "follow": self._follow,
            "unfollow": self._unfollow,
            "join": self._join,
        }.get(str(event["type"]))
        return handler(event, now) if handler else []

    def _message(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        message, sender = event["message"], self._sender(event, now)
        if message["type"] == "text":
            said = text_of(message)
            return self._commands(said, sender) or self._ask(said, sender)
        if message["type"] == "location":
            place = _location(message)
            return self._answer(Question("", location=place), sender) if place else []
        key = "sticker" if message["type"] == "sticker" else "media"
        return self._said(key, sender, self._suggestions(sender))

    def _postback(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        given = event.get("postback")
        data = str(given.get("data") or "") if isinstance(given, dict) else ""
        prefix, _, value = data.partition("=")
        handle = self._postbacks.get(prefix)
        return handle(value, self._sender(event, now)) if handle else []

    def _follow(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        sender, follow = self._sender(event, now), event.get("follow")
        known = self._subscribers.get(CHANNEL, sender.user_id)
        self._subscribers.save(
            replace(known, blocked=False) if known else newcomer(CHANNEL, sender.user_id, now)
        )
        back = isinstance(follow, dict) and follow.get("isUnblocked") is True
        greeting = self._say("back" if back else "greeting", sender)
        parts = (*self._top(sender), greeting, self._say("choose", sender))
        return with_quick_replies(
            texts(parts, self._mark(sender)),
            languages(self._chatbot.city.languages, self._catalogue),
        )

    def _unfollow(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        """Forget who leaves: their choices, and which of today's questions were theirs."""
        sender = self._sender(event, now)
        self._subscribers.forget(CHANNEL, sender.user_id)
        self._chatbot.forget(sender.conversation_id)
        return []

    def _join(self, event: Mapping[str, Any], now: datetime) -> list[Json]:
        return self._said("group", self._sender(event, now))

    def _ask(self, text: str, sender: Sender) -> list[Json]:
        return self._answer(Question(text), sender)

    def _answer(self, question: Question, sender: Sender) -> list[Json]:
        """Ask the engine; where no text tells the language, the one last spoken counts."""
        answer = self._chatbot.ask(
            replace(
                question,
                conversation_id=sender.conversation_id,
                language=sender.language if question.location else sender.chosen,
                channel=CHANNEL,
            )
        )
        self._counted(answer)
        return messages_of(answer, self._chatbot.disaster_state(), self._catalogue)

    def _choose(self, language: str, sender: Sender) -> list[Json]:
        if language not in self._chatbot.city.languages or not sender.user_id:
            return []
        known = self._subscribers.get(CHANNEL, sender.user_id)
        now = self._chatbot.disaster_state().as_of
        known = known or newcomer(CHANNEL, sender.user_id, now)
        self._subscribers.save(replace(known, language=language))
        speaker = replace(sender, language=language)
        return self._said("chosen", speaker, self._suggestions(speaker))

    def _rate(self, value: str, sender: Sender) -> list[Json]:
        verdict, _, answer_id = value.partition(":")
        try:
            self._chatbot.give_feedback(answer_id, helpful=verdict == "yes")
        except StoreError as error:
            if error.key != "store.unknown_answer":
                raise
            return []
        return self._said("rated", sender)

    def _said(
        self, key: str, sender: Sender, actions: list[Json | None] | None = None
    ) -> list[Json]:
        made = texts([*self._top(sender), self._say(key, sender)], self._mark(sender))
        return with_quick_replies(made, actions or [])

    def _say(self, key: str, sender: Sender) -> str:
        return self._catalogue.text(f"line.{key}", sender.language, city=self._chatbot.city.name)

    def _top(self, sender: Sender) -> list[str]:
        words = banner(self._chatbot.disaster_state(), sender.language, self._catalogue)
        return [words] if words else []

    def _mark(self, sender: Sender) -> str:
        mode = self._chatbot.disaster_state().mode
        return drill_prefix(mode, sender.language, self._catalogue)

    def _suggestions(self, sender: Sender) -> list[Json | None]:
        return [ask(each) for each in self._chatbot.suggestions(sender.language)]

    def _sender(self, event: Mapping[str, Any], now: datetime) -> Sender:
        source = event["source"]
        user_id = str(source.get("userId") or "")
        conversation = self._keys.conversation(source, _day(event, now.tzinfo))
        chosen = self._chosen(user_id)
        language = chosen or self._spoken(event, conversation)
        return Sender(user_id, language, conversation, chosen)

    def _chosen(self, user_id: str) -> str | None:
        """Return the language that somebody chose; a store that fails keeps no answer back."""
        try:
            known = self._subscribers.get(CHANNEL, user_id) if user_id else None
        except StoreError:
            return None
        return known.language if known else None

    def _spoken(self, event: Mapping[str, Any], conversation_id: str) -> str:
        """Return the language of today's last answer, else the city's first.

        A text tells its language itself.
        """
        last = []
        if event.get("message", {}).get("type") != "text":
            with suppress(StoreError):
                last = self._chatbot.store.history(conversation_id, 1)
        return last[-1].language if last else self._chatbot.city.languages[0]


def _day(event: Mapping[str, Any], zone: tzinfo | None) -> date:
    return datetime.fromtimestamp(event["timestamp"] / 1000, zone).date()


def _location(message: Mapping[str, Any]) -> Location | None:
    latitude, longitude = message.get("latitude"), message.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004  # degrees
    return Location(float(latitude), float(longitude)) if on_earth else None
