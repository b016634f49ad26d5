"""A LINE account on loopback: rich menus, multicast and quota, as reference/line.md has them.

It keeps to what the rich menus and the broadcast rely on: a menu is shown only with its picture, a
retry key is accepted once, the quota counts people, one who can't be written to fails the call.
"""

import json
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, Any]]

RATE = (429, {"message": "The API rate limit has been exceeded. Try again later."})
QUOTA = (429, {"message": "You have reached your monthly limit."})
BROKEN = (500, {"message": "Internal error"})


@dataclass
class LineAccount:
    """What LINE knows of an account.

    Attributes:
        faults: For a path, what the next calls get; "after" means that LINE acts all the same.
        got: The messages that each user was sent.
        calls: Method and path of every call.
    """

    url: str = ""
    limit: int | None = 1000
    used: int = 0
    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    alias: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    linked: dict[str, str] = field(default_factory=dict)
    got: dict[str, list[str]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    faults: dict[str, list[tuple[Reply, str]]] = field(default_factory=dict)
    made: int = 0

    def fail(self, path: str, reply: Reply, times: int = 1, *, when: str = "before") -> None:
        """Let the next calls of a path fail."""
        self.faults.setdefault(path, []).extend([(reply, when)] * times)

    def shown(self, user: str = "") -> str:
        """Return the name of the menu that somebody sees."""
        menu = self.linked.get(user, self.default)
        return str(self.menus[menu]["name"]) if menu else ""

    def answer(self, method: str, path: str, body: bytes, key: str) -> Reply:
        """Answer a call, with the fault that is due."""
        self.calls.append(f"{method} {path}")
        due = self.faults.get(path)
        reply, when = due.pop(0) if due else ((0, {}), "")
        if when == "before":
            return reply
        done = self._act(method, path, body, key)
        return reply if when == "after" else done

    def _act(self, method: str, path: str, body: bytes, key: str) -> Reply:
        for pattern, act in _ROUTES:
            found = re.fullmatch(pattern, f"{method} {path}")
            if found:
                return act(self, found.groups(), body, key)
        return 404, {"message": "Not found"}

    def _multicast(self, _: tuple[str, ...], body: bytes, key: str) -> Reply:
        request = json.loads(body)
        if key in self.keys:
            return 409, {"message": "The retry key is already accepted"}
        if set(request["to"]) & self.unknown:
            return 400, {"message": "Failed to send messages"}
        people = [user for user in request["to"] if user not in self.blocked]
        if self.limit is not None and self.used + len(people) > self.limit:
            return QUOTA
        self.keys.add(key)
        self.used += len(people)
        for user in people:
            self.got.setdefault(user, []).extend(one["text"] for one in request["messages"])
        return 200, {}

    def _quota(self, _: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        if self.limit is None:
            return 200, {"type": "none"}
        return 200, {"type": "limited", "value": self.limit}

    def _used(self, _: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        return 200, {"totalUsage": self.used}

    def _create(self, _: tuple[str, ...], body: bytes, _key: str) -> Reply:
        self.made += 1
        menu_id = f"richmenu-{self.made}"
        self.menus[menu_id] = json.loads(body)
        return 200, {"richMenuId": menu_id}

    def _list(self, _: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        menus = [{"richMenuId": menu_id, **menu} for menu_id, menu in self.menus.items()]
        return 200, {"richmenus": menus}

    def _picture(self, found: tuple[str, ...], body: bytes, _key: str) -> Reply:
        size = self.menus[found[0]]["size"]
        if struct.unpack(">II", body[16:24]) != (size["width"], size["height"]):
            return 400, {"message": "The image size is not the menu's"}
        if found[0] in self.pictures or len(body) > 1_000_000:
            return 400, {"message": "An image has already been uploaded to the richmenu"}
        self.pictures[found[0]] = body
        return 200, {}

    def _delete(self, found: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        del self.menus[found[0]]
        self.pictures.pop(found[0], None)
        self.linked = {user: menu for user, menu in self.linked.items() if menu != found[0]}
        self.default = None if self.default == found[0] else self.default
        return 200, {}

    def _default(self, _: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        if self.default is None:
            return 404, {"message": "no default richmenu"}
        return 200, {"richMenuId": self.default}

    def _set_default(self, found: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        if found[0] not in self.pictures:
            return 400, {"message": "must upload richmenu image before applying it to user"}
        self.default = found[0]
        return 200, {}

    def _aliases(self, _: tuple[str, ...], _body: bytes, _key: str) -> Reply:
        known = [{"richMenuAliasId": one, "richMenuId": menu} for one, menu in self.alias.items()]
        return 200, {"aliases": known}

    def _new_alias(self, _: tuple[str, ...], body: bytes, _key: str) -> Reply:
        request = json.loads(body)
        if request["richMenuAliasId"] in self.alias:
            return 400, {"message": "conflict richmenu alias id"}
        self.alias[request["richMenuAliasId"]] = request["richMenuId"]
        return 200, {}

    def _turn_alias(self, found: tuple[str, ...], body: bytes, _key: str) -> Reply:
        self.alias[found[0]] = json.loads(body)["richMenuId"]
        return 200, {}

    def _link(self, _: tuple[str, ...], body: bytes, _key: str) -> Reply:
        request = json.loads(body)
        if request["richMenuId"] not in self.pictures:
            return 400, {"message": "must upload richmenu image before applying it to user"}
        self.linked |= dict.fromkeys(request["userIds"], request["richMenuId"])
        return 202, {}

    def _unlink(self, _: tuple[str, ...], body: bytes, _key: str) -> Reply:
        for user in json.loads(body)["userIds"]:
            self.linked.pop(user, None)
        return 202, {}


_MENU = r"(richmenu-\d+)"
_ROUTES = (
    ("POST /v2/bot/message/multicast", LineAccount._multicast),  # noqa: SLF001  # its own
    ("GET /v2/bot/message/quota", LineAccount._quota),  # noqa: SLF001
    ("GET /v2/bot/message/quota/consumption", LineAccount._used),  # noqa: SLF001
    ("POST /v2/bot/richmenu", LineAccount._create),  # noqa: SLF001
    ("GET /v2/bot/richmenu/list", LineAccount._list),  # noqa: SLF001
    (f"POST /v2/bot/richmenu/{_MENU}/content", LineAccount._picture),  # noqa: SLF001
    (f"DELETE /v2/bot/richmenu/{_MENU}", LineAccount._delete),  # noqa: SLF001
    ("GET /v2/bot/user/all/richmenu", LineAccount._default),  # noqa: SLF001
    (f"POST /v2/bot/user/all/richmenu/{_MENU}", LineAccount._set_default),  # noqa: SLF001
    ("GET /v2/bot/richmenu/alias/list", LineAccount._aliases),  # noqa: SLF001
    ("POST /v2/bot/richmenu/alias", LineAccount._new_alias),  # noqa: SLF001
    (r"POST /v2/bot/richmenu/alias/([a-z0-9_-]+)", LineAccount._turn_alias),  # noqa: SLF001
    ("POST /v2/bot/richmenu/bulk/link", LineAccount._link),  # noqa: SLF001
    ("POST /v2/bot/richmenu/bulk/unlink", LineAccount._unlink),  # noqa: SLF001
)


@contextmanager
def line_account() -> Iterator[LineAccount]:
    """Serve an account."""
    account = LineAccount()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                key = self.headers.get("X-Line-Retry-Key") or ""
                status, reply = account.answer(self.command, self.path, body, key)
            sent = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_DELETE = _handle  # noqa: N815  # the base class's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    account.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield account
    finally:
        server.shutdown()
        server.server_close()
