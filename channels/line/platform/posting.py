"""Posting bytes over HTTP/1.1, hundreds of times a second, over connections that stay open.

General clients look through all their connections at each request, which is too slow for a load
test with hundreds of them. This one takes the connection that was used last.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import h11

_PIECE = 65536


class PostError(Exception):
    """The server can't be reached, or what it answers is no HTTP."""


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    http: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT))

    async def post(self, host: str, path: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Post and return the status; the answer's body is read and dropped."""
        lines = {"host": host, "content-length": str(len(body)), **headers}
        request = h11.Request(method="POST", target=path, headers=list(lines.items()))
        for part in (request, h11.Data(data=body), h11.EndOfMessage()):
            self.writer.write(self.http.send(part) or b"")
        await self.writer.drain()
        status = 0
        while not isinstance(event := await self._next(), h11.EndOfMessage):
            if isinstance(event, h11.ConnectionClosed):
                raise PostError("closed")
            if isinstance(event, h11.Response):
                status = event.status_code
        return status

    async def _next(self) -> object:
        while (event := self.http.next_event()) is h11.NEED_DATA:
            self.http.receive_data(await self.reader.read(_PIECE))
        return event

    def is_ready(self) -> bool:
        """Whether another request can be sent."""
        if self.http.our_state is h11.DONE and self.http.their_state is h11.DONE:
            self.http.start_next_cycle()
        return self.http.our_state is h11.IDLE and not self.reader.at_eof()


class Poster:
    """Posts; `close` when done."""

    def __init__(self) -> None:
        """Begin without connections."""
        self._idle: dict[tuple[str, str], list[_Connection]] = {}

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Post bytes and return the status of the answer.

        Raises:
            PostError: There is no answer, and there won't be one.
        """
        try:
            return await self._post(url, body, headers)
        except (OSError, ValueError, h11.ProtocolError) as error:
            raise PostError(type(error).__name__) from None

    def close(self) -> None:
        """Close what is open."""
        for connections in self._idle.values():
            for connection in connections:
                connection.writer.close()
        self._idle.clear()

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        parts = urlsplit(url)
        idle = self._idle.setdefault((parts.scheme, parts.netloc), [])
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection = await self._connection(idle, parts.scheme, parts.hostname, parts.port)
        try:
            status = await connection.post(parts.netloc, path, body, headers)
        except BaseException:
            connection.writer.close()  # a half-done exchange can't be followed by another
            raise
        if connection.is_ready():
            idle.append(connection)
        else:
            connection.writer.close()
        return status

    @staticmethod
    async def _connection(
        idle: list[_Connection], scheme: str, host: str | None, port: int | None
    ) -> _Connection:
        while idle:
            connection = idle.pop()
            if connection.is_ready():
                return connection
            connection.writer.close()
        if scheme not in {"http", "https"} or not host:
            raise ValueError(scheme)
        safe = ssl.create_default_context() if scheme == "https" else None
        opened = await asyncio.open_connection(host, port or (443 if safe else 80), ssl=safe)
        return _Connection(*opened)
