"""Errors of answering: see the tree in `corpus.errors`."""

from corpus.errors import AnnaiError
from corpus.messages import Catalogue


class ChatbotError(AnnaiError):
    """Answering, storing or setting up failed."""

    catalogue = Catalogue("chatbot")


class SettingsError(ChatbotError):
    """A setting is unknown or not valid; the message never shows its value."""


class StoreError(ChatbotError):
    """The database can't be reached or is of another version."""


class DisasterError(ChatbotError):
    """An event of disaster mode says something that can't be, or changes nothing."""


class FeedError(ChatbotError):
    """A feed of the 気象庁, or a telegram it names, can't be fetched or read."""


class TelegramError(ChatbotError):
    """Bytes are no telegram of the 気象庁 that can be read."""


class OrdersError(ChatbotError):
    """A document gives orders to the machine; they are left out."""
