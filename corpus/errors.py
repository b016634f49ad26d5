"""The tree of errors that annai raises on purpose.

::

    AnnaiError
    ├── corpus.CorpusError          what the city's directory says
    │   ├── CityError                 city.toml or a table of the city is not valid
    │   └── ReadError                 a document can't be read
    ├── indexing.IndexingError      how it is found
    │   ├── EmbedderError             the embedder can't be made or fails
    │   ├── SnapshotError             a snapshot is damaged, missing or of another kind
    │   ├── CanaryError               a new snapshot fails the city's canary questions
    │   └── BuildLockedError          another build is running
    ├── chatbot.ChatbotError        how it is answered
    │   ├── SettingsError             a setting is unknown or not valid
    │   ├── StoreError                the database can't be reached or is of another version
    │   ├── DisasterError             an event of disaster mode can't be, or changes nothing
    │   ├── FeedError                 a feed of the 気象庁, or a telegram it names, can't be fetched
    │   ├── TelegramError             bytes are no telegram of the 気象庁 that can be read
    │   └── OrdersError               a document gives orders to the machine
    ├── channels.line.LineError      LINE can't be used
    │   ├── LineUnreachable           no response, or 5xx: nobody knows whether LINE has acted
    │   ├── LineRateLimited           too many calls at once
    │   ├── LineQuotaReached          the month's messages are used up
    │   └── LineRefused               LINE says no
    │       └── LineTokenSpent          the reply token is used or too old
    └── eval.EvalError              a test set can't be read or asked

An error carries the key of a message and its details. The text lives in the message catalogue of
the layer that raises it, tells what, where and what to do, and is made when the error is shown.
"""

from typing import ClassVar

from corpus.messages import Catalogue


class AnnaiError(Exception):
    """Base of every error annai raises on purpose.

    Args:
        key: The message's key in the layer's catalogue.
        details: Values for the placeholders of the message.
    """

    catalogue: ClassVar[Catalogue]

    def __init__(self, key: str, /, **details: object) -> None:
        """Keep the key and the details; the text is made by `str()`."""
        super().__init__(key)
        self.key = key
        self.details = details

    def __str__(self) -> str:
        """Return the message in the language of the staff, Japanese."""
        return self.catalogue.text(self.key, details=self.details)


class CorpusError(AnnaiError):
    """The city's directory can't be used as it is."""

    catalogue = Catalogue("corpus")


class CityError(CorpusError):
    """`city.toml` or a table of the city is not valid: details name file, line and remedy."""


class ReadError(CorpusError):
    """A document can't be read; the key says why (`encrypted`, `scanned`, `empty`, …)."""
