"""Metadata of documents: from front matter, a sidecar or the columns of a Faq table (DESIGN §4)."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime

from corpus.document import Metadata
from corpus.errors import CorpusError

FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Metadata))
DATES = ("updated_on", "effective_from", "expires_on")
LINKS = ("url", "procedure_url")

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def parse_metadata(raw: Mapping[str, object], *, path: str, line: int = 0) -> Metadata:
    """Check and convert what a file says about itself.

    Args:
        raw: Names of DESIGN §4 to values; dates as dates or text.
        path: The file, for the message.
        line: The line, for rows of a table; 0 if it isn't known.

    Raises:
        CorpusError: A name is unknown, a date is no date or a link is no http address.
    """
    where = f"{path} の{line}行目" if line else path
    values: dict[str, object] = {}
    for name, value in raw.items():
        if name not in FIELDS:
            raise CorpusError("metadata.unknown", where=where, name=name, known="、".join(FIELDS))
        if value is None or value == "":
            continue
        values[name] = parse_date(value, where, name) if name in DATES else str(value).strip()
    for name in LINKS:
        link = str(values.get(name, ""))
        if link and not link.startswith(("https://", "http://")):
            raise CorpusError("metadata.link", where=where, name=name, value=link)
    return Metadata(**values)  # type: ignore[arg-type]  # names and types were checked above


def parse_date(value: object, where: str, name: str) -> date:
    """Read a date as TOML and Excel give it or as people write it (2026-04-01, 2026年4月1日).

    Raises:
        CorpusError: It is no date of the calendar.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DATE.match(str(value).strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise CorpusError("metadata.date", where=where, name=name, value=value)
