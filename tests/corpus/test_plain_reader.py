"""Plain text files."""

from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers import read


def blocks(path: Path, text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return heading path and text of each block of a file with this text."""
    path.write_text(text)
    return [(block.headings, block.text) for block in read(path).blocks]


def test_blank_lines_end_paragraphs_and_lines_stay(tmp_path: Path) -> None:
    """A list keeps its lines; a paragraph ends where the text leaves a line blank."""
    text = "持ち物\n・印鑑\n・本人確認書類\n\n受付は8時30分からです。\n"
    assert blocks(tmp_path / "a.txt", text) == [
        ((), "持ち物\n・印鑑\n・本人確認書類"),
        ((), "受付は8時30分からです。"),
    ]


def test_a_marked_line_is_a_heading(tmp_path: Path) -> None:
    """■ begins a heading; a sentence with the mark is text."""
    text = "■転入届\n14日以内です。\n\n■注意してください。\n"
    assert blocks(tmp_path / "a.txt", text) == [
        (("転入届",), "14日以内です。"),
        (("転入届",), "■注意してください。"),
    ]


def test_text_wrapped_at_a_fixed_width_is_joined(tmp_path: Path) -> None:
    """Line breaks of a mail mean nothing, but an indented line and an item begin anew."""
    text = (
        "　転入届は、新しい住所に住み始めた日から十四日以内に、市民課の窓\n"
        "口で受け付けています。代理人が届け出るときは、委任状と代理人の本\n"
        "人確認書類をお持ちください。\n"
        "　転出届は、引っ越しの前に前の市区町村で受け付けています。郵送で\n"
        "も届け出ることができます。\n"
        "・印鑑\n"
    )
    first = (
        "転入届は、新しい住所に住み始めた日から十四日以内に、市民課の窓口で受け付けています。"
        "代理人が届け出るときは、委任状と代理人の本人確認書類をお持ちください。"
    )
    assert blocks(tmp_path / "a.txt", text)[0][1].split("\n") == [
        first,
        "転出届は、引っ越しの前に前の市区町村で受け付けています。郵送でも届け出ることができます。",
        "・印鑑",
    ]


def test_a_text_in_another_encoding_is_read(tmp_path: Path) -> None:
    """CP932 with Windows line ends reads as any other text."""
    path = tmp_path / "a.txt"
    path.write_bytes("髙橋課長\r\n\r\n①受付".encode("cp932"))
    assert [block.text for block in read(path).blocks] == ["髙橋課長", "①受付"]


def test_binary_junk_is_refused(tmp_path: Path) -> None:
    """A picture with the wrong suffix is reported."""
    path = tmp_path / "写真.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.key == "read.binary"
