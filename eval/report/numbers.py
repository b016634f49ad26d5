"""Numbers as the report writes them."""

from collections.abc import Iterable

from eval.report.markup import said
from eval.run import Row

NONE = "–"


def written(value: float | None, unit: str) -> str:
    """Return a number with its unit: `percent`, `score`, `ms`, `seconds`, `mb`, `per_second`."""
    return NONE if value is None else said(f"unit.{unit}", value=value)


def percent(value: float | None) -> str:
    """Return a part of 1 in percent."""
    return written(value, "percent")


def number(value: object) -> float:
    """Return what a row says as a number; what is not applicable or not there is 0."""
    return float(value) if isinstance(value, int | float) else 0.0


def surest_first(rows: Iterable[Row]) -> list[Row]:
    """Return rows by their confidence, the highest first."""
    return sorted(rows, key=lambda row: -number(row["confidence"]))
