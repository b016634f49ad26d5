"""What a page holds but doesn't show: taken out of the tree before it is read.

Only an element's own `style` counts; style sheets aren't read. White text is left where the element
has a ground of its own. `display:none` isn't looked at: pages fold what they say.
"""

import re

from corpus.readers.html.tree import Element
from corpus.readers.prose import one_line

_STYLE = re.compile(
    r"""(?:^|;)(?:
        visibility:(?:hidden|collapse) | opacity:0(?:\.0+)?(?=;|$|!) |
        font-size:(?:0(?:\.0+)?(?:px|pt|em|rem|%)? | 1?(?:\.\d+)?p[xt])(?=;|$|!) |
        color:(?:transparent | \#fff(?:fff)? | white | rgba?\(255,255,255.*?\)) |
        (?:left|top|right|text-indent):-\d{3,}(?:\.\d+)?(?:px|em|rem|%)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SOURCE = frozenset({"script", "style", "template", "noscript"})
"""Never text, hidden or not."""


def take_out(element: Element) -> list[str]:
    """Take what can't be seen out of an element; return its texts."""
    hidden: list[str] = []
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag not in _SOURCE:
            if _is_unseen(child):
                hidden.append(one_line(child.text()))
                continue
            hidden += take_out(child)
        kept.append(child)
    element.children = kept
    return [text for text in hidden if text]


def _is_unseen(element: Element) -> bool:
    style = "".join(element.attributes.get("style", "").split())
    return _STYLE.search(style) is not None and "background" not in style.lower()
