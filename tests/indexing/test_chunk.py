"""What is embedded and searched of a chunk."""

from indexing.chunk import Chunk


def _chunk(label: str, text: str) -> Chunk:
    return Chunk(document_id="a", order=0, text=text, label=label)


def test_passage_is_label_and_text() -> None:
    """The label tells what the text is about."""
    assert _chunk("転入届", "14日以内に出します。").passage == "転入届\n14日以内に出します。"


def test_label_isnt_said_twice() -> None:
    """A record's statement begins with its name already."""
    assert _chunk("ソファー", "ソファー：粗大ごみ").passage == "ソファー：粗大ごみ"
    assert _chunk("", "本文").passage == "本文"
