"""An element of a telegram, by the local names of its children.

Namespaces aren't compared: a body's differs with its family, and no two elements of a telegram
share a local name and a place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol


class Element(Protocol):
    """What is used of an element of lxml, which has no types."""

    tag: str
    text: str | None

    def find(self, path: str, /) -> "Element | None":
        """Return the first element at `path`."""

    def iterfind(self, path: str, /) -> "Iterable[Element]":
        """Yield the elements at `path`."""

    def get(self, name: str, /) -> str | None:
        """Return an attribute."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element; paths are local names with slashes, `Kind/Name`."""

    element: Element

    def find(self, path: str) -> "Node | None":
        """Return the first element at `path`, None if there is none."""
        found = self.element.find(_in_any_namespace(path))
        return None if found is None else Node(found)

    def all(self, path: str) -> Iterator["Node"]:
        """Yield the elements at `path` in their order."""
        return (Node(found) for found in self.element.iterfind(_in_any_namespace(path)))

    def text(self, path: str) -> str:
        """Return the text of the first element at `path` without spaces around; maybe empty."""
        found = self.element.find(_in_any_namespace(path))
        return "" if found is None else (found.text or "").strip()

    def attribute(self, name: str) -> str:
        """Return an attribute without spaces around; empty if it isn't there."""
        return (self.element.get(name) or "").strip()


@cache
def _in_any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))
