"""The YAML block between two lines of `---` at the beginning of a Markdown file."""

import re
from collections.abc import Mapping

import yaml

from corpus.errors import ReadError

_FENCED = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_BEGUN = re.compile(r"---[ \t]*\r?\n[\w-]+[ \t]*:")


def split(text: str, path: object) -> tuple[Mapping[str, object], str]:
    """Return the keys of the front matter, none if there is none, and the text after it.

    A first line of `---` without a key after it is a rule across the page, not front matter.

    Raises:
        ReadError: `read.front_matter` with the line: it isn't closed, isn't YAML, or isn't a list
            of keys.
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        if _BEGUN.match(text):
            raise ReadError("read.front_matter", path=path, line=1)
        return {}, text
    return _keys(fenced["yaml"], path), text[fenced.end() :]


def _keys(source: str, path: object) -> Mapping[str, object]:
    try:
        keys = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: 2026-02-31
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 2 if mark else 1  # lines from 1, and one for the fence
        raise ReadError("read.front_matter", path=path, line=line) from None
    if keys is None:
        return {}
    if not isinstance(keys, dict):
        raise ReadError("read.front_matter", path=path, line=2)
    return {str(key): value for key, value in keys.items()}
