"""`annai ask`: the answer a resident would get, on the command line."""

import json
from collections.abc import Callable

import pytest

from chatbot.service import index_dir
from chatbot.settings import Settings
from indexing.snapshots import Snapshots
from tests.conftest import Ended
from tests.design import DESIGN_KEYS


@pytest.mark.usefixtures("published_settings")
def test_json_is_the_object_of_every_channel(annai: Callable[..., Ended]) -> None:
    """Names and order of DESIGN §6."""
    ended = annai("ask", "粗大ごみの出し方を教えてください", "--json")
    answer = json.loads(ended.out)

    assert (ended.status, ended.err) == (0, "")
    assert list(answer) == DESIGN_KEYS
    assert answer["status"] == "answered"
    assert answer["sources"][0]["updated_on"] == "2026-04-01"


@pytest.mark.usefixtures("published_settings")
def test_text_reads_as_a_clerk_would_say_it(annai: Callable[..., Ended]) -> None:
    """The answer, its numbered source, the desk with its hours, the procedure, the notice."""
    ended = annai("ask", "粗大ごみの出し方を教えてください")

    assert ended.status == 0
    answer, _, rest = ended.out.partition("\n\n")
    assert answer.endswith("[1]")
    for part in (
        "[1] 粗大ごみの出し方を教えてください。",
        "2026-04-01 更新",
        "ごみ課 平日8時30分〜17時",
        "https://example.jp/sodai",
        "これは試験です。",
    ):
        assert part in rest
    assert ("受付中" in rest) != ("時間外" in rest)


@pytest.mark.usefixtures("published_settings")
def test_no_answer_names_the_desk(annai: Callable[..., Ended]) -> None:
    """It is an answer: status 0."""
    ended = annai("ask", "徳川家康の生年は")

    assert ended.status == 0
    assert "総合相談 047-366-1111" in ended.out
    assert "出典" not in ended.out


@pytest.mark.usefixtures("published_settings")
def test_the_language_can_be_fixed(annai: Callable[..., Ended]) -> None:
    """As over HTTP."""
    answer = json.loads(annai("ask", "粗大ごみの出し方", "--language", "en", "--json").out)

    assert answer["language"] == "en"


@pytest.mark.usefixtures("city_settings")
def test_without_an_index_staff_read_what_to_do(annai: Callable[..., Ended]) -> None:
    """What residents would read, and status 1 with the remedy in one message."""
    ended = annai("ask", "粗大ごみの出し方を教えてください", "--json")

    assert ended.status == 1
    assert json.loads(ended.out)["status"] == "error"
    assert "annai index build --publish" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_damaged_index_is_named(
    annai: Callable[..., Ended], published_settings: Settings
) -> None:
    """The file that is cut off, in one message; `index status` says the same."""
    snapshots = Snapshots(index_dir(published_settings))
    field = snapshots.layout.snapshot(snapshots.current() or "").field("passage")
    field.write_bytes(field.read_bytes()[:-100])

    for command in (("ask", "粗大ごみの出し方を教えてください"), ("index", "status")):
        ended = annai(*command)
        assert ended.status == 1
        assert "passage.npy" in ended.err
        assert len(ended.err.splitlines()) == 1
