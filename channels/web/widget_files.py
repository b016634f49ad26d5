"""The widget and the demonstration pages: files of this package, read once and compressed once.

Browsers keep `/widget.js` and the pages, but ask each time whether they are still the same (ETag).
The rest lies under `/widget/<version>/`, a hash over all of it, and may be kept for ever: after an
update `widget.js` names another version, so that old and new never meet. The modules are joined in
one (`joined.py`), but for the texts, of which a visitor needs one language. Any site may
load all of it; what a site may ask of the API is another matter (`origins.py`).
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from channels.web.joined import NAME, joined
from channels.web.problems import Kind, ProblemError

_FOLDER = Path(__file__).parent
_LOADER = "/widget.js"
_VERSION = b"@version@"
"""Stands in `widget.js` where the version goes."""

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
_ASK_AGAIN = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file as it goes out; `caching` is its `Cache-Control`."""

    content: bytes
    media_type: str
    caching: str = _ASK_AGAIN
    gzipped: bytes = field(init=False)
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        """Compress and hash the content."""
        object.__setattr__(self, "gzipped", gzip.compress(self.content, mtime=0))
        object.__setattr__(self, "etag", f'"{sha256(self.content).hexdigest()[:32]}"')

    def response(self, request: Request) -> Response:
        """Return the file, or 304 to a browser that has it."""
        headers = {
            "Cache-Control": self.caching,
            "ETag": self.etag,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.content, headers=headers, media_type=self.media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(self.gzipped, headers=headers, media_type=self.media_type)


def read_files(folder: Path = _FOLDER) -> Mapping[str, ServedFile]:
    """Return every file by the path it is served at."""
    loaded = _read(folder / "widget")
    loader = loaded.pop("widget.js")
    modules = {path: loaded.pop(path).decode() for path in tuple(loaded) if "/" not in path}
    loaded[NAME] = joined(modules).encode()
    version = sha256(b"".join(name.encode() + loaded[name] for name in sorted(loaded)))
    name = version.hexdigest()[:16]
    files = {
        f"/widget/{name}/{path}": ServedFile(content, _type(path), _FOR_EVER)
        for path, content in loaded.items()
    }
    pages = _read(folder / "demo")
    files |= {f"/demo/{path}": ServedFile(pages[path], _type(path)) for path in pages}
    files["/"] = files["/demo/index.html"]
    files[_LOADER] = ServedFile(loader.replace(_VERSION, name.encode()), _type(_LOADER))
    return files


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES
    }


def _type(path: str) -> str:
    return _TYPES[Path(path).suffix]


async def _file(request: Request) -> Response:
    files: Mapping[str, ServedFile] = request.app.state.files
    found = files.get(request.url.path)
    if found is None:
        raise ProblemError(Kind.NOT_FOUND)
    return found.response(request)


for _path in ("/", _LOADER, "/widget/{path:path}", "/demo/{path:path}"):
    router.add_api_route(_path, _file, methods=["GET", "HEAD"])
