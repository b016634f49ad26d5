"""An answer as a clerk reads it aloud: what, from where, whom to ask."""

from collections.abc import Iterator

from channels.cli.output import text
from chatbot.answer import Answer, Contact, Source


def answer_text(answer: Answer) -> str:
    """Return an answer as lines of text; what it doesn't have is left out."""
    sections = {
        "sources": [line for source in answer.sources for line in _source(source)],
        "contact": [_contact(answer.contact)] if answer.contact else [],
        "procedures": [f"{found.title} {found.url}" for found in answer.procedures],
        "suggestions": list(answer.suggestions),
        "notices": list(answer.notices),
    }
    lines = [answer.text]
    for name, entries in sections.items():
        if entries:
            lines += ["", text(f"answer.{name}"), *(f"  {entry}" for entry in entries)]
    return "\n".join(lines)


def _source(source: Source) -> Iterator[str]:
    place = source.section
    if source.page is not None:
        page = text("answer.page", page=source.page)
        place = f"{page} {place}".strip()
    yield f"[{source.n}] {source.title}" + (f"（{place}）" if place else "")
    if source.url:
        yield f"    {source.url}"
    known = [source.department]
    if source.updated_on:
        known.append(text("answer.updated_on", day=source.updated_on.isoformat()))
    if any(known):
        yield "    " + " ".join(part for part in known if part)


def _contact(contact: Contact) -> str:
    parts = [contact.department, contact.phone, contact.hours]
    if contact.open_now is not None:
        parts.append(text("answer.open" if contact.open_now else "answer.closed"))
    return " ".join(part for part in parts if part)
