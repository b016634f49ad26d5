"""Which annai this is."""

from importlib import metadata

from channels.cli.output import text


def version() -> str:
    """Return the installed version, or say that it runs from a folder that isn't installed."""
    try:
        return metadata.version("annai")
    except metadata.PackageNotFoundError:
        return text("version_unknown")
