"""Real texts: where they come from, and what is asked about them."""

import unicodedata
from pathlib import Path

import pytest

from corpus.layout import CityLayout
from eval.bench.texts import (
    Article,
    city_texts,
    mixed_texts,
    read_newsletters,
    real_questions,
)
from eval.errors import EvalError
from tests.newsletters import write_newsletters


@pytest.fixture
def articles(tmp_path: Path) -> tuple[Article, ...]:
    """Fifty articles."""
    return read_newsletters(write_newsletters(tmp_path / "news")).articles


def test_newsletters_are_read_by_their_columns(tmp_path: Path) -> None:
    """Every article of every file, in order; one without a text is left out, tags are dropped."""
    folder = write_newsletters(tmp_path / "news")
    with (folder / "may.csv").open("a", encoding="utf-8") as file:
        file.write("試験市,2026.05.01,広報,題だけ,くらし,\n")
        file.write("試験市,2026.05.01,広報,絵,くらし,<b class=x>太字</b>です。\n")
    texts = read_newsletters(folder)

    assert (texts.source, len(texts.articles)) == (str(folder), 51)
    assert texts.articles[-1] == Article("絵", "太字です。")
    assert texts.articles[0].title == "犬の登録のお知らせ"
    assert texts.articles[0].body.startswith("犬の登録の受付は月曜日から")


@pytest.mark.parametrize("content", [None, "題,本文\nあ,い\n", "記事タイトル,記事本文\n,\n"])
def test_what_holds_no_article_is_told(tmp_path: Path, content: str | None) -> None:
    """No file, other columns, empty cells: by the folder's name."""
    folder = tmp_path / "none"
    folder.mkdir()
    if content is not None:
        (folder / "news.csv").write_text(content, encoding="utf-8")

    with pytest.raises(EvalError, match="none"):
        read_newsletters(folder)


def test_a_city_has_texts_too(small_city: CityLayout) -> None:
    """A Faq's question is a title, a document's blocks are one text."""
    bodies = {each.title: each.body for each in city_texts(str(small_city.root)).articles}

    assert bodies["市立図書館の休館日はいつですか。"] == "図書館の休館日は月曜日です。"
    assert "14日以内に転入届" in bodies["引っ越しの案内"]
    assert "引っ越す前に転出届" in bodies["引っ越しの案内"]


def test_texts_for_the_embedder_are_mixed(articles: tuple[Article, ...]) -> None:
    """All different and always the same; a fifth has characters with another form in Unicode."""
    texts = mixed_texts(articles, 50)
    hard = [text for text in texts if unicodedata.normalize("NFKC", text) != text]
    titles = {article.title for article in articles}

    assert len(set(texts)) == 50
    assert texts == mixed_texts(articles, 50)
    assert len(hard) >= 10
    assert len(titles.intersection(texts)) == 10
    assert max(map(len, texts)) > 100


def test_questions_are_different(articles: tuple[Article, ...]) -> None:
    """Half are residents' own, half ask for an article."""
    questions = real_questions(articles, 40)
    about = {f"{article.title}について教えてください。" for article in articles}

    assert len(set(questions)) == 40
    assert len(about.intersection(questions)) == 20
