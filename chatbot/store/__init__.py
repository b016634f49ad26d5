"""The log of conversations: what was asked (masked), how it ended, what residents thought.

`chatbot.store.opening.open_store` opens one; SQLAlchemy is imported only there.
"""

from chatbot.store.records import CitedDocument, Exchange, Feedback, Trouble, Unanswered

__all__ = ["CitedDocument", "Exchange", "Feedback", "Trouble", "Unanswered"]
