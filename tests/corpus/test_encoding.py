"""Text of any encoding a Japanese office writes."""

import codecs
import random

import pytest

from corpus.encoding import decode
from corpus.errors import ReadError

TEXT = "名称,住所\n髙﨑㈱ ①～,焼津市\n"
GUIDE = "引っ越しの手続きは市民課で①。\r\n本人確認書類が必要です。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-32"])
def test_reads_windows_and_unicode_encodings_without_being_told(encoding: str) -> None:
    """Every letter of Windows' Shift_JIS survives, 髙 and ～ too, and no mark is left."""
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["euc_jis_2004", "iso2022_jp_2004"])
def test_reads_unix_and_mail_encodings(encoding: str) -> None:
    """EUC-JP isn't taken for CP932, which accepts its bytes, nor ISO-2022-JP for ASCII."""
    assert decode(GUIDE.encode(encoding)) == GUIDE


@pytest.mark.parametrize("word", ["松戸市", "住所", "はい", "課", "ごみ", "電話番号", "氏名"])
@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_tells_short_words_apart(word: str, encoding: str) -> None:
    """One word is enough to tell CP932 from EUC-JP."""
    assert decode(word.encode(encoding)) == word


def test_keeps_half_width_katakana() -> None:
    """A CP932 file of half-width katakana isn't taken for EUC-JP."""
    assert decode("ﾃｽﾄ ｶﾌﾞｼｷｶﾞｲｼｬ".encode("cp932")) == "ﾃｽﾄ ｶﾌﾞｼｷｶﾞｲｼｬ"


def test_guesses_what_is_not_japanese() -> None:
    """A page in a western encoding is left to charset-normalizer."""
    text = "La déclaration de résidence est reçue à la mairie dès lundi."
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04ab", b"\x89PNG", b"text\0text"])
def test_refuses_binary_files(data: bytes) -> None:
    """A PDF renamed to .txt is reported, not read as text."""
    with pytest.raises(ReadError) as caught:
        decode(data, "案内.txt")
    assert caught.value.key == "read.binary"
    assert str(caught.value).startswith("案内.txt: ")


def test_refuses_random_bytes() -> None:
    """Bytes that are no encoding's text are reported whatever their number."""
    noise = random.Random(7)  # noqa: S311 - the same bytes every time
    for length in (30, 1000):
        with pytest.raises(ReadError) as caught:
            decode(bytes(noise.randrange(1, 256) for _ in range(length)))
        assert caught.value.key in {"read.encoding", "read.binary"}


def test_refuses_a_damaged_text_behind_a_mark() -> None:
    """A byte order mark promises an encoding; bytes that break the promise are reported."""
    with pytest.raises(ReadError) as caught:
        decode(codecs.BOM_UTF8 + b"\xe3\x81")
    assert caught.value.key == "read.encoding"
