"""How the API says no: a status and a message, sometimes with the places that are wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from channels.line.platform.checks.rules import Problem, Rule


class Refusal(Exception):  # noqa: N818  # what the platform answers, no fault of it
    """The call is refused.

    Args:
        status: The HTTP status.
        message: LINE's words.
        headers: Further headers.
        body: Further fields of the body.
    """

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        **body: object,
    ) -> None:
        """Keep what is answered."""
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, object] = {"message": message, **body}


def not_found() -> Refusal:
    """Return the answer to whatever isn't there."""
    return Refusal(404, "Not found")


def check(rule: Rule, body: Any) -> None:  # noqa: ANN401  # any JSON
    """Raise the refusal that lists what is wrong in a request's body.

    Raises:
        Refusal: Something is wrong.
    """
    refuse(rule.problems(body, ""))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise the refusal that lists the problems, if there are any.

    Raises:
        Refusal: There are some.
    """
    details = [{"message": one.message, "property": one.property} for one in problems]
    if details:
        message = f"The request body has {len(details)} error(s)"
        raise Refusal(400, message, details=details)
