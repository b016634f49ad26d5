"""What a form has sent: `application/x-www-form-urlencoded`, and no more of it than the limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request

from channels.web.admin.errors import RefusedError

MAX_BYTES = 64 * 1024
MAX_FIELDS = 200
_MEDIA_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by name; one may have several values."""

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """Return the first value of a field without the space around it, "" if there is none."""
        return self.fields.get(name, [""])[0].strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, each once."""
        return tuple(dict.fromkeys(self.fields.get(name, ())))


async def read_form(request: Request) -> Form:
    """Return the form of a request.

    Raises:
        RefusedError: It is no form, or too large.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise RefusedError("form", 415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            raise RefusedError("form", 413)
    try:
        sent = body.decode("ascii")
        return Form(parse_qs(sent, errors="strict", max_num_fields=MAX_FIELDS))
    except ValueError:
        raise RefusedError("form", 400) from None
