"""Who has the account as a friend, and which groups it is in."""

from dataclasses import dataclass, field, replace

from channels.line.platform.ids import new_chat_id


@dataclass(frozen=True, slots=True)
class Person:
    """A user of LINE.

    Attributes:
        user_id: `U` and 32 hexadecimal digits.
        name: Shown in the talk.
        language: BCP 47 tag of their app.
        blocked: Whether they have blocked the account.
    """

    user_id: str
    name: str
    language: str = "ja"
    blocked: bool = False


@dataclass(slots=True)
class People:
    """Everybody the platform knows: users by id, and the members of groups and rooms."""

    known: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, language: str = "ja", user_id: str | None = None) -> Person:
        """Make a user a friend of the account."""
        person = Person(user_id or new_chat_id("U"), name, language)
        self.known[person.user_id] = person
        return person

    def block(self, user_id: str, *, blocked: bool) -> None:
        """Let a user block the account, or take the block back."""
        self.known[user_id] = replace(self.known[user_id], blocked=blocked)

    def speak(self, language: str, user_id: str) -> None:
        """Set the language of a user's app."""
        self.known[user_id] = replace(self.known[user_id], language=language)

    def friends(self) -> list[str]:
        """Return the ids of those who haven't blocked the account, oldest first."""
        return [one.user_id for one in self.known.values() if not one.blocked]

    def join(self, chat: str, user_id: str | None) -> None:
        """Note that a group or room is there, and a member who was seen in it."""
        members = self.groups.setdefault(chat, set())
        if user_id is not None:
            members.add(user_id)

    def has(self, chat: str) -> bool:
        """Whether something can be sent there at all."""
        return chat in self.known or chat in self.groups

    def reached(self, chat: str) -> int:
        """Return how many people a message to a chat reaches; LINE counts them."""
        if chat in self.groups:
            return max(1, len(self.groups[chat]))
        return int(not self.known[chat].blocked)
