"""Headers of several rows, as offices make them: groups above, their columns below."""

from collections.abc import Sequence

BETWEEN = "・"


def merged_header(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one label a column from the rows of a header whose spans are filled in.

    >>> merged_header([["名称", "災害種別", "災害種別"], ["名称", "洪水", "津波"]])
    ['名称', '災害種別・洪水', '災害種別・津波']
    """
    width = max(map(len, rows), default=0)
    columns = ([row[at] for row in rows if at < len(row)] for at in range(width))
    return [BETWEEN.join(_distinct(column)) for column in columns]


def _distinct(labels: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(label for label in labels if label))
