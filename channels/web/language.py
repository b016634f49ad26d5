"""Which of the six languages a caller reads, for texts that are not answers."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from chatbot.answer import LANGUAGES

_DEFAULT = "ja"


def caller_language(connection: HTTPConnection, body: object = None) -> str:
    """Return the language fixed by the body or the query, else one from `Accept-Language`.

    Args:
        connection: The request; a route may have noted the body's language in its state.
        body: The body, where it could be read but is not valid.
    """
    noted = getattr(connection.state, "language", None)
    named = body.get("language") if isinstance(body, Mapping) else None
    for language in (noted, named, connection.query_params.get("language")):
        if language in LANGUAGES:
            return str(language)
    return accepted_language(connection.headers.get("accept-language", ""))


def accepted_language(header: str) -> str:
    """Return the first of our languages in the order of an `Accept-Language` header.

    Weights as in RFC 9110 §12.5.4, matching as in RFC 4647 §3.4 (lookup): `en-US` is served by
    `en`. A header we don't understand means Japanese.
    """
    weighted = [_weighted(part) for part in header.split(",")]
    for _, tag in sorted(weighted, key=lambda pair: -pair[0]):
        for known in (tag, tag.partition("-")[0]):
            if known in LANGUAGES:
                return known
    return _DEFAULT


def _weighted(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    number = weight.strip().removeprefix("q=") or "1"
    try:
        return float(number), tag.strip().lower()
    except ValueError:
        return 0.0, ""
