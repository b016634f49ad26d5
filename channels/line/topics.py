"""Topics in the talk: what somebody is told about, and switching each on or off.

Nobody is told of a topic without having asked for it here. The postbacks are `topics`,
`topic-on=<topic>` and `topic-off=<topic>`; anything else after them shows what is chosen now.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chatbot.store.segments import TOPICS
from chatbot.store.subscribers import Subscribers, newcomer
from corpus.messages import Catalogue

SHOW, ON, OFF = "topics", "topic-on", "topic-off"
"""The postbacks, up to the `=`."""

_LINE = "line"


@dataclass(frozen=True, slots=True)
class Topics:
    """Answers the postbacks of topics.

    Attributes:
        subscribers: Where choices are kept.
        catalogue: Texts for residents.
        mark: Returns what every message begins with in a language: in a drill its mark.
        now: The clock, with a time zone.
    """

    subscribers: Subscribers
    catalogue: Catalogue
    mark: Callable[[str], str]
    now: Callable[[], datetime]

    def answer(self, user_id: str, data: str, language: str) -> list[dict[str, Any]]:
        """Do what a postback asks for and return the messages that say so.

        Args:
            user_id: LINE's id of the person.
            data: The postback's data.
            language: Of the messages.

        Raises:
            StoreError: The database can't be reached; nothing has changed.
        """
        known = self.subscribers.get(_LINE, user_id) or newcomer(_LINE, user_id, self.now())
        verb, _, topic = data.partition("=")
        if topic not in TOPICS or verb not in {ON, OFF}:
            return [self._menu(known.topics, "", language)]
        topics = known.topics | {topic} if verb == ON else known.topics - {topic}
        self.subscribers.save(replace(known, topics=topics))
        done = self._text(f"done.{verb.removeprefix('topic-')}", language, topic=topic)
        return [self._menu(topics, done, language)]

    def _menu(self, chosen: frozenset[str], done: str, language: str) -> dict[str, Any]:
        mark, title = self.mark(language), self.catalogue.text("topics.title", language)
        head = f"{mark}{done}" if done else f"{mark}{title}"
        about = self.catalogue.text("topics.about", language)
        lines = [
            _words(head, weight="bold", size="lg"),
            _words(about, size="sm"),
        ]
        for topic in TOPICS:
            lines += [{"type": "separator"}, *self._row(topic, topic in chosen, language)]
        body = {"type": "box", "layout": "vertical", "spacing": "md", "contents": lines}
        return {
            "type": "flex",
            "altText": head,
            "contents": {"type": "bubble", "body": body},
        }

    def _row(self, topic: str, on: bool, language: str) -> list[dict[str, Any]]:  # noqa: FBT001  # the state shown
        label = self.catalogue.text(f"topics.{'unsubscribe' if on else 'subscribe'}", language)
        name = self.catalogue.text(f"topics.name.{topic}", language)
        action = {
            "type": "postback",
            "label": label,
            "data": f"{OFF if on else ON}={topic}",
            "displayText": f"{name}: {label}",
        }
        state = self._text(f"state.{'on' if on else 'off'}", language, topic=topic)
        style = "secondary" if on else "primary"
        return [_words(state), {"type": "button", "style": style, "action": action}]

    def _text(self, key: str, language: str, *, topic: str) -> str:
        name = self.catalogue.text(f"topics.name.{topic}", language)
        return self.catalogue.text(f"topics.{key}", language, topic=name)


def _words(text: str, **more: str) -> dict[str, Any]:
    return {"type": "text", "text": text, "wrap": True, **more}
