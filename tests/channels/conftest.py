"""A small city, its index built once, and servers for it on loopback."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import httpx
import pytest
import structlog
from playwright.sync_api import Browser, sync_playwright

from chatbot.answer import Answer, Question
from chatbot.generation.opening import Llm
from chatbot.publishing import Publisher
from chatbot.service import Chatbot, open_chatbot, open_engines
from chatbot.settings import Settings, load_settings
from corpus.city import CitySettings
from tests.serving import running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

UNLIMITED = "1000000/second"

CITY = """
name = "試験市"
contact = "gomi"
website = "https://www.example.jp/"

[notice]
ja = "これは試験です。"
en = "This is a test."

[opening_hours]
opens = "8:30"
closes = "17:00"
text = "平日8時30分〜17時"

[[links]]
title = "試験市公式サイト"
url = "https://www.example.jp/"

[suggestions]
ja = ["粗大ごみの出し方を教えてください。", "住民票の写しはどこで取れますか。"]
en = ["How do I dispose of bulky waste?"]
"""

DEPARTMENTS = """id,name,handles,phone,hours,url
gomi,ごみ課,ごみ,047-366-1111,平日8時30分〜17時,https://www.example.jp/gomi.html
"""

FAQ = """question,answer,department,url,updated_on,procedure_url
粗大ごみの出し方を教えてください。,粗大ごみは電話かインターネットで申し込みます。手数料の納付券を貼って出してください。,gomi,https://www.example.jp/sodai.html,2026-04-01,https://example.jp/sodai
住民票の写しはどこで取れますか。,住民票の写しは市民課の窓口で取れます。コンビニでも取れます。,,https://www.example.jp/juminhyo.html,,
犬の登録はどこでしますか。,犬の登録は動物愛護の担当でします。,,,,
市立図書館の休館日はいつですか。,図書館の休館日は月曜日です。,,,,
保育所の申し込み方法を教えてください。,保育所は保育課に申し込みます。,,,,
危険な文字を表示する記号の試験とは何ですか。,<script>document.title='hacked'</script>と<b>太字</b>をそのまま見せます。,,,,
"""


FEES = """---
title: 施設使用料の一覧
---
# 施設使用料の一覧

| 施設 | 使用料 |
| --- | --- |
| 会議室 | 500円 |
| 体育館 | 900円 |
"""


@pytest.fixture(scope="session")
def city_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a small city."""
    root = tmp_path_factory.mktemp("city")
    files = {
        "city.toml": CITY,
        "departments.csv": DEPARTMENTS,
        "faq/faq.csv": FAQ,
        "documents/fees.md": FEES,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def data_dir(
    city_dir: Path, embedder_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data directory with the city's index, built and published as staff would."""
    data = tmp_path_factory.mktemp("data")
    embedder_cache.mkdir(parents=True, exist_ok=True)
    (data / "models").symlink_to(embedder_cache.resolve())
    settings = load_settings(city=str(city_dir), data_dir=data)
    publisher = Publisher(settings, open_engines(settings))
    built = publisher.build(lambda _stage, _done, _total: None)
    assert built.problems == ()
    publisher.publish(built.snapshot, "tests")
    return data


@pytest.fixture(scope="session")
def make_settings(city_dir: Path, data_dir: Path) -> Callable[..., Settings]:
    """Makes settings for the city; no rate limit unless one is given."""

    def make(**overrides: object) -> Settings:
        given = {"city": str(city_dir), "data_dir": data_dir, "rate_limit": UNLIMITED}
        return load_settings(**given | overrides)

    return make


@pytest.fixture
def make_chatbot(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> Iterator[Callable[..., Chatbot]]:
    """Opens chatbots with a store of their own, and closes them."""
    with ExitStack() as opened:

        def make(given_llm: Llm | None = None, **overrides: object) -> Chatbot:
            store = f"sqlite:///{tmp_path / 'store.db'}"
            chatbot = open_chatbot(make_settings(database_url=store, **overrides), llm=given_llm)
            opened.callback(chatbot.close)
            return chatbot

        yield make


@pytest.fixture(scope="session")
def chatbot(make_settings: Callable[..., Settings]) -> Iterator[Chatbot]:
    """The city's chatbot, for all tests that leave it as it is."""
    chatbot = open_chatbot(make_settings())
    yield chatbot
    chatbot.close()


@pytest.fixture(scope="session")
def city(chatbot: Chatbot) -> CitySettings:
    """The city's settings."""
    return chatbot.city


@pytest.fixture
def unbuilt(make_chatbot: Callable[..., Chatbot], embedder_cache: Path, tmp_path: Path) -> Chatbot:
    """A chatbot whose city has no index yet; the embedder's model is there."""
    (tmp_path / "models").symlink_to(embedder_cache.resolve())
    return make_chatbot(data_dir=tmp_path)


@pytest.fixture
def broken(
    make_chatbot: Callable[..., Chatbot], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Chatbot]:
    """A chatbot with a fault that nobody foresaw; the long traceback is kept out of the output."""
    chatbot = make_chatbot()

    def fail(question: Question, **_: object) -> Answer:
        raise ValueError(question.text)

    monkeypatch.setattr(chatbot, "ask", fail)
    with structlog.testing.capture_logs():
        yield chatbot


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; closed after each file, for its event loop disturbs other tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", name="running")
def runs() -> Callable[[Chatbot], AbstractContextManager[httpx.Client]]:
    """Runs a server of a chatbot for as long as a `with` lasts."""
    return running


@pytest.fixture(scope="session")
def client(chatbot: Chatbot) -> Iterator[httpx.Client]:
    """A client of a real server for the city."""
    with running(chatbot) as client:
        yield client


@pytest.fixture
def serving() -> Iterator[Callable[[Chatbot], httpx.Client]]:
    """Starts servers for other chatbots, and stops them after the test."""
    with ExitStack() as servers:
        yield lambda chatbot: servers.enter_context(running(chatbot))
