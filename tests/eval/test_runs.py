"""Stored runs: whole or not at all, and found again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.run import FORMAT, Row, Run, StoredRun
from eval.runs import Runs

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS: list[Row] = [{"id": "q1", "text": "犬の登録", "right": 1.0}, {"id": "q2", "text": "ごみ"}]


def _run(command: str = "city", dataset: str = "matsudo/dev", hour: int = 12) -> Run:
    return Run(
        command=command,
        dataset=dataset,
        parameters={"split": "dev"},
        settings={"city": "matsudo"},
        versions={"python": "3.11"},
        machine={"cores": 2},
        date=NOON.replace(hour=hour),
        day="2026-11-22",
        figures={"right_first": 0.5},
    )


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    """A folder of runs that isn't there yet."""
    return Runs(tmp_path / "eval" / "runs")


def test_a_run_is_read_as_it_was_stored(runs: Runs) -> None:
    """Its id is the time in UTC and the command."""
    stored = runs.store(_run(), ROWS)
    found = runs.find(stored.id, "city", "matsudo/dev")

    assert stored.id == "20261122T120000Z-city"
    assert found.run == _run()
    assert found.rows() == ROWS
    assert "犬の登録" in found.layout.rows.read_text(encoding="utf-8")


def test_runs_of_the_same_second_are_kept_apart(runs: Runs) -> None:
    """The later one gets a number, and is the newer one."""
    ids = [runs.store(_run(), ROWS).id for _ in range(3)]

    assert runs.ids() == ids
    assert runs.find("last", "city", "matsudo/dev").id == ids[-1]


def test_a_crash_leaves_no_run(runs: Runs, tmp_path: Path) -> None:
    """Neither a half one that is read nor a rest."""

    def failing() -> Iterator[Row]:
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runs.store(_run(), failing())

    assert runs.ids() == []
    assert list((tmp_path / "eval" / "runs").iterdir()) == []


def test_what_a_killed_process_leaves_is_not_read(runs: Runs, tmp_path: Path) -> None:
    """A dotted folder, even with both files in it; and a folder that is no run."""
    stored = runs.store(_run(), ROWS)
    stored.layout.root.rename(stored.layout.root.with_name(".unfinished-x"))
    (tmp_path / "eval" / "runs" / "snapshots").mkdir()

    assert runs.ids() == []
    assert runs.latest() == []


def test_last_is_the_newest_of_the_same_command_and_dataset(runs: Runs) -> None:
    """Whatever else was measured since."""
    runs.store(_run(hour=8), ROWS)
    wanted = runs.store(_run(hour=9), ROWS)
    runs.store(_run(dataset="matsudo/test", hour=10), ROWS)
    runs.store(_run("answers", hour=11), ROWS)

    assert runs.find("last", "city", "matsudo/dev").id == wanted.id
    assert [(run.run.command, run.run.date.hour) for run in runs.latest()] == [
        ("answers", 11),
        ("city", 9),
        ("city", 10),
    ]


def test_a_run_may_lie_anywhere(runs: Runs, tmp_path: Path) -> None:
    """It is named by its folder."""
    stored = runs.store(_run(), ROWS)
    moved = stored.layout.root.rename(tmp_path / "kept")

    assert runs.find(str(moved), "city", "other/all").run == _run()


@pytest.mark.parametrize(
    ("name", "command", "key"),
    [
        ("last", "retrieval", "run.none_before"),
        ("20990101T000000Z-city", "city", "run.unknown"),
        ("20261122T120000Z-city", "answers", "run.other_command"),
    ],
)
def test_a_run_that_cannot_be_compared_is_told(
    runs: Runs, name: str, command: str, key: str
) -> None:
    """There is none, none of that name, or it is of another command."""
    runs.store(_run(), ROWS)
    with pytest.raises(EvalError) as caught:
        runs.find(name, command, "matsudo/dev")

    assert caught.value.key == key
    assert str(caught.value)


def test_a_run_of_another_version_is_no_longer_used(runs: Runs) -> None:
    """Named, it is told why; by itself it isn't chosen."""
    stored = runs.store(_run(), ROWS)
    content = json.loads(stored.layout.run.read_bytes()) | {"format": FORMAT + 1}
    stored.layout.run.write_text(json.dumps(content), encoding="utf-8")

    assert runs.latest() == []
    with pytest.raises(EvalError) as caught:
        runs.find(stored.id, "city", "matsudo/dev")
    assert caught.value.key == "run.format"


@pytest.mark.parametrize("name", ["run.json", "rows.jsonl"])
def test_a_damaged_file_is_told(runs: Runs, name: str) -> None:
    """With its path."""
    stored = runs.store(_run(), ROWS)
    (stored.layout.root / name).write_text("{", encoding="utf-8")

    with pytest.raises(EvalError, match=name):
        StoredRun.open(stored.layout.root).rows()
