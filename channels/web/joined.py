"""The widget's modules in one: a browser asks once, not thirty times.

Browsers of today ask for six files at a time over HTTP/1.1, so on a slow line thirty small modules
take several times as long as one of their size. The sources stay modules, and nothing is rewritten
but their imports, so the widget has its own few rules: top-level names are unique among all
modules, and imports name what they take, each on one line.
"""

import re
from collections import Counter
from collections.abc import Mapping
from graphlib import TopologicalSorter

NAME = "all.js"

_IMPORT = re.compile(r'^import \{ \w+(?:, \w+)* \} from "\./(\w+\.js)";\n', re.MULTILINE)
_LATER = re.compile(r'import\("\./(\w+\.js)"\)')
_THIS = f'import("./{NAME}")'
_NAMED = re.compile(r"^(?:export )?(?:async )?(?:class|function\*?|const|let) (\w+)", re.MULTILINE)
_STRANGE = re.compile(r"^(?:import\b|export (?:default|\{|\*))", re.MULTILINE)


def joined(modules: Mapping[str, str]) -> str:
    """Return modules as one that exports what each of them does.

    Args:
        modules: Texts by name, `chat.js`. They may import each other, but not in a circle.

    Raises:
        ValueError: Two have a name in common, or one imports or exports in another way.
        graphlib.CycleError: They import each other in a circle.
    """
    order = TopologicalSorter({name: _IMPORT.findall(text) for name, text in modules.items()})
    parts = {name: _IMPORT.sub("", modules[name]) for name in order.static_order()}
    strange = [name for name, text in parts.items() if _STRANGE.search(text)]
    names = Counter(name for text in parts.values() for name in _NAMED.findall(text))
    twice = [name for name, count in names.items() if count > 1]
    if strange or twice:
        raise ValueError(*strange, *twice)
    return "".join(f"// {name}\n{_LATER.sub(_THIS, text)}" for name, text in parts.items())
