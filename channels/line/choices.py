"""What residents choose in menus: topics, the language; and who joins the drill group.

The talk answers questions; this answers the postbacks `topics`, `topic-on`, `topic-off` and
`languages`, and the texts by which staff join the drill group or leave it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from channels.line.actions import Json, languages, with_quick_replies
from channels.line.drill_group import DrillGroup
from channels.line.messages import texts
from channels.line.talk import Handle, Sender
from channels.line.topics import OFF, ON, SHOW, Topics
from chatbot.disaster.banner import drill_prefix
from chatbot.errors import ChatbotError
from chatbot.service import Chatbot
from chatbot.store.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers choices. May be used from several threads.

    Attributes:
        mark: Returns what every message begins with in a language: in a drill its mark.
    """

    chatbot: Chatbot
    topics: Topics
    drill_group: DrillGroup
    mark: Callable[[str], str]

    @classmethod
    def of(cls, chatbot: Chatbot, secret: str, now: Callable[[], datetime]) -> "Choices":
        """Return what answers the choices of a chatbot's residents."""

        def mark(language: str) -> str:
            mode = chatbot.disaster_state().mode
            return drill_prefix(mode, language, ChatbotError.catalogue)

        subscribers = Subscribers(chatbot.store)
        topics = Topics(subscribers, ChatbotError.catalogue, mark, now)
        return cls(chatbot, topics, DrillGroup(secret, subscribers, now), mark)

    def postbacks(self) -> dict[str, Handle]:
        """Return who answers which postback."""
        return {
            SHOW: lambda _, sender: self._topics(SHOW, sender),
            ON: lambda topic, sender: self._topics(f"{ON}={topic}", sender),
            OFF: lambda topic, sender: self._topics(f"{OFF}={topic}", sender),
            "languages": self._languages,
        }

    def command(self, text: str, sender: Sender) -> list[Json]:
        """Answer a text about the drill group; nothing for any other, and in groups."""
        said = self.drill_group.answer(sender.user_id, text) if sender.user_id else None
        return [{"type": "text", "text": said}] if said else []

    def _topics(self, data: str, sender: Sender) -> list[Json]:
        if not sender.user_id:
            return []
        return self.topics.answer(sender.user_id, data, sender.language)

    def _languages(self, _: str, sender: Sender) -> list[Json]:
        catalogue = ChatbotError.catalogue
        said = catalogue.text("line.choose", sender.language)
        return with_quick_replies(
            texts([said], self.mark(sender.language)),
            languages(self.chatbot.city.languages, catalogue),
        )
