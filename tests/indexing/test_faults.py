"""What may go wrong while an index is built or served, with real processes."""

import json
import subprocess
from collections.abc import Callable

import httpx
import pytest

from chatbot.service import index_dir
from chatbot.settings import Settings
from corpus.layout import CityLayout
from indexing.snapshots import UNFINISHED, Snapshots
from tests.conftest import Ended
from tests.processes import client_of, read_until

MANY = 1500
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def snapshots(published_settings: Settings) -> Snapshots:
    """The index of the small city, published."""
    return Snapshots(index_dir(published_settings))


def _add_many(layout: CityLayout) -> None:
    """Add enough to be embedded for some seconds."""
    rows = (
        f"{number}番の窓口では何をしますか。,{number}番の担当です。\n" for number in range(MANY)
    )
    text = "question,answer\n" + "".join(rows)
    (layout.faqs / "many.csv").write_text(text, encoding="utf-8")


def _status(client: httpx.Client) -> str:
    message = {"message": "粗大ごみの出し方を教えてください"}
    return str(client.post("/api/chat", json=message).json()["status"])


def test_a_killed_build_leaves_the_old_snapshot_served(
    annai: Callable[..., Ended],
    annai_process: Start,
    snapshots: Snapshots,
    small_city: CityLayout,
) -> None:
    """Meanwhile a second build at once is refused; the next one cleans up after it."""
    old = snapshots.current()
    with client_of(annai_process("serve", "--port", "0")) as client:
        _add_many(small_city)
        build = annai_process("index", "build", "--publish")
        read_until(build, "文をベクトルにする: 0/")
        assert [path.name for path in snapshots.layout.snapshots.glob(f"{UNFINISHED}*")]

        second = annai("index", "build")
        assert (second.status, second.out) == (1, "")
        assert "別のプロセスが索引を作っています" in second.err
        assert build.poll() is None
        build.kill()
        build.wait()

        assert (snapshots.current(), snapshots.ids()) == (old, [old])
        assert annai("index", "status").status == 0
        assert _status(client) == "answered"

        (small_city.faqs / "many.csv").unlink()
        assert annai("index", "build", "--publish").status == 0
        assert not list(snapshots.layout.snapshots.glob(f"{UNFINISHED}*"))


def test_a_server_keeps_the_last_good_index(
    annai: Callable[..., Ended], annai_process: Start, snapshots: Snapshots
) -> None:
    """A file of the next one is cut off after it was published; rolling back mends it."""
    old = snapshots.current()
    server = annai_process("serve", "--port", "0")
    with client_of(server) as client:
        new = json.loads(annai("index", "build", "--json").out)["snapshot"]
        field = snapshots.layout.snapshot(new).field("label")
        field.write_bytes(field.read_bytes()[: field.stat().st_size // 2])
        refused = annai("index", "publish")
        assert (refused.status, "label.npy" in refused.err) == (1, True)
        snapshots.layout.current.write_text(f"{new}\n", encoding="utf-8")

        assert "label.npy" in read_until(server, "snapshot refused")
        assert client.get("/readyz").json()["snapshot"] == old
        assert _status(client) == "answered"
        status = annai("index", "status")
        assert (status.status, "label.npy" in status.err) == (1, True)

        assert annai("index", "rollback").status == 0
        assert snapshots.current() == old
        assert annai("index", "status").status == 0


@pytest.mark.parametrize("limit", [1_000, 8_000, 20_000], ids=["documents", "vectors", "moments"])
def test_a_full_disk_is_told_and_the_old_snapshot_stays(
    annai: Callable[..., Ended], annai_process: Start, snapshots: Snapshots, limit: int
) -> None:
    """No file may grow beyond the limit: the first too long one fails, whoever writes it."""
    old = snapshots.current()
    before = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({limit}, {limit}))"
    build = annai_process("index", "build", "--publish", before=before)
    _, said = build.communicate()

    assert build.returncode == 1
    assert "索引を書けません" in said
    assert "None" not in said
    assert "Traceback" not in said
    assert (snapshots.current(), snapshots.ids()) == (old, [old])
    assert not list(snapshots.layout.snapshots.glob(f"{UNFINISHED}*"))
    assert annai("index", "status").status == 0


@pytest.mark.usefixtures("city_settings")
def test_unreadable_files_are_listed_and_the_rest_is_indexed(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """Each by its name, status 1; a CP932 table beside them reads right."""
    bad = {"empty.pdf": b"", "broken.docx": b"PK\x03\x04 broken", "picture.txt": b"\x89PNG\0\0"}
    for name, content in bad.items():
        (small_city.documents / name).write_bytes(content)
    table = "question,answer\n①髙島屋の前の駐輪場は使えますか。,使えます。\n"
    (small_city.faqs / "cp932.csv").write_bytes(table.encode("cp932"))
    ended = annai("index", "build", "--publish", "--json")
    built = json.loads(ended.out)

    assert ended.status == 1
    assert {problem["path"] for problem in built["problems"]} == {
        f"documents/{name}" for name in bad
    }
    assert all(name in ended.err for name in bad)
    assert (built["documents"], built["published"]) == (14, True)
    answer = json.loads(annai("ask", "髙島屋の前の駐輪場は使えますか", "--json").out)
    assert answer["sources"][0]["title"] == "①髙島屋の前の駐輪場は使えますか。"
