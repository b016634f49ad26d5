"""E-mail addresses, found from their `@` outwards.

Starting at the `@` looks at each character a bounded number of times, where a regular expression
that starts at the name would look at `aaaa…` anew from each letter. The letters are those of
addresses in use (RFC 5322's quoted and exotic names are not), so Japanese text may touch them.
"""

import re
from collections.abc import Iterator

from chatbot.masking.public import Public
from chatbot.masking.span import Kind, Span

_AT = re.compile(r" ?@ ?")
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


def email_spans(folded: str, public: Public) -> Iterator[Span]:
    """Yield each address, those that are public without a kind."""
    end = 0
    for at in _AT.finditer(folded):
        domain = _DOMAIN.match(folded, at.end())
        start = _name_start(folded, at.start(), end)
        if domain is None or start == at.start():
            continue
        end = domain.end()
        address = f"{folded[start : at.start()]}@{domain[0]}"
        yield Span(start, end, None if public.has_email(address) else Kind.EMAIL)


def _name_start(folded: str, at: int, lowest: int) -> int:
    start = at
    while start > lowest and folded[start - 1] in _NAME:
        start -= 1
    return start
