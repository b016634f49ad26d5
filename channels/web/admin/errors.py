"""What ends a request for a staff page early; `mount` turns each into a page."""


class RefusedError(Exception):
    """The request can't be done as it was sent.

    Args:
        key: Of its texts, `refused.<key>.title` and `.detail`.
        status: Of HTTP.
    """

    def __init__(self, key: str, status: int) -> None:
        """Keep what the page needs."""
        super().__init__(key)
        self.key = key
        self.status = status


class SignInNeededError(Exception):
    """Nobody is signed in, or no longer."""
