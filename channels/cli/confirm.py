"""Asking back before something is deleted."""

import sys

from channels.cli.output import say, text

_YES = frozenset({"y", "yes", "はい"})


def confirmed(question: str) -> bool:
    """Return whether the person at the terminal agrees; a script isn't asked, it means it."""
    if not sys.stdin.isatty():
        return True
    sys.stderr.write(f"{question} [y/N]: ")
    sys.stderr.flush()
    agreed = sys.stdin.readline().strip().lower() in _YES
    if not agreed:
        say(text("cancelled"))
    return agreed
