"""What of a text tells its need."""

import pytest

from chatbot.disaster.guides.features import by_chance, features, plain
from chatbot.disaster.guides.romaji import in_katakana
from indexing.tokenizer import SudachiTokenizer


@pytest.fixture(scope="module")
def tokenizer() -> SudachiTokenizer:
    """Sudachi."""
    return SudachiTokenizer()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ＡＢＣ　停電", "abc 停電"),
        ("つなみの けいほう", "つなみのけいほう"),
        ("地震（じしん）が 来（き）ました", "地震が来ました"),
        ("電話(でんわ)", "電話"),
        ("水（のみもの以外）", "水(のみもの以外)"),
        ("mất điện (từ tối)", "mất điện (từ tối)"),
    ],
)
def test_plain(text: str, seen: str) -> None:
    """Full width, blanks between Japanese words and readings after kanji tell nothing."""
    assert plain(text) == seen


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("jishin kita", "ジシンキタ"),
        ("hinanjo doko desuka", "ヒナンジョドコデスカ"),
        ("konnichiwa", "コンニチワ"),
        ("zen-in ni mizu".replace("-", ""), "ゼニンニミズ"),
        ("gakkou yasumi matchi", "ガッコウヤスミマッチ"),
        ("tyotto syodoku", "チョットショドク"),
        ("the power is out", ""),
        ("toi bi mat dien", ""),
        ("", ""),
    ],
)
def test_romaji(words: str, read: str) -> None:
    """Japanese in Latin letters is read; English and Vietnamese are not."""
    assert in_katakana(words.split()) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("断水", "だんすい"),
        ("地震きた", "jishin kita"),
        ("給水の時間", "きゅうすいのじかん"),
    ],
)
def test_ways_to_write_meet(tokenizer: SudachiTokenizer, one: str, other: str) -> None:
    """Kanji, kana and romaji of one thing share how it is read."""
    read = [{name for name in features(text, tokenizer) if name[0] == "r"} for text in (one, other)]
    assert read[0] == read[1] != set()


def test_traditional_chinese_is_simplified(tokenizer: SudachiTokenizer) -> None:
    """Runs of characters are the same."""
    runs = [
        {name for name in features(text, tokenizer) if name[0] == "c"}
        for text in ("護照遺失了怎麼辦", "护照遺失了怎么办")
    ]
    assert runs[0] == runs[1]


def test_vietnamese_counts_without_marks(tokenizer: SudachiTokenizer) -> None:
    """Many type it so."""
    assert features("mất điện", tokenizer) == features("mat dien", tokenizer)


def test_near_words_are_pairs_in_either_order(tokenizer: SudachiTokenizer) -> None:
    """Three words on, not four."""
    pairs = {name for name in features("e d c b a", tokenizer) if name[0] == "b"}
    assert pairs == {"bd e", "bc e", "bb e", "bc d", "bb d", "ba d", "bb c", "ba c", "ba b"}


@pytest.mark.parametrize(
    ("name", "chance"),
    [
        ("rジシ", True),
        ("ba b", True),
        ("c避難所", True),
        ("c避難", False),
        ("wない", False),
        ("lgas", False),
    ],
)
def test_by_chance(name: str, chance: bool) -> None:  # noqa: FBT001  # an expected value
    """Long runs, readings and pairs that few texts have."""
    assert by_chance(name) == chance
