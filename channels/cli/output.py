"""What a command writes: data on standard output, everything else on standard error."""

import json
import sys

from channels.cli.errors import UsageError


def text(key: str, **details: object) -> str:
    """Return a message of the command line's catalogue."""
    return UsageError.catalogue.text(key, details=details)


def write(line: str) -> None:
    """Write a line of data."""
    sys.stdout.write(f"{line}\n")


def write_json(value: object) -> None:
    """Write data as JSON, indented, Japanese as it is, dates in ISO 8601."""
    write(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """Write a line for the person who called."""
    sys.stderr.write(f"{message}\n")
