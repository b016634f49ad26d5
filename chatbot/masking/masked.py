"""`mask`: find personal data and put a placeholder like 〔電話番号〕 in its place.

The finders look at a folded text of the same length (see `fold`), in the order in which one may
hide another: addresses of e-mail, letter-and-digit documents, numbers. What one has found is
blanked for the next. Every finder needs time linear in the length of the text, and masking what is
masked already changes nothing: a placeholder holds no digit and is never read as a label.

Not masked, because a city can't answer without them: postal addresses, names of places, dates
(birth dates as well: they decide which school year or vaccination applies), amounts, postcodes,
the public numbers passed in, and numbers that any caller may call (119, 0120…).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from chatbot.errors import ChatbotError
from chatbot.masking.documents import document_spans
from chatbot.masking.email import email_spans
from chatbot.masking.fold import fold
from chatbot.masking.numbers import number_spans
from chatbot.masking.public import Public
from chatbot.masking.span import BARRIER, Kind, Span

_LAST = 4
"""A question is masked before it is answered and before it is logged."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data; `found` names what was there, in the order of the text."""

    text: str
    found: tuple[Kind, ...]


def mask(text: str, public: Collection[str] = ()) -> Masked:
    """Return `text` with personal data replaced.

    Args:
        text: What a resident wrote: any width of characters, any separators.
        public: What may stay: telephone numbers (only their digits count), e-mail addresses and
            domains, e.g. those of the city's departments. Domains under `lg.jp` always stay.
    """
    return _mask(text, frozenset(public))


@lru_cache(maxsize=_LAST)
def _mask(text: str, public: frozenset[str]) -> Masked:
    known = Public.of(public)
    folded = fold(text)
    spans: list[Span] = []
    for find in (email_spans, document_spans, number_spans):
        found = list(find(folded, known))
        folded = _blank(folded, found)
        spans += found
    return _replace(text, sorted(span for span in spans if span.kind is not None))


def _blank(folded: str, spans: Iterable[Span]) -> str:
    pieces, end = [], 0
    for span in spans:
        pieces += [folded[end : span.start], BARRIER * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, folded[end:]])


def _replace(text: str, spans: Iterable[Span]) -> Masked:
    pieces, found, end = [], [], 0
    for span in spans:
        if span.kind is None:
            continue
        pieces += [text[end : span.start], f"〔{_word(span.kind)}〕"]
        found.append(span.kind)
        end = span.end
    return Masked("".join([*pieces, text[end:]]), tuple(found))


def _word(kind: Kind) -> str:
    return ChatbotError.catalogue.text(f"masking.{kind}")
