"""Documents as JSON and as rows of a table."""

from dataclasses import asdict
from datetime import date
from pathlib import PurePosixPath

from channels.cli.output import text
from corpus.check import path_of
from corpus.document import Document, Faq


def listed(document: Document, day: date) -> dict[str, object]:
    """Return what a list says of a document.

    Args:
        document: The document.
        day: `in_force` is whether it holds on this day.
    """
    metadata = document.metadata
    return {
        "id": document.id,
        "title": metadata.title,
        "kind": "faq" if isinstance(document, Faq) else "document",
        "format": PurePosixPath(path_of(document)).suffix.removeprefix(".").lower(),
        "department": metadata.department,
        "updated_on": metadata.updated_on,
        "effective_from": metadata.effective_from,
        "expires_on": metadata.expires_on,
        "in_force": metadata.holds_on(day),
    }


def whole(document: Document) -> dict[str, object]:
    """Return everything a document says."""
    return asdict(document)


def as_text(document: Document) -> str:
    """Return everything a document says, for reading."""
    lines = [f"# {document.id}"]
    known = {name: value for name, value in asdict(document.metadata).items() if value}
    lines += [f"{name}: {value}" for name, value in known.items()]
    if isinstance(document, Faq):
        lines += ["", f"Q. {document.question}", f"A. {document.answer}"]
        if document.keywords:
            lines.append(text("corpus.show.keywords", words="、".join(document.keywords)))
        for language, translation in document.translations.items():
            lines += ["", f"[{language}] {translation.question}", translation.answer]
    for block in document.blocks:
        page = text("corpus.show.page", page=block.page) if block.page else ""
        place = " ".join(part for part in (page, " > ".join(block.headings)) if part)
        lines += ["", f"── {block.kind} {place}".rstrip(), block.text]
    return "\n".join(lines)
