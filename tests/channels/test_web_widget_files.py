"""The widget's files as they are served: types, caching, compression, size."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

LIMIT = 40_000
"""Bytes of widget.js and all it loads, gzipped (DESIGN §11)."""

_IMPORT = re.compile(r'^(?:import|export) .*from "(\.[^"]+)"', re.MULTILINE)


def _modules(client: httpx.Client) -> Iterator[str]:
    """Yield the paths of the loader and of every module it comes to load at the start."""
    yield "/widget.js"
    found = re.search(r"`(widget/[0-9a-f]+/)\$", client.get("/widget.js").text)
    assert found
    waiting, seen = [f"/{found[1]}main.js"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        yield path
        folder = path.rpartition("/")[0]
        waiting += [f"{folder}/{name[2:]}" for name in _IMPORT.findall(client.get(path).text)]


def _size(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        return len(b"".join(response.iter_raw()))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh", "ko", "vi"])
def test_all_of_it_is_small(client: httpx.Client, language: str) -> None:
    """With the texts of one language: those of others are loaded when they are chosen."""
    paths = list(_modules(client))
    texts = f"{paths[1].rpartition('/')[0]}/texts/{language}.js"

    assert len(paths) > 20
    assert sum(_size(client, path) for path in [*paths, texts]) <= LIMIT


def test_any_site_may_load_it(client: httpx.Client) -> None:
    """The right type, and leave for other origins, also under cross-origin isolation."""
    for path in _modules(client):
        headers = client.get(path, headers={"Origin": "https://www.city.example.jp"}).headers
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_modules_are_kept_and_the_loader_is_checked(client: httpx.Client) -> None:
    """A module's path has the version in it; the loader answers 304 while it is the same."""
    loader, main, *_ = _modules(client)
    assert client.get(main).headers["cache-control"] == "public, max-age=31536000, immutable"
    response = client.get(loader)
    assert response.headers["cache-control"] == "no-cache"
    again = client.get(loader, headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_comes_plain_to_who_can_not_unpack(client: httpx.Client) -> None:
    """The same bytes."""
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content


def test_types_and_other_files_are_not_served(client: httpx.Client) -> None:
    """Only what a browser needs; what isn't there is a problem."""
    folder = list(_modules(client))[1].rpartition("/")[0]
    for path in (f"{folder}/types.d.ts", "/widget/0/main.js", "/widget/widget.js", "/demo/"):
        assert client.get(path).status_code == 404
