"""Fetching from the host of the feeds, within limits of size and time.

Only that host is asked, whatever address a feed names, and a redirection isn't followed: what can
switch disaster mode on comes from where the operator said. gzip is unpacked here and not by httpx,
which would unpack without a limit. Proxies and certificates are taken from the environment
(`HTTPS_PROXY`, `SSL_CERT_FILE`), as httpx does.
"""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from chatbot.disaster.feed.validators import Validators
from chatbot.errors import FeedError

TIMEOUT = httpx.Timeout(10, connect=5)
"""Seconds to connect, and between two pieces of a response."""

WHOLE_S = 60.0
"""Seconds for a whole response: a server that drips doesn't hold up the others for longer."""

MEGABYTE = 1024**2
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
_HEADERS = {"Accept-Encoding": "gzip", "User-Agent": "annai (municipal chatbot)"}


@dataclass(frozen=True, slots=True)
class Download:
    """A response's content, unpacked, and what to ask with the next time."""

    data: bytes
    validators: Validators


class Downloader:
    """Fetches from one host. For one thread.

    Args:
        base: Address of the folder of the feeds.
        clock: Seconds, to give up on a response that takes too long.
    """

    def __init__(self, base: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Make the client; `close` closes its connections."""
        self._base = base
        url = urlsplit(base)
        self._origin = f"{url.scheme}://{url.netloc}"
        self._clock = clock
        self._client = httpx.Client(timeout=TIMEOUT, headers=_HEADERS, follow_redirects=False)

    def feed(self, name: str, known: Validators, limit: int) -> Download | None:
        """Fetch a feed; None if it is still the known version.

        Raises:
            FeedError: It can't be reached, answers with another status than 200 and 304, is larger
                than `limit` bytes, too slow, or can't be unpacked.
        """
        return self._get(f"{self._base}/{name}.xml", known.headers(), limit)

    def telegram(self, path: str, limit: int) -> bytes:
        """Fetch a telegram.

        Raises:
            FeedError: As `feed`.
        """
        address = f"{self._origin}{path}"
        found = self._get(address, {}, limit)
        if found is None:  # we named no version that it could still be
            raise FeedError("feed.status", address=address, status=HTTPStatus.NOT_MODIFIED.value)
        return found.data

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _get(self, address: str, headers: dict[str, str], limit: int) -> Download | None:
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED:
                    return None
                if response.status_code != HTTPStatus.OK:
                    raise FeedError("feed.status", address=address, status=response.status_code)
                data = self._body(response, address, limit)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = type(error).__name__
            raise FeedError("feed.unreachable", address=address, reason=reason) from None
        told = response.headers
        return Download(data, Validators(told.get("etag", ""), told.get("last-modified", "")))

    def _body(self, response: httpx.Response, address: str, limit: int) -> bytes:
        deadline, data = self._clock() + WHOLE_S, bytearray()
        for piece in response.iter_raw():
            data += piece
            if len(data) > limit:
                raise _too_large(address, limit)
            if self._clock() > deadline:
                raise FeedError("feed.slow", address=address, seconds=round(WHOLE_S))
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding == "identity":
            return bytes(data)
        if encoding != "gzip":
            raise FeedError("feed.encoding", address=address)
        return _unpacked(bytes(data), address, limit)


def _unpacked(data: bytes, address: str, limit: int) -> bytes:
    unpacking = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        plain = unpacking.decompress(data, limit + 1)
    except zlib.error:
        raise FeedError("feed.encoding", address=address) from None
    if len(plain) > limit:
        raise _too_large(address, limit)
    if not unpacking.eof:
        raise FeedError("feed.encoding", address=address)
    return plain


def _too_large(address: str, limit: int) -> FeedError:
    return FeedError("feed.too_large", address=address, megabytes=limit // MEGABYTE)
