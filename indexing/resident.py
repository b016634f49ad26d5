"""Giving back memory of mapped files that was only needed once.

Opening Sudachi's dictionary looks through all of it, and what was looked at stays resident: 75 MB.
The pages of a file that is mapped to be read only can be dropped at any time (madvise(2),
`MADV_DONTNEED`): those that are needed again come back from the system's own cache.
"""

import ctypes
import mmap
from contextlib import suppress
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_READ_ONLY = "r--"


def give_back(name: str) -> int:
    """Drop the resident pages of files of this name; return how many bytes are mapped of them.

    Where the system doesn't tell what is mapped nothing is done.
    """
    mapped = 0
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        for start, end in _mappings(name):
            address, length = ctypes.c_void_p(start), ctypes.c_size_t(end - start)
            libc.madvise(address, length, ctypes.c_int(mmap.MADV_DONTNEED))
            mapped += end - start
    return mapped


def _mappings(name: str) -> list[tuple[int, int]]:
    """Return from where to where files of this name are mapped to be read only."""
    found = []
    for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, mode, *_, path = line.split(maxsplit=5)
        if mode.startswith(_READ_ONLY) and Path(path).name == name:
            start, end = (int(part, 16) for part in addresses.split("-"))
            found.append((start, end))
    return found
