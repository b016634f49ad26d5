"""One form for texts that are to be compared."""

import unicodedata


def normalize(text: str) -> str:
    """Return `text` with one form for full and half width, large and small (NFKC, lower case)."""
    return unicodedata.normalize("NFKC", text).lower()
