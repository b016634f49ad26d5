"""The disaster set: needs in residents' words, and messages that no guide answers.

`needs.csv` has `need,guide,language,wording`: the wordings of a need ask for one thing. `guide` is
the id of the guide that answers it, or `shelters` or `warnings`. `none.csv` has
`language,wording`: the menu answers them.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.errors import EvalError

FOLDER = Path(__file__).parents[1] / "datasets" / "matsudo-disaster"
MENU = "menu"


class Split(StrEnum):
    """Which needs: by whether the number in their id is odd; tuning looks at `dev` only."""

    ALL = "all"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Wording:
    """One message.

    Attributes:
        need: Id of its group, empty for one that no guide answers.
        guide: What must answer it: a guide's id, `shelters`, `warnings` or `MENU`.
    """

    need: str
    guide: str
    language: str
    wording: str


def read_needs(folder: Path = FOLDER, split: Split = Split.ALL) -> list[Wording]:
    """Return the wordings of the needs.

    Raises:
        EvalError: The file is missing or is not of the layout.
    """
    found = _read(folder / "needs.csv", lambda row: Wording(**row))
    if split is Split.ALL:
        return found
    odd = 1 if split is Split.DEV else 0
    return [one for one in found if int("0" + one.need.lstrip("n")) % 2 == odd]


def read_none(folder: Path = FOLDER) -> list[Wording]:
    """Return the messages that no guide answers.

    Raises:
        EvalError: The file is missing or is not of the layout.
    """
    return _read(
        folder / "none.csv", lambda row: Wording("", MENU, row["language"], row["wording"])
    )


def _read(path: Path, make: Callable[[dict[str, str]], Wording]) -> list[Wording]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [make(row) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise EvalError("disaster.dataset", path=path, reason=error) from None
