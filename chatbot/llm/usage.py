"""What a call of a language model used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the server counts them, else estimated."""

    input_tokens: int
    output_tokens: int
