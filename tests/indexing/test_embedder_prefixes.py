"""Prefixes by family of model."""

import pytest

from indexing.embedders.prefixes import prefix


@pytest.mark.parametrize(
    ("model", "question", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/models/multilingual-e5-base/", "query: ", "passage: "),
        ("cl-nagoya/ruri-v3-30m", "検索クエリ: ", "検索文書: "),
        ("cl-nagoya/ruri-base-v2", "クエリ: ", "文章: "),
        ("/srv/e5/other-model", "", ""),
        ("text-embedding-3-large", "", ""),
    ],
)
def test_the_name_tells_the_prefixes(model: str, question: str, passage: str) -> None:
    """The last part of the name tells the family; other models get their texts as they are."""
    assert (prefix(model, "query"), prefix(model, "passage")) == (question, passage)


def test_instructed_models_get_a_task_before_questions_only() -> None:
    """E5's instructed models read a task before a question and passages as they are."""
    model = "intfloat/multilingual-e5-large-instruct"

    assert prefix(model, "query").startswith("Instruct: ")
    assert prefix(model, "query").endswith("\nQuery: ")
    assert prefix(model, "passage") == ""
