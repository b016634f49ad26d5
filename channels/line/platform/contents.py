"""Pictures, sounds and films that users sent, as a bot fetches them."""

from dataclasses import dataclass

from channels.line.platform.refusal import not_found


@dataclass(slots=True)
class Content:
    """What a user sent.

    Attributes:
        media_type: As `image/png`.
        data: The bytes.
        transcoded: Whether it was asked for once: a film is ready at the second asking.
    """

    media_type: str
    data: bytes
    transcoded: bool = False


class Contents:
    """Contents by the id of their message."""

    def __init__(self) -> None:
        """Begin without any."""
        self._by_id: dict[str, Content] = {}

    def keep(self, message_id: str, content: Content) -> None:
        """Keep a content."""
        self._by_id[message_id] = content

    def get(self, message_id: str) -> Content:
        """Return a content.

        Raises:
            Refusal: There is none.
        """
        if message_id not in self._by_id:
            raise not_found()
        return self._by_id[message_id]
