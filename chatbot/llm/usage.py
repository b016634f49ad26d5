"""What a call of a language model used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the server counts them, else estimated."""

    input_tokens: int
    output_tokens: int


def estimated(*texts: str) -> int:
    """Return about how many tokens texts have, where the server doesn't say.

    By rule of thumb one for each character of Japanese and the like, one for four Latin letters.
    """
    wide = sum(sum(character > "\x7f" for character in text) for text in texts)
    return wide + (sum(map(len, texts)) - wide + 3) // 4
