"""What is embedded and searched of a chunk."""

from indexing.chunk import Chunk


def _chunk(label: str, text: str, keywords: str = "") -> Chunk:
    return Chunk(document_id="a", order=0, text=text, label=label, keywords=keywords)


def test_passage_is_label_and_text() -> None:
    """The label tells what the text is about, the keywords how residents call it."""
    passage = _chunk("転入届", "届け出ます。", "引越 入居").passage
    assert passage == "転入届\n引越 入居\n届け出ます。"
    assert _chunk("転入届", "14日以内に出します。").passage == "転入届\n14日以内に出します。"


def test_label_isnt_said_twice() -> None:
    """A record's statement begins with its name already."""
    assert _chunk("ソファー", "ソファー：粗大ごみ").passage == "ソファー：粗大ごみ"
    assert _chunk("", "本文").passage == "本文"
