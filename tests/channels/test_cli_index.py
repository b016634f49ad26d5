"""`annai index …` with the bundled embedder."""

import json
from collections.abc import Callable

import pytest

from chatbot.publishing import publish_log
from chatbot.service import index_dir
from chatbot.settings import Settings
from corpus.layout import CityLayout
from indexing.snapshots import Snapshots
from tests.conftest import Ended

NOWHERE = "question,expected_document\n粗大ごみを捨てたい,どこにもない質問\n"


def _snapshots(settings: Settings) -> Snapshots:
    return Snapshots(index_dir(settings))


def test_a_city_is_built_and_published(
    annai: Callable[..., Ended], city_settings: Settings
) -> None:
    """The counts are data, the progress isn't."""
    ended = annai("index", "build", "--publish", "--json")
    built = json.loads(ended.out)

    assert ended.status == 0
    assert (built["documents"], built["chunks"]) == (13, 14)
    assert (built["embedded"] > 0, built["reused"], built["published"]) == (True, 0, True)
    assert built["problems"] == []
    assert _snapshots(city_settings).current() == built["snapshot"]
    assert "文をベクトルにする" in ended.err


def test_building_again_reuses_and_publishes_nothing(
    annai: Callable[..., Ended], published_settings: Settings
) -> None:
    """The new snapshot waits for `annai index publish`."""
    before = _snapshots(published_settings).current()
    ended = annai("index", "build")

    assert ended.status == 0
    assert "ベクトルにした文 0 件" in ended.out
    assert "まだ公開していません" in ended.out
    assert _snapshots(published_settings).current() == before

    published = json.loads(annai("index", "publish", "--json").out)
    assert published["before"] == before
    assert published["snapshot"] == _snapshots(published_settings).current() != before


def test_a_refused_publication_lists_the_questions(
    annai: Callable[..., Ended], published_settings: Settings, small_city: CityLayout
) -> None:
    """Status 1, the old one stays; a reason publishes it and is kept."""
    before = _snapshots(published_settings).current()
    small_city.canary.write_text(NOWHERE, encoding="utf-8")
    built = annai("index", "build", "--publish", "--json")
    assert (built.status, json.loads(built.out)["published"]) == (1, False)
    assert "粗大ごみを捨てたい" in built.err
    assert _snapshots(published_settings).current() == before

    forced = annai("index", "publish", "--force", "台風のため", "--json")
    assert forced.status == 0
    assert json.loads(forced.out)["failed_questions"] == ["粗大ごみを捨てたい"]
    assert "粗大ごみを捨てたい" in forced.err
    log = publish_log(index_dir(published_settings)).read_text(encoding="utf-8")
    assert json.loads(log.splitlines()[-1])["reason"] == "台風のため"


def test_status_tells_what_is_published(
    annai: Callable[..., Ended], published_settings: Settings
) -> None:
    """As JSON, and as a line."""
    state = json.loads(annai("index", "status", "--json").out)

    assert state["id"] == _snapshots(published_settings).current()
    assert (state["published"], state["problem"], state["city"]) == (True, "", "試験市")
    assert (state["documents"], state["chunks"]) == (13, 14)
    assert state["id"] in annai("index", "status").out


@pytest.mark.usefixtures("published_settings")
def test_the_index_of_another_city_is_not_served(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """Status names both cities, and status 1."""
    text = small_city.settings.read_text(encoding="utf-8")
    small_city.settings.write_text(text.replace("試験市", "隣の市"), encoding="utf-8")
    ended = annai("index", "status")

    assert ended.status == 1
    assert "試験市" in ended.err
    assert "隣の市" in ended.err


@pytest.mark.usefixtures("city_settings")
def test_without_an_index_every_command_says_what_to_do(annai: Callable[..., Ended]) -> None:
    """Status 1 and the command that builds one."""
    for command in ("status", "publish"):
        ended = annai("index", command)
        assert (ended.status, ended.out) == (1, "")
        assert "annai index build --publish" in ended.err
    assert annai("index", "rollback").status == 1
    assert json.loads(annai("index", "list", "--json").out) == {"snapshots": []}


def test_rolling_back_and_listing(
    annai: Callable[..., Ended], published_settings: Settings
) -> None:
    """The list marks what is published; rolling back moves the mark."""
    annai("index", "build", "--publish")
    first, second = _snapshots(published_settings).ids()

    def published() -> list[str]:
        states = json.loads(annai("index", "list", "--json").out)["snapshots"]
        assert [state["id"] for state in states] == [first, second]
        return [state["id"] for state in states if state["published"]]

    assert published() == [second]
    assert annai("index", "rollback").status == 0
    assert published() == [first]
    assert annai("index", "rollback", second).status == 0
    assert published() == [second]
    assert annai("index", "rollback", "20000101T000000-000").status == 1


def test_only_the_snapshots_of_the_settings_are_kept(
    annai: Callable[..., Ended], published_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one kept, publishing removes the one before."""
    monkeypatch.setenv("ANNAI_SNAPSHOTS_KEPT", "1")
    annai("index", "build", "--publish")

    assert _snapshots(published_settings).ids() == [_snapshots(published_settings).current()]


def test_a_list_with_a_damaged_manifest_says_so(
    annai: Callable[..., Ended], published_settings: Settings
) -> None:
    """The others are listed, and the status is 1."""
    snapshots = _snapshots(published_settings)
    (name,) = snapshots.ids()
    snapshots.layout.snapshot(name).manifest.write_text("{", encoding="utf-8")
    ended = annai("index", "list", "--json")

    assert ended.status == 1
    assert "manifest.json" in json.loads(ended.out)["snapshots"][0]["problem"]
