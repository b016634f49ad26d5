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


def typed(question: str, words: frozenset[str]) -> bool:
    """Return whether the person at the terminal types one of these words: for what can't be undone.

    Nobody at a terminal means no: a script has to say `--yes`.
    """
    if not sys.stdin.isatty():
        say(text("needs_yes"))
        return False
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    agreed = sys.stdin.readline().strip() in words
    if not agreed:
        say(text("cancelled"))
    return agreed
