"""The city's own web site, where the widget is a guest: on another port, with a strict CSP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

STYLE = """
html { font-size: 62.5%; }
* { all: unset; color: red; font: 40px fantasy; text-transform: uppercase; }
body { display: block; }
script, head { display: none; }
div, p, section, article { float: left; width: 3px; overflow: hidden; }
button { display: none; background: yellow; }
"""
"""A page whose style means no good."""

POLICY = "default-src 'none'; script-src {bot}; connect-src {bot}; style-src 'self'; img-src 'self'"

PAGE = """{doctype}<html lang="ja">
<head><meta charset="utf-8"><title>市のページ</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><main><h1>市のページ</h1><p>本文です。</p><div id="place"></div></main>
{scripts}</body></html>"""


class _CityPage(BaseHTTPRequestHandler):
    """Answers `/?bot=URL&…`: which widget, with which attributes, in what surroundings."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name is the library's
        """Return a page that embeds the widget, or its style."""
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        style = url.path == "/style.css"
        body = (STYLE if style else _page(asked)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if style else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY.format(bot=asked.get("bot", "'none'")))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be silent."""


def _page(asked: dict[str, str]) -> str:
    attributes = " ".join(
        f'data-{name}="{asked[name]}"' for name in ("mode", "target", "language") if name in asked
    )
    script = f'<script src="{asked.get("bot", "")}/widget.js" async {attributes}></script>'
    head = '<link rel="stylesheet" href="/style.css">' if "style" in asked else ""
    base = '<base href="https://elsewhere.example/">' if "base" in asked else ""
    return PAGE.format(
        doctype="" if "quirks" in asked else "<!doctype html>",
        head=head + base,
        scripts=script * int(asked.get("times", "1")),
    )


@contextmanager
def city_site() -> Iterator[str]:
    """Run the city's site; yields its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _CityPage)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
