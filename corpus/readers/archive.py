"""The ZIP archive that Word and Excel files are, checked before anything is unpacked."""

import zipfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers.reading import Limits

UNPACKED = 4
"""How much more than `Limits.max_bytes` an archive may unpack to: pictures are packed already."""

_OLE = b"\xd0\xcf\x11\xe0"
"""Office puts a document with a password into an OLE container, the format of its old files."""


def check(path: Path, part: str, limits: Limits) -> int:
    """Refuse an archive that is damaged, a bomb, or none; return the size of its XML in bytes.

    The sizes checked are those the archive states, at which the standard library stops unpacking.
    XML, which takes many times its size in memory, may be as large as a file may be, all together
    `UNPACKED` times that.

    Args:
        path: The file.
        part: Name of the member that a file of this format must have.
        limits: What the file may cost.

    Raises:
        ReadError: `read.encrypted`, `read.damaged` or `read.too_large`.
    """
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise ReadError("read.encrypted", path=path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            archive.getinfo(part)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError):
        raise ReadError("read.damaged", path=path) from None
    markup = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    everything = sum(member.file_size for member in members)
    for size, limit in ((markup, limits.max_bytes), (everything, UNPACKED * limits.max_bytes)):
        if size > limit:
            raise ReadError("read.too_large", path=path, size=size, limit=limit)
    return markup
