"""What stands in the sources, but with something else, or turned: the neighbours of the truth."""

import pytest

from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from chatbot.verification.verifier import Verifier
from indexing.tokenizer import SudachiTokenizer

BRANCHES = Evidence(
    1,
    "支所の一覧",
    "支所の一覧",
    "支所 | 所在地 | 電話 | 夜間受取\n"
    "若葉 | 若葉3-30 | 00-1111-2131 | 第1・第3水曜日\n"
    "桜台 | 桜台6-6-2 | 00-2222-4151 | 第2・第4水曜日\n"
    "松原 | 松原3-71 | 00-3333-0113 | 第2・第4水曜日",
)
FAQ = Evidence(
    2,
    "療育手帳",
    "療育手帳は誰が申請できますか。",
    "本人または保護者が申請できます。申請は郵送では受け付けません。\n"
    "18歳未満の人は児童相談所、18歳以上の人は知的障害者更生相談所が判定します。\n"
    "給食の材料費は無料の対象に含まれません。前日までに予約が必要です。",
)
PARK = Evidence(
    3,
    "運動公園",
    "運動公園",
    "運動公園　電話番号：00-4444-9241／施設：体育館、野球場（専用電話00-5555-1965）、"
    "プール（専用電話00-6666-9554。開放期間のみ）／駐車場：168台分",
)
SOURCES = {each.n: each for each in (BRANCHES, FAQ, PARK)}


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    """Of an invented city."""
    return Verifier(SudachiTokenizer(), "青空市")


def _fault(verifier: Verifier, text: str, source: int) -> Fault | None:
    return verifier.fault(Sentence(text, (source,)), SOURCES, "ja")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("若葉支所の電話番号は00-1111-2131です。", 1),
        ("桜台支所と松原支所の夜間受取は、第2・第4水曜日です。", 1),
        ("松原支所は松原3-71にあります。", 1),
        ("18歳未満の方は、児童相談所が判定します。", 2),
        ("判定は、18歳未満なら児童相談所、18歳以上なら知的障害者更生相談所が行います。", 2),
        ("予約は前日までに必要です。", 2),
        ("郵送での申請はできません。", 2),
        ("給食の材料費は、無料の対象外です。", 2),
        ("野球場の専用電話は00-5555-1965です。", 3),
        ("車は168台停められます。", 3),
    ],
)
def test_what_stands_together_passes(verifier: Verifier, text: str, source: int) -> None:
    """Rows, fields, brackets and sentences, in other words and order."""
    assert _fault(verifier, text, source) is None


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("若葉支所の電話番号は00-3333-0113です。", 1, Fault.MISPLACED),
        ("松原支所の夜間受取は、第1・第3水曜日です。", 1, Fault.MISPLACED),
        ("桜台支所は若葉3-30にあります。", 1, Fault.MISPLACED),
        ("野球場の専用電話は00-6666-9554です。", 3, Fault.MISPLACED),
        ("18歳未満の人は、知的障害者更生相談所が判定します。", 2, Fault.MISPLACED),
        ("18歳以下の人は、児童相談所が判定します。", 2, Fault.ELIGIBILITY),
        ("当日までに予約が必要です。", 2, Fault.MISPLACED),
        ("申請には税理士が応じます。", 2, Fault.NAME),
    ],
)
def test_another_things_figure_or_name_is_stopped(
    verifier: Verifier, text: str, source: int, expected: Fault
) -> None:
    """The next row's, the next bracket's, the other desk's; the same number limited otherwise."""
    assert _fault(verifier, text, source) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("申請は郵送でもできます。", Fault.NEGATION),
        ("給食の材料費は、無料の対象に含まれます。", Fault.NEGATION),
        ("前日までの予約は不要です。", Fault.NEGATION),
        ("予約なしで申請できます。", Fault.NEGATION),
        ("本人または保護者は申請できません。", Fault.NEGATION),
        ("どなたでも申請できます。", Fault.ELIGIBILITY),
        ("年齢にかかわらず、児童相談所が判定します。", Fault.ELIGIBILITY),
        ("申請できるのは本人だけです。", Fault.ELIGIBILITY),
        ("本人または保護者が毎年申請します。", Fault.ELIGIBILITY),
    ],
)
def test_what_is_turned_or_widened_is_stopped(
    verifier: Verifier, text: str, expected: Fault
) -> None:
    """Yes for no beside a clause that says no; for everybody, always, whatever; only; every."""
    assert _fault(verifier, text, 2) is expected


def test_a_quote_is_never_stopped_for_its_neighbours(verifier: Verifier) -> None:
    """Word for word, but for what stands in brackets and the opening word."""
    assert _fault(verifier, "なお、前日までに予約が必要です。", 2) is None
    assert _fault(verifier, "施設：体育館、野球場、プール。", 3) is None
