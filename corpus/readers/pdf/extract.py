"""A PDF's text, or the reason why it has none."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from corpus.errors import ReadError
from corpus.readers.pdf.document import blocks
from corpus.readers.pdf.fragments import PageContent, page_content
from corpus.readers.pdf.noise import is_noise, is_spelled_vertically
from corpus.readers.prose import one_line
from corpus.readers.reading import Hidden, Limits, Reading

TAIL = 4096
"""Bytes at the end of a file in which its end mark is looked for; readers allow 1,024."""

_NO_TITLE = re.compile(
    r"(?:microsoft|powerpoint|word|excel|ichitaro).*| *untitled.*|無題.*|名称未設定.*|スライド ?\d+"
    r"|.*\.(?:docx?|xlsx?|pptx?|jtd|indd|ai|pdf|html?)|[\w.-]+|https?:.*",
    re.IGNORECASE | re.ASCII,
)
"""Titles that programs make up."""
_INLINE_IMAGE = re.compile(rb"\bBI\b[^<>]{0,300}\bID\s")


def extract(path: Path, limits: Limits) -> Reading:
    """Read a PDF in this process.

    Raises:
        ReadError: `read.damaged`, `read.encrypted`, `read.too_many_pages`, or, if no page could be
            read, `read.garbled`, `read.scanned` or `read.empty`.
    """
    _check_whole(path)
    try:
        reader = _open(path, limits)
        contents, faults = _contents(reader)
        title = _stated_title(reader)
    except ReadError:
        raise
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        raise ReadError("read.encrypted", path=path) from None
    except Exception:  # noqa: BLE001 - pypdf warns that broken files raise anything
        raise ReadError("read.damaged", path=path) from None
    if not contents:
        reasons = list(faults.values())
        raise ReadError(f"read.{max(reasons, key=reasons.count, default='empty')}", path=path)
    found, title = blocks(contents, title)
    hidden = [Hidden(one_line(content.hidden), n) for n, content in contents.items()]
    return Reading(
        found,
        {"title": title} if title else {},
        unread_pages=tuple(faults),
        hidden=tuple(each for each in hidden if each.text),
    )


def _open(path: Path, limits: Limits) -> PdfReader:
    reader = PdfReader(path)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise ReadError("read.encrypted", path=path)
    count = reader.get_num_pages()
    if count > limits.max_pages:
        raise ReadError("read.too_many_pages", path=path, pages=count, limit=limits.max_pages)
    return reader


def _contents(reader: PdfReader) -> tuple[dict[int, PageContent], dict[int, str]]:
    """Return page number → what is on the page, and → why it can't be read."""
    contents: dict[int, PageContent] = {}
    faults: dict[int, str] = {}
    for number, page in enumerate(reader.pages, start=1):
        content = _content(page)
        fault = _fault(page, content)
        if content is not None and not fault:
            contents[number] = content
        elif fault != "empty":
            faults[number] = fault
    return contents, faults


def _content(page: PageObject) -> PageContent | None:
    try:
        return page_content(page)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pypdf warns that broken files raise anything
        return None


def _fault(page: PageObject, content: PageContent | None) -> str:
    """Return why a page can't be read, empty if it can."""
    if content is None:
        return "damaged"
    if not content.text.strip():
        return "scanned" if _has_image(page) else "empty"
    lines = [line for line in content.text.split("\n") if line.strip()]
    is_garbled = is_noise(content.text) or is_spelled_vertically(lines)
    return "garbled" if is_garbled else ""


def _has_image(page: PageObject) -> bool:
    resources = _resolved(page.get("/Resources"))
    objects = _resolved(resources.get("/XObject")) if isinstance(resources, Mapping) else None
    every = map(_resolved, objects.values()) if isinstance(objects, Mapping) else ()
    kinds = {each.get("/Subtype") for each in every if isinstance(each, Mapping)}
    contents = page.get_contents()
    is_inline = contents is not None and bool(_INLINE_IMAGE.search(contents.get_data()))
    return is_inline or bool(kinds & {"/Image", "/Form"})


def _stated_title(reader: PdfReader) -> str:
    """Return the title in the file's properties, empty if a program made it up."""
    title = one_line((reader.metadata.title if reader.metadata else None) or "")
    return "" if _NO_TITLE.fullmatch(title) or is_noise(title) else title


def _check_whole(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read()
    if b"%PDF-" not in head or b"%%EOF" not in tail:
        raise ReadError("read.damaged", path=path)


def _resolved(value: Any) -> Any:  # noqa: ANN401 - a PDF may have any object in any place
    return value.get_object() if hasattr(value, "get_object") else value
