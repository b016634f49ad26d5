"""One form for texts that are to be compared."""

import unicodedata


def normalize(text: str) -> str:
    """Return `text` with one form for full and half width, large and small (NFKC, lower case).

    Small letters may compose where large ones don't (`W̊`), so NFKC comes again at the end.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
