"""`synonyms.csv`, `wordings.csv`, `gaps.csv` and `canary.csv`."""

from pathlib import Path

import pytest

from corpus.errors import CityError
from corpus.vocabulary import (
    Canary,
    Gap,
    Synonym,
    Wording,
    read_canaries,
    read_gaps,
    read_synonyms,
    read_wordings,
)


def test_synonyms_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each row is a pair; a row with half a pair says nothing."""
    path = tmp_path / "synonyms.csv"
    path.write_bytes("everyday,official\n引っ越し,転入届\n引っ越し,転出届\nゴミ,\n".encode("cp932"))
    assert read_synonyms(path) == (Synonym("引っ越し", "転入届"), Synonym("引っ越し", "転出届"))


def test_wordings_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each row is a way to ask for a document, in Japanese unless it says otherwise."""
    path = tmp_path / "wordings.csv"
    path.write_text(
        "document,language,wording\n"
        "documents/moving.md,,引っ越してきたんだけど\n"
        "ごみの日は？,en,When is garbage day?\n"
        "ごみの日は？,ja,\n"
        ",ja,どこの文書でもない\n",
        encoding="utf-8",
    )
    assert read_wordings(path) == (
        Wording("documents/moving.md", "ja", "引っ越してきたんだけど"),
        Wording("ごみの日は？", "en", "When is garbage day?"),
    )


def test_gaps_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each row is a matter that no document tells, with the desk to ask if there is one."""
    path = tmp_path / "gaps.csv"
    path.write_text("question,department\nプールの料金,sports\n墓地,\n,shimin\n", "utf-8")
    assert read_gaps(path) == (Gap("プールの料金", "sports"), Gap("墓地", ""))


def test_canaries_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each row is a question and what must be found for it."""
    path = tmp_path / "canary.csv"
    path.write_text("question,expected_document\nごみの日は,documents/gomi.md\n,x\n", "utf-8")
    assert read_canaries(path) == (Canary("ごみの日は", "documents/gomi.md"),)


def test_all_are_optional(tmp_path: Path) -> None:
    """A city may do without any."""
    assert read_synonyms(tmp_path / "synonyms.csv") == ()
    assert read_wordings(tmp_path / "wordings.csv") == ()
    assert read_gaps(tmp_path / "gaps.csv") == ()
    assert read_canaries(tmp_path / "canary.csv") == ()


def test_missing_column_is_named(tmp_path: Path) -> None:
    """A table without its heading isn't taken for one without rows."""
    path = tmp_path / "table.csv"
    path.write_text("引っ越し,転入届\n", encoding="utf-8")
    for read, column in (
        (read_synonyms, "everyday"),
        (read_wordings, "wording"),
        (read_gaps, "department"),
        (read_canaries, "expected_document"),
    ):
        with pytest.raises(CityError, match=column):
            read(path)
