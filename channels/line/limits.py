"""How long LINE's texts may be, and cutting them where a reader wouldn't mind.

Texts count in UTF-16 code units, labels in graphemes
(https://developers.line.biz/en/docs/messaging-api/text-character-count/). A text never has more
graphemes than code points, so labels are cut by code points: what is too long for us by a few
emoji is never too long for LINE. No cut parts what a reader sees as one character.
"""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

TEXT = 5000
"""UTF-16 units of a text message."""
ALT_TEXT = 400
LABEL = 20
SPOKEN = 300
"""What a button says for the resident."""
POSTBACK = 300
URI = 1000
MESSAGES = 5
QUICK_REPLIES = 13
CAROUSEL = 12

_MORE = "…"
_SENTENCE_END = re.compile(r"(?:[。！？!?]+[」』）)]*|\.(?=\s)|\n)\s*")
_SPACE = re.compile(r"\s+|[、，,]")
_NUMBER = re.compile(r"[+#]?[0-9][0-9() ‐-―−-]*")
_JOINER = "\u200d"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_HANGUL_PARTS = range(0x1160, 0x1200)
_HALF_VOICED = "\uff9e\uff9f"
_KEPT_IN_URI = "!#$%&'()*+,/:;=?@[]~-._"


def utf16(text: str) -> int:
    """Return how many UTF-16 code units a text has: 🍎 has two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int = TEXT) -> list[str]:
    """Cut a text into pieces of at most `limit` UTF-16 units, at ends of sentences if it can."""
    text = _whole(text).strip()
    found = []
    while utf16(text) > limit:
        at = _cut(text, limit)
        found.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*found, text] if text else found


def shortened(text: str, limit: int) -> str:
    """Return the text in one line, with at most `limit` UTF-16 units; `…` says there was more."""
    line = " ".join(_whole(text).split())
    if utf16(line) <= limit:
        return line
    return line[: _boundary(line, _units(line, limit - 1))].rstrip() + _MORE


def label(text: str, limit: int = LABEL) -> str:
    """Return the text in one line, with at most `limit` code points."""
    line = " ".join(_whole(text).split())
    if len(line) <= limit:
        return line
    return line[: _boundary(line, limit - 1)].rstrip() + _MORE


def web_address(url: str, page: int | None = None) -> str:
    """Return the URL as a button can open it, empty if it can't.

    Args:
        url: As the city wrote it; only http and https are opened.
        page: Of a PDF, which viewers go to (RFC 8118 §3).
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or not host.isascii():
        return ""
    if page and parts.path.lower().endswith(".pdf"):
        url = f"{url.partition('#')[0]}#page={page}"
    encoded = quote(url.strip(), safe=_KEPT_IN_URI, errors="replace")
    return encoded if len(encoded) <= URI else ""


def telephone(phone: str) -> str:
    """Return the first number as a button can dial it, empty if there is none."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", phone))
    return f"tel:{re.sub(r'[^0-9+#]', '', found[0])}" if found else ""


def joined(parts: Sequence[str], limit: int = TEXT) -> list[str]:
    """Return the parts as few texts: those that fit share one, with an empty line between."""
    texts: list[str] = []
    for piece in (each for part in parts for each in pieces(part, limit)):
        together = f"{texts[-1]}\n\n{piece}" if texts else piece
        if texts and utf16(together) <= limit:
            texts[-1] = together
        else:
            texts.append(piece)
    return texts


def _whole(text: str) -> str:
    """Replace halves of surrogate pairs: JSON can hold them, but nobody can read them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _cut(text: str, limit: int) -> int:
    """Return where to cut: after a sentence in the last half, else at a space, else anywhere."""
    most = _units(text, limit)
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in pattern.finditer(text, 0, most)]
        if ends and ends[-1] > most // 2:
            return ends[-1]
    return _boundary(text, most)


def _units(text: str, limit: int) -> int:
    """Return how many code points fit into so many UTF-16 units."""
    units = 0
    for at, each in enumerate(text):
        units += 1 + (ord(each) > 0xFFFF)  # noqa: PLR2004  # the last that is one unit
        if units > limit:
            return at
    return len(text)


def _boundary(text: str, at: int) -> int:
    """Return the last place up to `at` that parts no character; `at` itself if there is none."""
    place = at
    while 0 < place < len(text) and _joins(text, place):
        place -= 1
    return place or at


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    code = ord(after)
    return (
        _JOINER in (before, after)
        or after in _HALF_VOICED
        or unicodedata.category(after).startswith("M")
        or code in _SKIN_TONES
        or code in _TAGS
        or code in _HANGUL_PARTS
        or (code in _FLAG_LETTERS and _flags_before(text, at) % 2 == 1)
    )


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and ord(text[at - 1 - count]) in _FLAG_LETTERS:
        count += 1
    return count
