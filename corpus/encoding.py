"""Text of unknown encoding, as Japanese offices write it, decoded without being told.

The order is from the sure to the guessed:

1. A byte order mark names UTF-8, UTF-16 or UTF-32.
2. A NUL or a file signature (PDF, ZIP, Office, images) means the file is no text at all.
3. ISO-2022-JP is seven-bit with the escape sequences of ISO-2022, which no other text has.
4. Bytes that are valid UTF-8 are UTF-8: other encodings almost never are by accident.
5. CP932 (Windows' Shift_JIS, with ①, ㈱, 髙 and ～) and EUC-JP may both accept the same bytes. What
   the wrong one makes of them is full of half-width katakana, rare symbols and private-use
   characters, so the reading with more kana and kanji and fewer of those is the right one.
6. charset-normalizer's best guess, for documents in other languages.

Whatever was decoded must look like text: control characters above `CONTROL_SHARE` of it, or a
replacement character, mean that it isn't.
"""

import codecs
import re

from corpus.errors import ReadError

CONTROL_SHARE = 0.002
"""Highest share of control characters in a text; a stray one in a page does no harm."""
MAX_CHAOS = 0.2
"""charset-normalizer's measure of mess above which its guess isn't trusted."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_ISO_2022 = re.compile(rb"\x1b(\$[@B]|\$\([D-Q]|\([BIJ])")
_JAPANESE = ("cp932", "euc_jp", "euc_jis_2004")
_ISO_2022_JP = ("iso2022_jp_ext", "iso2022_jp_2004")
_USUAL = re.compile("[\u3001-\u3003\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff]")
_UNUSUAL = re.compile(
    "[\uff61-\uff9f\ue000-\uf8ff\u0080-\u00a0\u2500-\u257f\u0391-\u03c9\u0401-\u0451]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def decode(data: bytes, path: object = "") -> str:
    """Return the text of `data` without a byte order mark; line ends stay as they are.

    Args:
        data: The whole file.
        path: What to call the file in the error.

    Raises:
        ReadError: `read.binary` if the bytes are no text, `read.encoding` if their encoding
            can't be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _try(data, encoding)
            if text is None:
                raise ReadError("read.encoding", path=path)
            return _checked(text.removeprefix("\ufeff"), path)
    if b"\0" in data or data.startswith(_SIGNATURES):
        raise ReadError("read.binary", path=path)
    text = _without_mark(data)
    if text is None:
        raise ReadError("read.encoding", path=path)
    return _checked(text, path)


def _without_mark(data: bytes) -> str | None:
    if _ISO_2022.search(data):
        return _first(data, _ISO_2022_JP)
    text = _try(data, "utf-8")
    if text is not None:
        return text
    return _best_japanese(data) or _guess(data)


def _best_japanese(data: bytes) -> str | None:
    texts = [text for encoding in _JAPANESE if (text := _try(data, encoding)) is not None]
    return max(texts, key=_likeness, default=None)


def _likeness(text: str) -> int:
    return len(_USUAL.findall(text)) - 2 * len(_UNUSUAL.findall(text))


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms, needed almost never

    best = from_bytes(data).best()
    return None if best is None or best.chaos > MAX_CHAOS else str(best)


def _first(data: bytes, encodings: tuple[str, ...]) -> str | None:
    return next((text for name in encodings if (text := _try(data, name)) is not None), None)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str, path: object) -> str:
    if len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise ReadError("read.binary", path=path)
    return text
