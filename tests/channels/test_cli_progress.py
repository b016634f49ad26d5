"""How a long build shows how far it is."""

import os
import pty
import subprocess
import sys

from channels.cli.progress import PlainProgress
from tests.conftest import REPOSITORY

BAR = """
import time
from channels.cli.progress import shown_progress
with shown_progress() as report:
    for done in range(0, 101, 20):
        report("embed", done, 100)
        time.sleep(0.1)
"""


def test_plain_lines_come_now_and_then() -> None:
    """When a stage begins, every ten seconds with rate and time left, and when it ends."""
    lines: list[str] = []
    times = iter([0.0, 4.0, 10.0, 12.0, 20.0, 21.0])
    progress = PlainProgress(lines.append, lambda: next(times))
    for done in (0, 40, 100, 120, 400):
        progress.report("embed", done, 400)
    progress.report("words", 1, 5)

    assert lines == [
        "文をベクトルにする: 0/400",
        "文をベクトルにする: 100/400（毎秒 10、残り約 30 秒）",
        "文をベクトルにする: 400/400",
        "言葉に分ける: 1/5",
    ]


def test_a_terminal_gets_a_bar_with_rate_and_time_left() -> None:
    """In a process whose standard error is a terminal; standard output stays empty."""
    screen, terminal = pty.openpty()
    ended = subprocess.run(  # noqa: S603  # our own interpreter and text
        [sys.executable, "-c", BAR],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
        check=True,
    )
    os.close(terminal)
    shown = os.read(screen, 1_000_000).decode()

    assert ended.stdout == b""
    for part in ("文をベクトルにする", "━", "100/100", "毎秒", "0:00:0"):
        assert part in shown
