"""Numbers of identity documents that are known by their letters.

- 在留カード番号 and 特別永住者証明書番号: two letters, eight digits, two letters
  (出入国在留管理庁「在留カード等の番号」).
- Passport: Japanese ones are two letters, the first T (ten years) or M (five years), and seven
  digits. Of other forms only what is called a passport in the text is taken.
"""

import re
from collections.abc import Iterator

from chatbot.masking.public import Public
from chatbot.masking.span import Kind, Span

_RESIDENCE_CARD = r"[A-Za-z]{2}[- ]?\d{4}[- ]?\d{4}[- ]?[A-Za-z]{2}(?![A-Za-z])"
_PASSPORT = r"[TM][A-Z][- ]?\d{7}(?!\d)"
_NAMED_PASSPORT = (
    r"(?:パスポート|旅券|[Pp]assport)[^\d〕]{0,12}?(?P<named>[A-Za-z]{1,2}[- ]?\d{6,8})(?!\d)"
)
_DOCUMENT = re.compile(
    rf"(?<![A-Za-z])(?:(?P<card>{_RESIDENCE_CARD})|(?P<passport>{_PASSPORT}))|{_NAMED_PASSPORT}",
    re.ASCII,
)
_KINDS = {
    "card": Kind.RESIDENCE_CARD,
    "passport": Kind.PASSPORT,
    "named": Kind.PASSPORT,
}


def document_spans(folded: str, _public: Public) -> Iterator[Span]:
    """Yield each document's number."""
    for found in _DOCUMENT.finditer(folded):
        for name, kind in _KINDS.items():
            if found[name] is not None:
                yield Span(found.start(name), found.end(name), kind)
