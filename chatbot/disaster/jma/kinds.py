"""What the warnings of all types share: a Kind with a name, a code and a status."""

import re
import unicodedata
from collections.abc import Iterator

from chatbot.disaster.jma.node import Node

_LEVEL = re.compile("レベル([1-5])")
_NOTHING = frozenset({"解除", "なし", "発表警報・注意報はなし"})


def warned(report: Node, *areas: str) -> Iterator[tuple[Node, Node]]:
    """Yield each kind with its area, of the Warnings whose type ends with one of `areas`."""
    for warning in report.all("Body/Warning"):
        if warning.attribute("type").endswith(areas):
            for item in warning.all("Item"):
                yield from ((k, a) for a in item.all("Area") for k in item.all("Kind"))


def headed(report: Node, *areas: str) -> Iterator[tuple[Node, Node]]:
    """Yield each kind with its area, of the headline's Information of these types."""
    for information in report.all("Head/Headline/Information"):
        if information.attribute("type").endswith(areas):
            for item in information.all("Item"):
                yield from ((k, a) for k in item.all("Kind") for a in item.all("Areas/Area"))


def label(kind: Node) -> str:
    """Return name and code as people read them, `大雨警報 03`."""
    return f"{kind.text('Name')} {kind.text('Code')}".strip()


def condition(kind: Node) -> str:
    """Return status and condition, `発表／土砂災害`."""
    return "／".join(text for text in (kind.text("Status"), kind.text("Condition")) if text)


def stands(kind: Node) -> bool:
    """Tell whether a kind is in force.

    A lowered one, 特別警報から注意報, is in force at the code it was lowered to. A status not known
    yet counts as in force: what isn't understood is no all-clear.
    """
    name, status = kind.text("Name"), kind.text("Status")
    return bool(name or status) and not {name, status} & _NOTHING


def level_in(name: str) -> int | None:
    """Return the 警戒レベル in a warning's name, `レベル４大雨危険警報`; old names have none."""
    found = _LEVEL.search(unicodedata.normalize("NFKC", name))
    return int(found.group(1)) if found else None
