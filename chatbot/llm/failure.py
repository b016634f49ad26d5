"""Why a request failed, without the words of whoever failed."""

from dataclasses import dataclass

from chatbot.llm.language_model import Trouble


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request failed.

    Attributes:
        trouble: What is counted and told.
        status: Of HTTP; 0 if none came.
        again: Whether asking again may help.
        blamed: Whether the server is to blame, and not this question or ourselves.
        retry_after_s: How long the server wants to be left alone.
    """

    trouble: Trouble
    status: int = 0
    again: bool = False
    blamed: bool = True
    retry_after_s: float = 0.0


class CallFailed(Exception):  # noqa: N818  # it is caught one floor above and told as LlmError
    """A request failed.

    Attributes:
        failure: Why.
    """

    def __init__(self, failure: Failure) -> None:
        """Say why."""
        super().__init__(failure.trouble.value)
        self.failure = failure
