"""A tiny test set in BEIR's layout."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

CORPUS = (
    {"_id": "1", "title": "粗大ごみの出し方を教えてください。", "text": "電話で申し込みます。"},
    {"_id": "2", "title": "犬の登録はどこでしますか。", "text": "動物愛護の担当でします。"},
    {"_id": "3", "title": "", "text": "市立図書館は月曜日に休みます。"},
)
QUERIES = (
    {"_id": "q1", "text": "粗大ごみを出したい"},
    {"_id": "q2", "text": "犬の登録"},
    {"_id": "q3", "text": "図書館の休み"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\t1\t2\nq2\t2\t1\nq2\t1\t0\nq3\t3\t1\n"


def write_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """Write records as JSON Lines."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def beir_folder(tmp_path: Path) -> Path:
    """Two Faqs, one plain text, three questions, the split `dev`."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    write_lines(folder / "corpus.jsonl", CORPUS)
    write_lines(folder / "queries.jsonl", QUERIES)
    (folder / "qrels" / "dev.tsv").write_text(QRELS, encoding="utf-8")
    return folder
