"""Markdown as CommonMark with tables: what a reader of the rendered page sees, without markup.

A paragraph, a list and a table are a block each; the lines of a list keep their marks (・, 1.) and
the indent of their level. Code is text like any other. Asterisks that CommonMark leaves standing
because of the Japanese punctuation beside them (`**「重要」**です`) are taken out too.
"""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.encoding import decode
from corpus.readers import front_matter
from corpus.readers.draft import Draft
from corpus.readers.prose import BREAK, broken, one_line, tidy
from corpus.readers.reading import Limits, Reading, TableOptions

_LEFT_OVER = re.compile(r"\*\*|~~")
_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
_LINE_END = re.compile(r"<(br|/p|/div|/li|/tr)\b[^>]*>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<([a-zA-Z]+)\b[^>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|\shidden\b)[^>]*>.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def read(path: Path, _options: TableOptions, _limits: Limits) -> Reading:
    """Read a Markdown file; its metadata are the keys of its front matter.

    A missing `title` is filled in from the first heading.

    Raises:
        ReadError: The file is no text, or its front matter is damaged.
    """
    metadata, text = front_matter.split(decode(path.read_bytes(), path), path)
    walk = _Walk()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        walk.take(token)
    walk.end_list()
    title = {"title": walk.draft.first_heading} if walk.draft.first_heading else {}
    return Reading(tuple(walk.draft.blocks), {**title, **metadata})


class _Walk:
    """Turns the parser's flat run of tokens into blocks."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._opened = ""  # the token before an inline token says what it is the text of
        self._level = 0
        self._marks: list[int | None] = []  # per open list: the next number, None for ・
        self._mark = ""
        self._list: list[str] = []
        self._rows: list[list[str]] = []

    def take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(_plain(token.children or ()))
            case "bullet_list_open" | "ordered_list_open":
                self._marks.append(_start(token) if token.tag == "ol" else None)
            case "bullet_list_close" | "ordered_list_close":
                self._close_list()
            case "list_item_open":
                self._mark = self._next_mark()
            case "table_open" | "tr_open" | "table_close":
                self._table(token.type)
            case "fence" | "code_block":
                self._paragraph(tidy(token.content))
            case "html_block":
                self._paragraph(_without_tags(token.content))
            case _:
                pass
        self._opened = token.type if token.nesting == 1 else ""
        self._level = int(token.tag[1]) if token.type == "heading_open" else 0

    def end_list(self) -> None:
        self.draft.prose("\n".join(self._list))
        self._list = []

    def _close_list(self) -> None:
        self._marks.pop()
        if not self._marks:
            self.end_list()

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self.end_list()
            self._rows = []
        elif kind == "tr_open":
            self._rows.append([])
        else:
            self.draft.table(self._rows)

    def _inline(self, text: str) -> None:
        if self._opened == "heading_open":
            self.end_list()
            self.draft.heading(self._level, one_line(text))
        elif self._opened in {"th_open", "td_open"}:
            self._rows[-1].append(text)
        else:
            self._paragraph(text)

    def _paragraph(self, text: str) -> None:
        if not self._marks:
            self.draft.prose(text)
            return
        indent = "　" * (len(self._marks) - 1)
        for line in text.split("\n"):
            self._list.append(f"{indent}{self._mark or '　'}{line}")
            self._mark = ""

    def _next_mark(self) -> str:
        number = self._marks[-1]
        if number is None:
            return "・"
        self._marks[-1] = number + 1
        return f"{number}. "


def _start(token: Token) -> int:
    return int(token.attrGet("start") or 1)


def _plain(children: Sequence[Token]) -> str:
    return broken("".join(_piece(child) for child in children))


def _piece(token: Token) -> str:
    match token.type:
        case "text":
            return _LEFT_OVER.sub("", token.content)
        case "softbreak":
            return "\n"
        case "hardbreak":
            return BREAK
        case "html_inline":
            return BREAK if _LINE_END.match(token.content) else ""
        case _:  # code, and an image's description
            return token.content


def _without_tags(html: str) -> str:
    return tidy(
        unescape(_TAG.sub("", _LINE_END.sub("\n", _UNSEEN.sub("", _COMMENT.sub("", html)))))
    )
