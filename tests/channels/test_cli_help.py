"""The command line's help, its mistakes, and docs/cli.md."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from channels.cli.reference import reference
from channels.cli.tree import COMMANDS
from channels.cli.tree import Path as CommandPath
from tests.conftest import REPOSITORY, Ended

HEAVY = ("faiss", "fastapi", "numpy", "onnxruntime", "pydantic", "rich", "sqlalchemy", "sudachipy")
SERVERS: tuple[CommandPath, ...] = (("serve",), ("line", "simulate"))
"""They print no data."""
LEAVES: list[CommandPath] = [
    (name, *below) for name, group in COMMANDS.items() for below in (zip(group) if group else [()])
]


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )


def test_help_imports_nothing_heavy() -> None:
    """Neither does the page of a group."""
    for arguments in (["--help"], ["corpus", "--help"]):
        code = (
            "import sys; from channels.cli.main import main; "
            f"assert main({arguments}) == 0; print(*sys.modules, file=sys.stderr)"
        )
        loaded = {name.partition(".")[0] for name in _python("-c", code).stderr.split()}
        assert loaded & set(HEAVY) == set()


def test_help_takes_a_third_of_a_second_at_most() -> None:
    """Of processor time, which other work on the machine doesn't lengthen much."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _python("-m", "channels.cli", "--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.3


def test_the_page_of_annai_lists_every_command(annai: Callable[..., Ended]) -> None:
    """With what it is for, in Japanese."""
    page = annai("--help")

    assert (page.status, page.err) == (0, "")
    assert all(f"\n  {name} " in page.out for name in COMMANDS)
    assert "使い方: annai コマンド" in page.out


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_a_page(annai: Callable[..., Ended], path: CommandPath) -> None:
    """It says how it is called, and nothing of it is in English."""
    page = annai(*path, "--help")

    assert page.status == 0
    assert page.out.startswith(f"使い方: annai {' '.join(path)} [オプション]")
    for english in ("Usage", "Options", "Arguments", "Show this message", "[default"):
        assert english not in page.out


@pytest.mark.parametrize("path", [path for path in LEAVES if path not in SERVERS], ids=" ".join)
def test_every_command_that_prints_data_has_json(
    annai: Callable[..., Ended], path: CommandPath
) -> None:
    """But the export, which is a table for Excel."""
    assert ("--json" in annai(*path, "--help").out) == (path != ("unanswered", "export"))


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ([], ["使い方: annai"]),
        (["corpus"], ["使い方: annai corpus"]),
        (["corpsu"], ["「corpsu」", "「corpus」ではありませんか"]),
        (["corpus", "delete"], ["「annai corpus」に「delete」"]),
        (["--verbose"], ["「--verbose」"]),
        (["ask"], ["「質問」を指定"]),
        (["ask", "ごみ", "の日"], ["引用符"]),
        (["ask", "ごみ", "--langage", "en"], ["「--langage」"]),
        (["ask", "ごみ", "--language"], ["「--language」には値が必要"]),
        (["ask", "ごみ", "--language", "fr"], ["「--language」の値"]),
        (["unanswered", "list", "--days", "many"], ["「--days」の値"]),
        (["unanswered", "list", "--days", "0"], ["「--days」の値"]),
        (["index", "publish", "--force", " "], ["「--force」の値"]),
        (["eval", "retrieval", "--split", "dev"], ["「--beir」を指定"]),
    ],
)
def test_wrong_use_is_two_and_told_in_japanese(
    annai: Callable[..., Ended], arguments: Sequence[str], parts: Sequence[str]
) -> None:
    """On standard error, with where to read on; nothing is done."""
    ended = annai(*arguments)

    assert (ended.status, ended.out) == (2, "")
    assert all(part in ended.err for part in parts)
    assert "Traceback" not in ended.err


def test_an_unknown_setting_is_wrong_use(
    annai: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable and the name it may be meant to be are told."""
    monkeypatch.setenv("ANNAI_PROT", "8000")
    ended = annai("index", "list")

    assert ended.status == 2
    assert "ANNAI_PORT" in ended.err


def test_the_version_is_told(annai: Callable[..., Ended]) -> None:
    """A line of its own."""
    ended = annai("--version")

    assert ended.status == 0
    assert len(ended.out.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"]])
def test_a_reader_that_has_gone_is_no_error(arguments: list[str]) -> None:
    """What `annai --help | head -1` may meet: nothing is said on standard error."""
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "channels.cli", *arguments],
        cwd=REPOSITORY,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (ended.returncode, ended.stderr) == (1, b"")


def test_the_documentation_is_up_to_date() -> None:
    """Make it anew with `python -m channels.cli.reference > docs/cli.md`."""
    page = Path(REPOSITORY, "docs", "cli.md").read_text(encoding="utf-8")

    assert page == reference()
