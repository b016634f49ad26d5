"""Real texts to measure with: cities' newsletters, or else what the bundled city says."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.corpus import read_corpus
from corpus.document import Block, Document, Faq, Metadata
from corpus.layout import CityLayout
from eval.bench.drawing import draw
from eval.city_set import MATSUDO, Split, read_city_set
from eval.errors import EvalError
from indexing.chunking import chunks_of, split_sentences

TITLE, BODY = "記事タイトル", "記事本文"
"""Columns of a newsletter's table that are read."""
_MARKUP = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Article:
    """A title and what stands below it; neither is empty."""

    title: str
    body: str

    def document(self, name: str) -> Document:
        """Return it as a document of the city."""
        return Document(name, Metadata(title=self.title), (Block(self.body),))


@dataclass(frozen=True, slots=True)
class RealTexts:
    """Articles, and where they are from: a folder, or the slug of a city."""

    source: str
    articles: tuple[Article, ...]


def read_newsletters(folder: Path) -> RealTexts:
    """Read a folder of newsletters as CSV in UTF-8, an article a row; HTML tags are dropped.

    Raises:
        EvalError: It holds no article.
    """
    try:
        rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path)]
        articles = _whole((row[TITLE], _MARKUP.sub("", row[BODY])) for row in rows)
    except (OSError, ValueError, KeyError, csv.Error):
        articles = ()
    if not articles:
        raise EvalError("bench.corpus", path=folder)
    return RealTexts(str(folder), articles)


def city_texts(city: str) -> RealTexts:
    """Read what a city says; a Faq's question is its title."""
    documents = read_corpus(CityLayout.of(city)).documents
    return RealTexts(city, _whole(map(_said, documents)))


def mixed_texts(articles: Sequence[Article], count: int) -> list[str]:
    """Return different texts of every length that an index embeds.

    Two tenths are chunks, which hold two thirds of the tokens, four sentences, two titles, and two
    sentences with characters that have another form in Unicode (①, ㈱, half and full width), where
    tokenizers differ.
    """
    chunks = [chunk.text for article in articles for chunk in chunks_of(article.document(""))]
    sentences = [text for article in articles for text in split_sentences(article.body)]
    hard = [text for text in sentences if unicodedata.normalize("NFKC", text) != text]
    titles = [article.title for article in articles]
    taken: dict[str, None] = {}
    pools = ((hard, 2), (titles, 4), (sentences, 8), (chunks, 10), (sentences, 10))
    for pool, tenths in pools:
        fresh = (text for text in pool if text not in taken)
        taken |= dict.fromkeys(draw(fresh, max(count * tenths // 10 - len(taken), 0)))
    return list(taken)


def real_questions(articles: Sequence[Article], count: int) -> list[str]:
    """Return different questions: half as residents ask the bundled city, half after a title.

    So some are answered and some are not, as in life.
    """
    asked = [question.text for question in read_city_set(MATSUDO, Split.ALL).questions]
    after = [
        EvalError.catalogue.text("bench.question", details={"title": article.title})
        for article in articles
    ]
    half = draw(asked, count // 2)
    rest = [text for text in after if text not in half]
    return draw([*half, *draw(rest, count - len(half))], count)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _said(document: Document) -> tuple[str, str]:
    if isinstance(document, Faq):
        return document.question, document.answer
    return document.metadata.title, "\n".join(block.text for block in document.blocks)


def _whole(pairs: Iterable[tuple[str, str]]) -> tuple[Article, ...]:
    stripped = ((title.strip(), body.strip()) for title, body in pairs)
    return tuple(Article(title, body) for title, body in stripped if title and body)
