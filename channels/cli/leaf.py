"""Calling one command: typer reads its arguments, help and mistakes are told in Japanese."""

from collections.abc import Sequence
from importlib import import_module

import typer
import typer.main
from typer._click import exceptions as mistakes  # typer itself exports BadParameter only
from typer.core import TyperArgument, TyperCommand, TyperOption

from channels.cli.errors import UsageError
from channels.cli.help_page import HELP, Entry, page, terminal_columns
from channels.cli.output import text, write
from channels.cli.starting import without_collecting
from channels.cli.status import CANCELLED, DONE
from channels.cli.tree import Path, line_of


def call(path: Path, arguments: Sequence[str]) -> int:
    """Run the command at `path` and return its exit status.

    Raises:
        UsageError: The arguments are not those of the command.
    """
    if HELP in arguments:
        write(command_page(path, terminal_columns()))
        return DONE
    try:
        status = _load(path).main(list(arguments), prog_name=line_of(path), standalone_mode=False)
    except mistakes.UsageError as mistake:
        raise _told(path, mistake) from None
    except typer.Abort:
        return CANCELLED
    return int(status or DONE)


def command_page(path: Path, columns: int) -> str:
    """Return the page of a command's `--help`."""
    params = _load(path).params
    arguments = [param for param in params if isinstance(param, TyperArgument)]
    options = [param for param in params if isinstance(param, TyperOption)]
    named: list[Entry] = [(_option(param), _meaning(path, param.name)) for param in options]
    return page(
        " ".join([line_of(path), text("page.option"), *map(_argument, arguments)]),
        text(f"{'.'.join(path)}.help"),
        {
            "arguments": [(_argument(param), _meaning(path, param.name)) for param in arguments],
            "options": [*named, (HELP, text("option.help"))],
        },
        columns,
    )


def _load(path: Path) -> TyperCommand:
    with without_collecting():
        name = ".".join(("channels.cli.commands", *path)).replace("-", "_")
        module = import_module(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(add_help_option=False)(module.run)
    command = typer.main.get_command(app)
    if not isinstance(command, TyperCommand):
        raise TypeError(command)
    return command


def _argument(param: TyperArgument) -> str:
    name = text(f"metavar.{param.name}")
    return name if param.required else f"[{name}]"


def _option(param: TyperOption) -> str:
    name = param.opts[0]
    return name if param.is_flag else f"{name} {text(f'metavar.{param.name}')}"


def _meaning(path: Path, name: str) -> str:
    try:
        return text(".".join((*path, name)))
    except KeyError:
        return text(f"option.{name}")


def _told(path: Path, mistake: mistakes.UsageError) -> UsageError:
    """Return the mistake as staff read it."""
    line = line_of(path)
    if isinstance(mistake, mistakes.NoSuchOption):
        return UsageError("usage.no_such_option", name=mistake.option_name, line=line)
    if isinstance(mistake, mistakes.BadOptionUsage):
        return UsageError("usage.option_value", name=mistake.option_name, line=line)
    if isinstance(mistake, mistakes.BadParameter):
        missing = isinstance(mistake, mistakes.MissingParameter)
        param = mistake.param
        name = _argument(param) if isinstance(param, TyperArgument) else str(mistake.param_hint)
        name = param.opts[0] if isinstance(param, TyperOption) else name
        return UsageError("usage.missing" if missing else "usage.value", name=name, line=line)
    return UsageError("usage.arguments", line=line)
