"""Many requests over HTTP: connections that stay open, each asking as fast as it is answered."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPConnection
from time import perf_counter

from eval.errors import EvalError

CONNECTIONS = 8
_HOST = "127.0.0.1"


def requests_per_s(port: int, messages: Sequence[str]) -> float:
    """Send each message once as a question and return how many were answered a second.

    Raises:
        EvalError: One wasn't answered with 200.
    """
    shares = [messages[start::CONNECTIONS] for start in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        began = perf_counter()
        for _ in pool.map(lambda share: _send(port, share), shares):
            pass
        return len(messages) / (perf_counter() - began)


def _send(port: int, messages: Sequence[str]) -> None:
    connection = HTTPConnection(_HOST, port, timeout=30)
    for message in messages:
        body = json.dumps({"message": message}).encode()
        connection.request("POST", "/api/chat", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        if response.status != HTTPStatus.OK:
            raise EvalError("bench.http", status=response.status)
    connection.close()
