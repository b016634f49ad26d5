"""Who calls the command line, for the logs of what was published and switched."""

import getpass
import os


def actor() -> str:
    """Return the operating system's name for who is calling."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return str(os.getuid())
