"""`annai serve` beside the local LINE platform: its settings, its start, its end.

It keeps its data apart, in `<data dir>/simulate`: made-up users must never be among those who are
written to, and a disaster that is tried must never be taken for one. Only the index and the models
are the city's own.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from channels.cli.output import text
from channels.line.platform.options import Button, Options
from chatbot.settings import Settings

SHARED = ("index", "models")
_ANNAI = (sys.executable, "-m", "channels.cli")
_LOOK_S = 0.2
_GRACE_S = 15
_WHY = ("--reason", "{reason}", "--yes")
_BUTTONS: Mapping[str, Sequence[str]] = {
    "off": ("disaster", "off", *_WHY),
    "drill": ("disaster", "drill", *_WHY),
    "on": ("disaster", "on", "--hazard", "earthquake", *_WHY),
    "code": ("line", "drill-group", "code"),
}
"""Commands by the button that runs them."""


def own_data_dir(settings: Settings) -> Path:
    """Make the directory of the simulation's data and return it."""
    folder = settings.data_dir.absolute() / "simulate"
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        shared, link = settings.data_dir.absolute() / name, folder / name
        shared.mkdir(exist_ok=True)
        if not link.exists():
            link.symlink_to(Path("..") / name, target_is_directory=True)
    return folder


def free_port() -> int:
    """Return a port that nobody listens to now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


def environment(options: Options, data_dir: Path, api: str) -> dict[str, str]:
    """Return the environment of an annai that is wired to the platform at `api`."""
    kept = {name: value for name, value in os.environ.items() if name != "ANNAI_DATABASE_URL"}
    return {
        "ANNAI_LOG_LEVEL": "warning",
        **kept,
        "ANNAI_DATA_DIR": str(data_dir),
        "ANNAI_LINE_CHANNEL_SECRET": options.channel_secret,
        "ANNAI_LINE_CHANNEL_ACCESS_TOKEN": options.access_token,
        "ANNAI_LINE_API_BASE": api,
        "NO_PROXY": "127.0.0.1,localhost",
    }


@contextmanager
def serving(port: int, known: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run `annai serve` on a port of loopback while the block runs.

    Args:
        port: Where it listens.
        known: Its environment.
    """
    command = [*_ANNAI, "serve", "--host", "127.0.0.1", "--port", str(port)]
    # A session of its own: Ctrl+C is for us, and we end it in its turn.
    server = subprocess.Popen(command, env=known, stdout=sys.stderr, start_new_session=True)  # noqa: S603
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def comes_up(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers; False if it ends before."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        while server.poll() is None:
            try:
                client.get("/healthz")
            except httpx.HTTPError:
                time.sleep(_LOOK_S)
            else:
                return True
    return False


def deploy_menus(known: Mapping[str, str]) -> bool:
    """Bring the rich menus to the platform; what goes wrong is on standard error."""
    return _run(("line", "rich-menu", "--yes"), known).returncode == 0


def buttons(known: Mapping[str, str]) -> tuple[Button, ...]:
    """Return the page's buttons: they switch the disaster mode tried here, and join drills."""

    def press(name: str) -> str:
        told = {"reason": text("line.simulate.reason")}
        ended = _run([part.format(**told) for part in _BUTTONS[name]], known, capture=True)
        return (ended.stdout or ended.stderr).decode(errors="replace").strip()

    return tuple(
        Button(text(f"line.simulate.button.{name}"), partial(press, name)) for name in _BUTTONS
    )


def _run(
    line: Sequence[str], known: Mapping[str, str], *, capture: bool = False
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  # our own command
        [*_ANNAI, *line],
        env=known,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if capture else sys.stderr,
        stderr=subprocess.PIPE if capture else None,
    )
