"""What can go wrong between us and LINE's platform.

::

    LineError
    ├── LineUnreachable        no response, or 5xx: it may or may not have acted; may be tried again
    ├── LineRateLimited        429: too much at once; it has not acted; may be tried again
    ├── LineQuotaReached       429: the month's messages are used up; trying again is of no use
    └── LineRefused            4xx: trying again is of no use
        └── LineTokenSpent     400: the reply token is used or too old

The API has no error codes: the two kinds of 429 and of 400 differ by their message alone
(https://developers.line.biz/en/reference/messaging-api/#error-responses).
"""

from corpus.errors import AnnaiError
from corpus.messages import Catalogue


class LineError(AnnaiError):
    """LINE can't be used."""

    catalogue = Catalogue("channels.line")


class LineUnreachable(LineError):  # noqa: N818  # the tree's names say what happened
    """A timeout, a broken connection or a 5xx: nobody knows whether LINE has acted."""


class LineRateLimited(LineError):  # noqa: N818  # see above
    """Too many calls at once; nothing was done."""


class LineQuotaReached(LineError):  # noqa: N818  # see above
    """The month's messages are used up; nothing was done."""


class LineRefused(LineError):  # noqa: N818  # see above
    """LINE says no.

    Args:
        status: The HTTP status.
        message: LINE's own words; they name the property that is wrong, never its value.
    """

    def __init__(self, status: int, message: str) -> None:
        """Keep both, for the log and for whoever decides."""
        super().__init__("refused", status=status, message=message)
        self.status = status
        self.message = message


class LineTokenSpent(LineRefused):
    """The reply token was used before, or is too old."""
