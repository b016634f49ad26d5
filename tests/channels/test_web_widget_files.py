"""The widget's files as they are served: types, caching, compression, size."""

import gzip
import re
from pathlib import Path

import httpx
import pytest

from channels.web import widget_files

LIMIT = 40_000
"""Bytes of widget.js and all it loads, gzipped (DESIGN §11)."""


def _modules(client: httpx.Client) -> list[str]:
    """Return the paths of the loader and of the module that it loads."""
    loader = client.get("/widget.js").text
    (folder,) = re.findall(r"`(widget/[0-9a-f]+/)\$", loader)
    return ["/widget.js", f"/{folder}all.js"]


def _size(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        return len(b"".join(response.iter_raw()))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh", "ko", "vi"])
def test_all_of_it_is_small(client: httpx.Client, language: str) -> None:
    """With the texts of one language: those of others are loaded when they are chosen."""
    paths = _modules(client)
    texts = f"{paths[1].rpartition('/')[0]}/texts/{language}.js"

    assert sum(_size(client, path) for path in [*paths, texts]) <= LIMIT


def test_the_modules_come_as_one(client: httpx.Client) -> None:
    """Every module beside the loader is in it, and what begins the widget is exported."""
    folder = Path(widget_files.__file__).parent / "widget"
    text = client.get(_modules(client)[1]).text

    names = {path.name for path in folder.glob("*.js")} - {"widget.js"}
    assert names == set(re.findall(r"^// (\w+\.js)$", text, re.MULTILINE))
    assert "export function start(" in text


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
    folder = _modules(client)[1].rpartition("/")[0]
    for path in (
        f"{folder}/types.d.ts",
        f"{folder}/main.js",
        "/widget/0/all.js",
        "/widget/widget.js",
        "/demo/",
    ):
        assert client.get(path).status_code == 404
