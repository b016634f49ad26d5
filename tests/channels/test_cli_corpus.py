"""`annai corpus …` on a small city."""

import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.settings import Settings
from corpus.layout import CityLayout
from tests.conftest import Ended

FAQS = 12

pytestmark = pytest.mark.usefixtures("city_settings")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document outside the city."""
    path = tmp_path / "dog.md"
    path.write_text("# 犬の登録\n\n犬を飼ったら登録します。\n", encoding="utf-8")
    return path


def test_a_document_is_added_shown_and_removed(
    annai: Callable[..., Ended], source: Path, small_city: CityLayout
) -> None:
    """As staff do, by the path within the city's directory."""
    added = annai(
        *("corpus", "add", str(source), "--to", "documents/pets", "--title", "犬"),
        *("--department", "gomi", "--updated-on", "2026-04-01", "--json"),
    )
    assert added.status == 0
    assert json.loads(added.out) == {
        "path": "documents/pets/dog.md",
        "documents": ["documents/pets/dog.md"],
        "problems": [],
    }

    shown = json.loads(annai("corpus", "show", "documents/pets/dog.md", "--json").out)
    (document,) = shown["documents"]
    assert document["metadata"]["title"] == "犬"
    assert document["metadata"]["updated_on"] == "2026-04-01"
    assert document["blocks"][0]["headings"] == ["犬の登録"]
    assert document["blocks"][0]["text"] == "犬を飼ったら登録します。"

    removed = annai("corpus", "remove", "documents/pets/dog.md", "--yes")
    assert removed.status == 0
    assert "documents/pets/dog.md.toml" in removed.out
    assert not (small_city.documents / "pets" / "dog.md").exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--to", "elsewhere"], "elsewhere"),
        (["--department", "nobody"], "nobody"),
        (["--updated-on", "いつか"], "いつか"),
    ],
)
def test_a_refused_addition_says_why(
    annai: Callable[..., Ended], source: Path, arguments: list[str], part: str
) -> None:
    """In one message on standard error; standard output stays empty."""
    ended = annai("corpus", "add", str(source), *arguments)

    assert (ended.status, ended.out) == (1, "")
    assert part in ended.err
    assert len(ended.err.splitlines()) == 1


def test_adding_again_needs_replace(annai: Callable[..., Ended], source: Path) -> None:
    """The message names the option."""
    annai("corpus", "add", str(source))

    refused = annai("corpus", "add", str(source))
    assert (refused.status, "--replace" in refused.err) == (1, True)
    assert annai("corpus", "add", str(source), "--replace").status == 0


def test_the_list_tells_what_is_in_force(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """Every document with its kind and dates; as a table, a line each."""
    (small_city.documents / "old.md").write_text(
        "---\ntitle: 古い案内\nexpires_on: 2020-03-31\n---\n本文です。\n", encoding="utf-8"
    )
    records = json.loads(annai("corpus", "list", "--json").out)["documents"]
    found = {record["id"]: record for record in records}

    assert len(records) == FAQS + 2
    assert found["documents/old.md"] == {
        "id": "documents/old.md",
        "title": "古い案内",
        "kind": "document",
        "format": "md",
        "department": "",
        "updated_on": None,
        "effective_from": None,
        "expires_on": "2020-03-31",
        "in_force": False,
    }
    assert [record["kind"] for record in records].count("faq") == FAQS
    lines = annai("corpus", "list").out.splitlines()
    assert len(lines) == FAQS + 3, "with the columns' names"
    assert "documents/old.md\t古い案内\tdocument\t\t\t\t2020-03-31\tいいえ" in lines


def test_an_unreadable_file_is_told_and_the_rest_listed(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """Status 1; the data are whole without it."""
    (small_city.documents / "empty.pdf").write_bytes(b"")
    ended = annai("corpus", "list", "--json")

    assert ended.status == 1
    assert "documents/empty.pdf" in ended.err
    assert len(json.loads(ended.out)["documents"]) == FAQS + 1


def test_check_lists_problems_and_tells_by_its_status(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """0 for a good city, 1 with problems."""
    good = annai("corpus", "check")
    assert (good.status, good.err) == (0, "")
    assert "問題は 0 件" in good.out

    (small_city.documents / "empty.pdf").write_bytes(b"")
    bad = annai("corpus", "check", "--json")
    assert bad.status == 1
    assert [problem["path"] for problem in json.loads(bad.out)["problems"]] == [
        "documents/empty.pdf"
    ]
    assert "empty.pdf" in annai("corpus", "check").out


def test_one_row_of_a_table_is_shown_by_its_id(annai: Callable[..., Ended]) -> None:
    """Of the table's path every row."""
    table = json.loads(annai("corpus", "show", "faq/faq.csv", "--json").out)["documents"]
    one = annai("corpus", "show", table[0]["id"])

    assert len(table) == FAQS
    assert one.status == 0
    assert "Q. 粗大ごみの出し方を教えてください。" in one.out
    assert "Q. 住民票" not in one.out
    assert annai("corpus", "show", "faq/faq.csv#00000000").status == 1


def test_an_invalid_city_is_one_clear_message(
    annai: Callable[..., Ended], small_city: CityLayout
) -> None:
    """File, line and remedy; no traceback."""
    small_city.settings.write_text('nmae = "試験市"\n', encoding="utf-8")
    ended = annai("corpus", "list")

    assert (ended.status, ended.out) == (1, "")
    assert "city.toml" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("reply", "status", "there"), [("y", 0, False), ("n", 130, True)])
def test_a_person_is_asked_before_something_is_removed(
    annai_process: Callable[..., subprocess.Popen[str]],
    city_settings: Settings,
    reply: str,
    status: int,
    there: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    """In a process with a terminal: only 「y」 removes."""
    person, terminal = pty.openpty()
    process = annai_process("corpus", "remove", "documents/moving/guide.md", stdin=terminal)
    os.write(person, f"{reply}\n".encode())
    _, said = process.communicate()
    os.close(terminal)
    os.close(person)

    assert "documents/moving/guide.md を消します" in said
    assert process.returncode == status
    assert Path(city_settings.city, "documents", "moving", "guide.md").is_file() == there
