"""HTML and SVG made of function calls; what isn't `Markup` is escaped.

What residents and staff wrote is text and becomes nothing else, wherever it is put: on the staff
pages and in reports.
"""

from html import escape

_VOID = frozenset({"input", "line", "link", "meta", "path", "rect", "circle"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


NOTHING = Markup()


def element(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """Return an element.

    Args:
        name: Its tag.
        children: What is in it.
        attributes: `_` in a name is `-`, a last one is dropped (`class_`). True is an attribute
            without a value; one that is None or False is left out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{"" if value is True else escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: str) -> Markup:
    """Return children one after the other."""
    return Markup(
        "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    )
