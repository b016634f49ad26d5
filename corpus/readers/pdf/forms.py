"""Where the forms of a page are: drawings and tables that a page places as a whole.

pypdf follows the operators of a form with the transformation it has inside, as if every form lay
in the page's corner (ISO 32000-1, 8.10.1: a form's matrix, then that of the page, applies).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pypdf import PageObject

from corpus.readers.pdf.matrix import IDENTITY, Matrix, product

_MATRIX_LENGTH = 6


class Forms:
    """Follows which form of a page is being drawn.

    Args:
        page: The page, for its resources.
    """

    def __init__(self, page: PageObject) -> None:
        """Begin on the page itself."""
        self._open: list[tuple[Matrix, Mapping[str, Any]]] = [(IDENTITY, _resources(page))]

    def placed(self, cm: Matrix) -> Matrix:
        """Return the transformation to the page from inside the form being drawn."""
        outer, _ = self._open[-1]
        return cm if outer is IDENTITY else product(cm, outer)

    def enter(self, operands: Sequence[Any], cm: Matrix) -> None:
        """Begin what `Do` draws; `cm` leads to the page already."""
        _, resources = self._open[-1]
        form = _resolved(_resolved(resources.get("/XObject", {})).get(next(iter(operands), ""), {}))
        if not isinstance(form, Mapping):
            form = {}
        matrix = _resolved(form.get("/Matrix", IDENTITY))
        numbers = [float(each) for each in matrix if isinstance(each, int | float)]
        own = numbers if len(numbers) == _MATRIX_LENGTH else IDENTITY
        self._open.append((product(own, cm), _resources(form) or resources))

    def leave(self) -> None:
        """End what the last `Do` draws."""
        if len(self._open) > 1:
            self._open.pop()


def _resources(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    resources = _resolved(holder.get("/Resources", {}))
    return resources if isinstance(resources, Mapping) else {}


def _resolved(value: Any) -> Any:  # noqa: ANN401 - a PDF may have any object in any place
    return value.get_object() if hasattr(value, "get_object") else value
