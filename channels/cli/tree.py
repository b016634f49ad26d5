"""The tree of commands: what there is, and which command a line calls.

The command `annai corpus add` is the module `channels.cli.commands.corpus.add` (a hyphen in its
name is `_` there); the parameters of its function `run` are its arguments and options, and `run`
returns the exit status. What `--help` says stands in the catalogue: `corpus.add.help` and, for
each parameter, `corpus.add.<parameter>` or else `option.<parameter>`.

So `annai --help` imports no command, and a command may import whatever it needs at its top.
"""

from collections.abc import Sequence
from difflib import get_close_matches

from channels.cli.errors import UsageError

Path = tuple[str, ...]

COMMANDS: dict[str, tuple[str, ...]] = {
    "serve": (),
    "ask": (),
    "corpus": ("add", "remove", "list", "check", "show"),
    "index": ("build", "publish", "status", "list", "rollback", "tune"),
    "unanswered": ("list", "export"),
    "store": ("purge",),
    "eval": ("retrieval", "answers", "city", "disaster", "verifier", "safety", "report"),
    "disaster": ("status", "on", "off", "drill", "extend", "order", "log", "import"),
    "shelters": ("list", "near", "status"),
    "line": ("status", "rich-menu", "broadcast", "drill-group", "simulate"),
    "bench": (),
}
"""Every command; a group with the commands below it."""


def find(arguments: Sequence[str]) -> tuple[Path, list[str]]:
    """Split a line into the path of the command or group it names and the rest.

    Raises:
        UsageError: It names a command that doesn't exist.
    """
    path: Path = ()
    rest = list(arguments)
    while below(path) and rest and not rest[0].startswith("-"):
        path = (*path, _known(path, rest.pop(0)))
    return path, rest


def below(path: Path) -> tuple[str, ...]:
    """Return the names below a group; a command has none."""
    if not path:
        return tuple(COMMANDS)
    return COMMANDS[path[0]] if len(path) == 1 else ()


def line_of(path: Path) -> str:
    """Return how a command is called."""
    return " ".join(("annai", *path))


def _known(path: Path, name: str) -> str:
    names = below(path)
    if name in names:
        return name
    close = get_close_matches(name, names, n=1)
    key = "usage.no_such_command_but" if close else "usage.no_such_command"
    raise UsageError(key, line=line_of(path), name=name, close="".join(close))
