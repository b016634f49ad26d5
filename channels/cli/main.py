"""The entry of `annai`: runs a command and turns whatever ends it into an exit status."""

import errno
import os
import sys
from collections.abc import Sequence

from channels.cli.errors import UsageError
from channels.cli.help_page import HELP, group_page, terminal_columns
from channels.cli.output import say, text, write
from channels.cli.status import CANCELLED, DONE, PROBLEMS, WRONG_USE
from channels.cli.tree import below, find, line_of
from chatbot.errors import SettingsError
from corpus.errors import AnnaiError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: Without the program's name; by default those of the process.
    """
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except (UsageError, SettingsError) as error:
        say(str(error))
        return WRONG_USE
    except KeyboardInterrupt:
        say(text("cancelled"))
        return CANCELLED
    except AnnaiError as error:
        say(str(error))
    except BrokenPipeError:
        # Who reads our output has seen enough; at exit nothing must be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say(_os_error(error))
    else:
        return status
    return PROBLEMS


def _run(arguments: Sequence[str]) -> int:
    path, rest = find(arguments)
    if not below(path):
        from channels.cli.leaf import call  # noqa: PLC0415  # typer: 0.15 s, not for a group's page

        return call(path, rest)
    if rest[:1] == ["--version"] and not path:
        from channels.cli.version import version  # noqa: PLC0415  # 20 ms, needed here only

        write(version())
        return DONE
    if HELP in rest:
        write(group_page(path, terminal_columns()))
        return DONE
    if rest:
        raise UsageError("usage.no_such_option", name=rest[0], line=line_of(path))
    say(group_page(path, terminal_columns()))
    return WRONG_USE


def _os_error(error: OSError) -> str:
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    try:
        reason = text(f"os_error.{code}")
    except KeyError:
        reason = error.strerror or code
    where = f"{error.filename}: " if error.filename else ""
    return text("os_error.said", where=where, reason=reason)
