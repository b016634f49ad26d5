"""A city's server with staff pages, and a person signed in to them; all over HTTP on loopback."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chatbot.answer import Mode, Status
from chatbot.service import Chatbot, open_chatbot, open_engines
from chatbot.settings import Settings
from chatbot.store import Exchange
from indexing.search import Engines

TOKEN = "tests-only-token"  # noqa: S105  # of a server on loopback
NAME = "危機管理課 山田"
_PLAIN = Exchange(
    answer_id="",
    conversation_id="c",
    asked_at=datetime(2026, 1, 1, tzinfo=UTC),
    channel="web",
    language="ja",
    mode=Mode.NORMAL,
    status=Status.ANSWERED,
    reason="guidance",
    question_masked="ごみの日は？",
    answer_text="火曜日です。",
    topic="ごみ",
)


@dataclass(frozen=True)
class Staff:
    """A person with a browser: keeps cookies, sends forms as pages have them."""

    client: httpx.Client
    chatbot: Chatbot

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.client.get(path)

    def text(self, path: str) -> str:
        """Return what a page that opens well says."""
        response = self.get(path)
        assert response.status_code == 200
        return response.text

    def post(self, path: str, data: dict[str, Any], page: str = "/admin") -> httpx.Response:
        """Send a form with what a page hides in its forms."""
        return self.client.post(path, data={"csrf": csrf_of(self.get(page).text), **data})

    def sign_in(self, name: str = NAME, token: str = TOKEN) -> httpx.Response:
        """Fill in the form."""
        return self.post("/admin/sign-in", {"name": name, "token": token}, "/admin/sign-in")


def csrf_of(page: str) -> str:
    """Return what a page's forms have to bring."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


@pytest.fixture(scope="session")
def engines(make_settings: Callable[..., Settings]) -> Engines:
    """The embedder and the tokenizer, loaded once."""
    return open_engines(make_settings())


@pytest.fixture
def visitor(
    make_settings: Callable[..., Settings],
    engines: Engines,
    serving: Callable[[Chatbot], httpx.Client],
    tmp_path: Path,
) -> Iterator[Callable[..., Staff]]:
    """Starts a server with staff pages and a store of its own; nobody is signed in."""
    with ExitStack() as opened:

        def visit(**settings: object) -> Staff:
            own = {"admin_token": TOKEN, "database_url": f"sqlite:///{tmp_path / 'store.db'}"}
            chatbot = open_chatbot(make_settings(**own | settings), engines=engines)
            opened.callback(chatbot.close)
            return Staff(serving(chatbot), chatbot)

        yield visit


@pytest.fixture
def staff(visitor: Callable[..., Staff]) -> Staff:
    """Somebody who has signed in."""
    person = visitor()
    assert person.sign_in().status_code == 303
    return person


@pytest.fixture
def desk(
    visitor: Callable[..., Staff], tmp_path: Path, make_settings: Callable[..., Settings]
) -> Staff:
    """Somebody at a server whose data directory, and so the mirror, is its own; not signed in."""
    (tmp_path / "models").symlink_to((make_settings().data_dir / "models").resolve())
    return visitor(data_dir=tmp_path)


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Records a question, now unless said otherwise; returns the answer's id."""
    at_desk = "desk" in request.fixturenames
    staff: Staff = request.getfixturevalue("desk" if at_desk else "staff")

    def record(question: str = "ごみの日は？", **changes: Any) -> str:  # noqa: ANN401  # of any field
        now: dict[str, Any] = {"asked_at": staff.chatbot.now(), "question_masked": question}
        exchange = replace(_PLAIN, answer_id=str(uuid4()), **now | changes)
        staff.chatbot.store.record(exchange)
        return exchange.answer_id

    return record
