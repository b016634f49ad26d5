"""What models were trained to see before a question and before a passage.

Sources, the models' cards: intfloat/multilingual-e5-small (`query: `, `passage: `),
intfloat/multilingual-e5-large-instruct (a task before questions, nothing before passages),
cl-nagoya/ruri-v3-30m (`検索クエリ: `, `検索文書: `), cl-nagoya/ruri-base and ruri-base-v2
(`クエリ: `, `文章: `).
"""

import re

from indexing.embedders.base import Role

_INSTRUCTION = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "
)
_PREFIXES: tuple[tuple[re.Pattern[str], dict[Role, str]], ...] = (
    (re.compile(r"\be5\b.*instruct"), {"query": _INSTRUCTION, "passage": ""}),
    (re.compile(r"\be5\b"), {"query": "query: ", "passage": "passage: "}),
    (re.compile(r"\bruri-v3\b"), {"query": "検索クエリ: ", "passage": "検索文書: "}),
    (re.compile(r"\bruri\b"), {"query": "クエリ: ", "passage": "文章: "}),
)


def prefix(model: str, role: Role) -> str:
    """Return what goes before a text of `role` for the family `model` belongs to, often nothing.

    `model` is a name or a path; its last part tells the family.
    """
    name = model.rstrip("/").rsplit("/", 1)[-1].lower()
    for family, prefixes in _PREFIXES:
        if family.search(name):
            return prefixes[role]
    return ""
