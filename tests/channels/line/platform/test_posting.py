"""Posting bytes: connections are used again, and servers do what they like with them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from channels.line.platform.posting import Poster, PostError

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """Return the body of the next request, empty when there is none."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    size = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return await reader.readexactly(size)


def post(answer: bytes, times: int = 1, *, closing: bool = False) -> tuple[list[int], list[bytes]]:
    """Post so many times, all answered the same.

    Returns:
        The statuses, and a byte for each connection that was opened.
    """
    opened: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(b"x")
        try:
            while await read_request(reader):
                writer.write(answer)
                if closing:
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    async def run() -> list[int]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        poster, port = Poster(), server.sockets[0].getsockname()[1]
        try:
            statuses = []
            for _ in range(times):
                statuses.append(await poster.post(f"http://127.0.0.1:{port}/a?b", b"x", {}))
                await asyncio.sleep(0.05)  # the end of a connection takes a moment to arrive
            return statuses
        finally:
            poster.close()
            await asyncio.sleep(0.05)  # so does ours
            server.close()
            await server.wait_closed()

    return asyncio.run(run()), opened


def test_a_connection_is_used_again() -> None:
    """As long as the server keeps it."""
    assert post(OK, 3) == ([200, 200, 200], [b"x"])


def test_a_closed_connection_is_not() -> None:
    """Another one is opened, and nothing is lost."""
    assert post(OK, 3, closing=True) == ([200, 200, 200], [b"x"] * 3)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n",
    ],
)
def test_how_an_answer_is_written(answer: bytes) -> None:
    """In chunks, or after a first word."""
    assert post(answer, 2)[0] == [503, 503]


@pytest.mark.parametrize(
    "answer", [b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx"]
)
def test_what_is_no_answer(answer: bytes) -> None:
    """Another protocol, or one that breaks off."""
    with pytest.raises(PostError):
        post(answer, closing=True)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http:///x", "http://127.0.0.1:99999/", "x"])
def test_addresses_that_lead_nowhere(url: str) -> None:
    """They fail as a server that isn't there."""
    with pytest.raises(PostError):
        asyncio.run(Poster().post(url, b"", {}))
