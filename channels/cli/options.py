"""Options that several commands have."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json")]
Yes = Annotated[bool, typer.Option("--yes")]
Replace = Annotated[bool, typer.Option("--replace")]
