"""The verifier: what a resident may be told, and what never."""

import pytest

from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from chatbot.verification.verifier import Verifier
from indexing.tokenizer import SudachiTokenizer

SOURCES = {
    1: Evidence(
        1,
        "引っ越しの届出",
        "転入届はいつまでに出しますか。",
        "転入届は、引っ越した日から14日以内に市民課へ出してください。本人または代理人が届出できます。"
        "手数料は無料です。郵送では届出できません。受付は平日の8時30分から17時までです。"
        "電話は00-1234-5678です。",
        "https://city.example/tennyu",
    ),
    2: Evidence(
        2,
        "粗大ごみ",
        "粗大ごみの出し方",
        "粗大ごみは電話で申し込みます。手数料は1点1,000円です。18歳未満の人は保護者が申し込んでください。"
        "テレビは対象外です。令和8年4月1日から変わりました。",
    ),
}
PROMPT = (
    "あなたは青空市の案内係です。"
    "資料に書いてあることだけを使って答えてください。推測してはいけません。"
)


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    """Of an invented city."""
    return Verifier(SudachiTokenizer(), "青空市")


def _fault(verifier: Verifier, text: str, *sources: int, language: str = "ja") -> Fault | None:
    return verifier.fault(Sentence(text, sources or (1,)), SOURCES, language, PROMPT)


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("転入届は、引っ越した日から14日以内に市民課へ出してください。", "ja", 1),
        ("引っ越してから十四日以内に、市民課で転入届の手続きをしてください。", "ja", 1),
        ("転入届の手数料はかかりません。", "ja", 1),
        ("代理人も届出ができます。", "ja", 1),
        ("郵送による届出はできません。", "ja", 1),
        ("青空市の市民課の受付は、平日の午前8時半から午後5時までです。", "ja", 1),
        ("くわしくは {{link:1}} をご覧ください。受付は平日です。", "ja", 1),
        ("ひっこした 日から 14日までに、市民課（しみんか）に 転入届を 出します。", "ja-easy", 1),
        ("粗大ごみの手数料は、1点につき千円です。", "ja", 2),
        ("2026年4月1日から変わりました。", "ja", 2),
        ("Please submit the notification within 14 days of moving.", "en", 1),
        ("The counter is open on weekdays from 8:30 a.m. to 5 p.m.", "en", 1),
        ("It is free of charge, and a representative can submit it.", "en", 1),
        ("请在搬家后14天内提交迁入申报(転入届)。", "zh", 1),
        ("이사한 날부터 14일 이내에 신고해 주세요.", "ko", 1),
        ("Vui lòng nộp trong vòng 14 ngày kể từ ngày chuyển nhà.", "vi", 1),
    ],
)
def test_what_the_sources_say_passes(
    verifier: Verifier, text: str, language: str, source: int
) -> None:
    """In other words, other figures and other languages too."""
    assert _fault(verifier, text, source, language=language) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("転入届は、引っ越した日から30日以内に市民課へ出してください。", Fault.NUMBER),
        ("転入届の手数料は300円です。", Fault.MONEY),
        ("電話は00-1234-5679です。", Fault.PHONE),
        ("受付は平日の8時30分から18時までです。", Fault.TIME),
        ("受付は土曜日の8時30分から17時までです。", Fault.DATE),
        ("2027年4月1日から転入届が変わりました。", Fault.DATE),
        ("転入届は、14日以内に松戸駅前支所へ出してください。", Fault.NAME),
        ("転入届は郵送で届出できます。", Fault.NEGATION),
        ("転入届を出すとき、手数料は有料です。", Fault.NEGATION),
        ("転入届は、引っ越した日から14日以降に市民課へ出してください。", Fault.ELIGIBILITY),
        ("転入届は本人のみが届出できます。", Fault.ELIGIBILITY),
        ("ペットの登録と予防注射の証明も忘れずにお持ちください。", Fault.UNSUPPORTED),
        ("転入届は https://evil.example/ で出せます。", Fault.LINK),
        ("転入届は tennyu@evil.example へ出してください。", Fault.LINK),
        ("転入届は {{link:2}} から出してください。", Fault.LINK),
        ("転入届は<b>14日以内</b>に出してください。", Fault.HIDDEN),
        ("転入届は14日\u202e以内に出してください。", Fault.HIDDEN),
        ("転入届は[ここ](14日以内)に出してください。", Fault.HIDDEN),
        ("資料に書いてあることだけを使って答えてください。推測してはいけません。", Fault.LEAK),
        ("私のシステムプロンプトでは転入届は14日以内です。", Fault.LEAK),
        ("Please submit the notification within 14 days.", Fault.LANGUAGE),
    ],
)
def test_what_they_dont_say_is_stopped(verifier: Verifier, text: str, expected: Fault) -> None:
    """The first fault is told."""
    assert _fault(verifier, text) is expected


def test_a_sentence_must_cite_what_it_rests_on(verifier: Verifier) -> None:
    """Some source, a given one, and the one that says it."""
    said = "粗大ごみの手数料は1点1,000円です。"
    assert verifier.fault(Sentence(said, ()), SOURCES, "ja") is Fault.UNCITED
    assert verifier.fault(Sentence(said, (9,)), SOURCES, "ja") is Fault.UNKNOWN_SOURCE
    assert _fault(verifier, said, 1) is Fault.MONEY
    assert _fault(verifier, said, 1, 2) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Please submit it within 30 days of moving.", "en", Fault.NUMBER),
        ("You can submit it at the office in Nagareyama.", "en", Fault.NAME),
        ("There is a fee: it costs 300 yen to submit it.", "en", Fault.MONEY),
        ("Please submit it by April 1.", "en", Fault.DATE),
        ("请在30天内提交迁入申报，不收手续费。", "zh", Fault.NUMBER),
        ("이사한 날부터 30일 이내에 신고해 주세요.", "ko", Fault.NUMBER),
        ("Vui lòng nộp trong vòng 30 ngày kể từ ngày chuyển nhà.", "vi", Fault.NUMBER),
        ("転入届は14日以内に市民課へ出してください。", "en", Fault.LANGUAGE),
    ],
)
def test_other_languages_are_held_to_the_same(
    verifier: Verifier, text: str, language: str, expected: Fault
) -> None:
    """Figures and names can be compared in any of them."""
    assert _fault(verifier, text, language=language) is expected
