"""Putting documents into a city's directory and taking them out.

A file is read before it is taken in: it is copied with its metadata into a hidden folder beside
`documents/`, read there as it will be read later, and moved into place only then. So a file that
can't be read never gets in, and an index build at the same moment sees all of it or nothing.
"""

import json
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from corpus.city import read_city_settings
from corpus.corpus import FileContent, Problem, read_file
from corpus.department import read_departments
from corpus.document import Document
from corpus.errors import CorpusError, ReadError
from corpus.layout import CityLayout, is_sidecar, sidecar_of
from corpus.metadata import DATES, parse_date


@dataclass(frozen=True, slots=True)
class Addition:
    """A file to be taken in.

    Attributes:
        source: The file; a sidecar beside it is taken along.
        folder: Where to, within the city's directory (`documents/moving`).
        metadata: Names of DESIGN §4 to values; they win over the file's own.
        replace: Whether a file of the same name may be replaced; its metadata stay.
    """

    source: Path
    folder: str = "documents"
    metadata: Mapping[str, object] = field(default_factory=dict)
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What was taken in.

    Attributes:
        path: The file within the city's directory.
        documents: What it says.
        gaps: Parts of it that couldn't be read, such as scanned pages.
    """

    path: str
    documents: tuple[Document, ...]
    gaps: tuple[Problem, ...]


def add_document(layout: CityLayout, addition: Addition) -> Added:
    """Copy a file into the city's directory and write its sidecar.

    Raises:
        CityError: The directory is no city's.
        ReadError: The file can't be read.
        CorpusError: The folder is none for documents, the file is there already, its metadata are
            not valid or name an unknown department.
    """
    read_city_settings(layout)
    target = layout.root / _folder(layout, addition.folder) / addition.source.name
    if target.exists() and not addition.replace:
        raise CorpusError("edit.exists", path=layout.relative(target))
    with _staged(layout) as stage:
        staged = stage.root / target.relative_to(layout.root)
        _copy(addition.source, staged)
        _write_sidecar(staged, _sidecar(target, addition))
        content = _read(stage, staged, addition.source)
        _check_departments(layout, content.documents)
        target.parent.mkdir(parents=True, exist_ok=True)
        for path in (staged, sidecar_of(staged)):
            if path.is_file():
                path.replace(target.parent / path.name)
    name = layout.relative(target)
    gaps = tuple(Problem(name, str(gap)) for gap in content.gaps)
    return Added(name, content.documents, gaps)


def remove_document(layout: CityLayout, name: str) -> tuple[str, ...]:
    """Delete a document's file and its sidecar; return what was deleted.

    Raises:
        CorpusError: There is no such document, or it is one row of a table.
    """
    path = find_source(layout, name)
    if "#" in name:
        raise CorpusError("edit.row", name=name, path=layout.relative(path))
    doomed = [found for found in (path, sidecar_of(path)) if found.is_file()]
    for found in doomed:
        found.unlink()
    return tuple(layout.relative(found) for found in doomed)


def find_source(layout: CityLayout, name: str) -> Path:
    """Return the file of a document.

    Args:
        layout: The city's directory.
        name: A document's id (for a Faq, its table is found), or a path within the city's
            directory or from where the caller is.

    Raises:
        CorpusError: There is no such document.
    """
    plain = name.partition("#")[0]
    for candidate in (layout.root / plain, Path(plain).absolute()):
        path = candidate.resolve()
        root = layout.root.resolve()
        if path.is_file() and path.is_relative_to(root) and not is_sidecar(path):
            within = path.relative_to(root)
            if within.parts[0] in _folders(layout):
                return layout.root / within
    raise CorpusError("edit.unknown", name=name)


def _folders(layout: CityLayout) -> tuple[str, ...]:
    return tuple(folder.name for folder in (layout.documents, layout.faqs, layout.shelters))


def _folder(layout: CityLayout, name: str) -> PurePosixPath:
    folder = PurePosixPath(name)
    hidden = any(part.startswith((".", "~$")) for part in folder.parts)
    if not folder.parts or hidden or folder.parts[0] not in _folders(layout):
        raise CorpusError("edit.folder", name=name, known="、".join(_folders(layout)))
    return folder


@contextmanager
def _staged(layout: CityLayout) -> Iterator[CityLayout]:
    """Give an empty city's directory on the same disk, and remove it again."""
    stage = Path(tempfile.mkdtemp(prefix=".adding-", dir=layout.root))
    try:
        yield CityLayout(stage)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _copy(source: Path, staged: Path) -> None:
    if not source.is_file():
        raise ReadError("read.missing", path=source)
    if source.name.startswith((".", "~$")):
        raise CorpusError("edit.hidden", path=source)
    staged.parent.mkdir(parents=True)
    shutil.copyfile(source, staged)


def _read(stage: CityLayout, staged: Path, source: Path) -> FileContent:
    try:
        content = read_file(stage, staged)
    except ReadError as error:
        # The person knows the file by the name it was given with.
        raise ReadError(error.key, **{**error.details, "path": source}) from None
    if content.bad_rows:
        raise content.bad_rows[0]
    return content


def _check_departments(layout: CityLayout, documents: Sequence[Document]) -> None:
    known = read_departments(layout.departments)
    for document in documents:
        department = document.metadata.department
        if department and department not in known:
            raise CorpusError("edit.department", id=department, known="、".join(known))


def _sidecar(target: Path, addition: Addition) -> dict[str, object]:
    """Return what the new sidecar says: the old one, the source's, the caller's, later ones win."""
    given = {name: value for name, value in addition.metadata.items() if value not in (None, "")}
    dates = {
        name: parse_date(given[name], addition.source.name, name) for name in DATES if name in given
    }
    old, own = (_toml(sidecar_of(path)) for path in (target, addition.source))
    return {**old, **own, **given, **dates}


def _toml(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError("metadata.sidecar", path=path, reason=error) from None


def _write_sidecar(path: Path, content: Mapping[str, object]) -> None:
    if content:
        lines = (f"{name} = {_written(value)}\n" for name, value in content.items())
        sidecar_of(path).write_text("".join(lines), encoding="utf-8")


def _written(value: object) -> str:
    """Return a value as TOML writes it; JSON's strings are TOML's, but for DEL."""
    if isinstance(value, Mapping):
        pairs = (f"{_written(str(name))} = {_written(inner)}" for name, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
