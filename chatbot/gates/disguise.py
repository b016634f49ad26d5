"""Other ways to read a text in which words are hidden from a search for them.

Orders to the machine come with letters of other scripts that look alike (іgnоrе), figures for
letters (1gn0re), signs between all letters (指・示・を), marks over and under them, written
backwards, by turns of the alphabet (rot13), or encoded (Base64, hexadecimal, percent, entities).
Each is read only where something in the text hints at it, so that most questions cost nothing.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from codecs import encode
from collections.abc import Callable, Iterator
from html import unescape
from unicodedata import category, combining, normalize
from urllib.parse import unquote

_LOOKS = str.maketrans(
    "авеёзіїјкмнорсѕтухһԁԛԝɡαβεικνορτυχγωɑıⅼ",
    "abeeziijkmhopcstyxhdqwgabeiknoptuxywail",
)
"""Small letters of Cyrillic, Greek and others, and the Latin ones they look like (Unicode's
confusables, TR39, without those that need a font to be mistaken)."""

_FIGURES = str.maketrans("013457@$!|", "oieastasil")
_MIXED = re.compile(r"(?=\S*[a-z])(?=\S*[013457@$!|])[a-z013457@$!|]{3,}")
_STRANGE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0250-\u02af\u0131\u217c]")

_BETWEEN = r"[ .・･,、，_*|/\-‐~〜+=:;'\"`^#\u3000]"
_SPREAD = re.compile(
    rf"(?:[^\W\d_]{_BETWEEN}){{2,}}[^\W\d_](?![^\W\d_])|(?:[ぁ-んァ-ヶ一-龥ー]{_BETWEEN}){{4,}}"
)

_BLANKS = re.compile(r"[ \u3000]{2,}")

_BREAK = re.compile(r"\s*\n\s*")

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_STANDARD = str.maketrans("+/", "-_")
_HEX = re.compile(r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:]?){8,}")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")
_BACKWARDS = re.compile(
    r"erongi|snoitcurtsni|tpmorp|tegrof|視無|示指|令命|トプンロプ|定設.*れ忘|れろ?忘"
)
_TURNED = re.compile(r"vtaber|vafgehpgvba|cebzcg|sbetrg|qvfertneq|flfgrz")
_KATAKANA = re.compile(r"ムシ|ワスレ|シタガ|シジ|メイレイ")

_READABLE = 0.85
"""Part of the characters that must be letters, blanks or marks of a sentence."""
_SHORTEST = 6


def visible(text: str) -> str:
    """Return a text without what can't be seen: tags, zero width and turning characters.

    Orders to the machine are hidden between them (ignore previous with a joiner in each word).
    """
    return "".join(one for one in text if category(one) != "Cf")


def readings(text: str) -> Iterator[str]:
    """Yield other ways to read a text, from none to a few."""
    for read in _READERS:
        found = read(text)
        if found and found != text:
            yield found


def _letters(text: str) -> str:
    """Look-alikes, figures and marks as the letters they stand for."""
    low = normalize("NFKC", text).lower()
    bare = _unmarked(low)
    plain = bare.translate(_LOOKS) if _STRANGE.search(bare) else bare
    plain = _MIXED.sub(lambda found: found[0].translate(_FIGURES), plain)
    return plain if plain != low else ""


def _unmarked(text: str) -> str:
    """Return a text without marks over and under its letters, but for those of kana."""
    if text.isascii():
        return text
    parts = normalize("NFD", text)
    kept = (one for one in parts if not combining(one) or one in "\u3099\u309a")
    return normalize("NFC", "".join(kept))


def _together(text: str) -> str:
    """Letters that stand apart, together."""
    near = _SPREAD.sub(lambda found: re.sub(_BETWEEN, "", found[0]), text)
    return "" if near == text else _BLANKS.sub(" ", near)


def _on_one_line(text: str) -> str:
    """Lines without the breaks between them: a blank between words of Latin letters."""
    if "\n" not in text:
        return ""
    return _BREAK.sub(" ", text) if text.isascii() else _BREAK.sub("", text)


def _from_base64(text: str) -> str:
    return _each(_BASE64, text, _base64)


def _base64(code: str) -> bytes:
    """Decode Base64 of either alphabet (RFC 4648, §4 and §5), filled up or not."""
    bare = code.rstrip("=").translate(_STANDARD)
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def _from_hex(text: str) -> str:
    return _each(_HEX, text, lambda one: bytes.fromhex(re.sub(r"0x|\\x|[ ,:]", "", one)))


def _each(pattern: re.Pattern[str], text: str, decoded: Callable[[str], bytes]) -> str:
    """Return what the parts of a text that are found say, decoded, if that can be read."""
    said = []
    for found in pattern.finditer(text):
        try:
            said.append(decoded(found[0]).decode())
        except (Error, ValueError):
            continue
    return "\n".join(one for one in said if _is_readable(one))


def _is_readable(text: str) -> bool:
    good = sum(one.isalpha() or one in " 、。,.!?ー\n" for one in text)
    return len(text) >= _SHORTEST and good >= _READABLE * len(text)


def _from_escapes(text: str) -> str:
    if not any(sign in text for sign in ("%", "&", "\\u")):
        return ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unescape(unquote(text)))


def _from_backwards(text: str) -> str:
    return text[::-1] if _BACKWARDS.search(text.lower()) else ""


def _from_turns(text: str) -> str:
    return encode(text, "rot13") if _TURNED.search(text.lower()) else ""


def _in_hiragana(text: str) -> str:
    if not _KATAKANA.search(text):
        return ""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in text)


_READERS: tuple[Callable[[str], str], ...] = (
    _letters,
    _together,
    _on_one_line,
    _from_base64,
    _from_hex,
    _from_escapes,
    _from_backwards,
    _from_turns,
    _in_hiragana,
)
