"""Claims wider or narrower than the sources': anyone, always, regardless; every year; only."""

import re
import tomllib
from importlib.resources import files


def _read() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    raw = tomllib.loads((files("chatbot.verification") / "claims.toml").read_text("utf-8"))
    return [
        (
            re.compile("|".join(kind["said"]), re.IGNORECASE),
            re.compile("|".join(kind["known"]), re.IGNORECASE),
        )
        for kind in raw.values()
    ]


_CLAIMS = _read()


def overstates(sentence: str, sources: str) -> bool:
    """Return whether a sentence claims more than what it stands on.

    Args:
        sentence: In one form (`numerals.in_one_form`).
        sources: The part of the sources that it stands on, in one form.
    """
    return any(said.search(sentence) and not known.search(sources) for said, known in _CLAIMS)
