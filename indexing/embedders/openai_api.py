"""Any service with OpenAI's `POST /v1/embeddings`.

Fields as in https://platform.openai.com/docs/api-reference/embeddings.

The key goes into one request header and nowhere else: errors carry the model, the host and a status
number, never what was sent or what came back.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from weakref import finalize

import httpx
import numpy as np

from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.prefixes import prefix
from indexing.errors import EmbedderError

BASE_URL = "https://api.openai.com/v1"
_BATCH = 64
_SECONDS = 30.0
_PAUSES = (1.0, 4.0)  # seconds before the second and the third try
_BUSY = frozenset({429, 500, 502, 503, 504})
_MATRIX = 2


class _BusyError(EmbedderError):
    """The service may answer later."""


class OpenAIEmbedder(Embedder):
    """A model behind an OpenAI-compatible service.

    Args:
        model: Its name there.
        base_url: Address up to and including `/v1`; OpenAI's own when None.
        api_key: Sent as bearer token; None for a service that asks for none.
        timeout: Seconds for one request.
        pause: Waits some seconds before another try.

    Raises:
        EmbedderError: The address or the key can't be one.
    """

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = _SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep the address; nothing is sent yet."""
        self._model = model
        self._pause = pause
        if api_key and not (api_key.isascii() and api_key.isprintable()):
            raise EmbedderError("embedder.bad_key", model=model)
        try:
            self._url = httpx.URL((base_url or BASE_URL).rstrip("/") + "/embeddings")
        except httpx.InvalidURL:
            raise EmbedderError("embedder.bad_address", model=model) from None
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._client = httpx.Client(headers=headers, timeout=timeout)
        finalize(self, self._client.close)

    @property
    def id(self) -> str:
        """The model's name."""
        return f"openai:{self._model}"

    @cached_property
    def dimension(self) -> int:
        """Width of a vector. The first use asks the service; EmbedderError when that fails."""
        width: int = self._request(["?"]).shape[1]
        return width

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension).

        A busy service is asked again for passages, not for a question: somebody is waiting.

        Raises:
            EmbedderError: The service can't be reached, refuses, or answers something else.
        """
        prefixed = [prefix(self._model, role) + text for text in texts]
        parts = [prefixed[at : at + _BATCH] for at in range(0, len(prefixed), _BATCH)]
        pauses = _PAUSES if role == "passage" else ()
        vectors = [self._request(part, pauses) for part in parts]
        return np.concatenate(vectors or [np.empty((0, self.dimension), np.float32)])

    def _request(self, texts: Sequence[str], pauses: Sequence[float] = ()) -> Vectors:
        for seconds in pauses:
            with suppress(_BusyError):
                return self._ask(texts)
            self._pause(seconds)
        return self._ask(texts)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        try:
            answer = self._client.post(self._url, json=body)
        except httpx.HTTPError as error:
            raise self._busy("embedder.unreachable", kind=type(error).__name__) from None
        if answer.status_code in _BUSY:
            raise self._busy("embedder.refused", status=answer.status_code)
        if not answer.is_success:
            raise self._error("embedder.refused", status=answer.status_code)
        return self._vectors(answer, len(texts))

    def _vectors(self, answer: httpx.Response, count: int) -> Vectors:
        try:
            rows = sorted(answer.json()["data"], key=lambda row: int(row["index"]))
            vectors: Vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (ValueError, KeyError, TypeError):
            raise self._error("embedder.bad_answer") from None
        if vectors.ndim != _MATRIX or len(vectors) != count:
            raise self._error("embedder.bad_answer")
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not lengths.all() or not np.isfinite(lengths).all():
            raise self._error("embedder.bad_answer")
        return vectors / lengths

    def _error(self, key: str, **details: object) -> EmbedderError:
        return EmbedderError(key, model=self._model, host=self._url.host, **details)

    def _busy(self, key: str, **details: object) -> EmbedderError:
        return _BusyError(key, model=self._model, host=self._url.host, **details)
