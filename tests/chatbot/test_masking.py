"""Personal data is masked however it is typed; what a city must be able to read stays."""

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chatbot.errors import ChatbotError
from chatbot.masking import Kind, Masked, mask

PUBLIC = ("047-366-1111", "city.matsudo.chiba.jp", "yoyaku@example.com")
DATA = Path(os.environ.get("ANNAI_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))

HYPHENS = "-‐‑‒–—―−－ー—ｰ﹣⁃─"
SPACES = " \u3000\u00a0\t\n\u200b"
SEPARATORS = st.sampled_from([*HYPHENS, *SPACES, " - ", "（", "）", ".", "．"])
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
JAPANESE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x3041, max_codepoint=0x3096),
        st.characters(min_codepoint=0x30A1, max_codepoint=0x30FC),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    max_size=8,
)


def my_number(first: int) -> str:
    """Append the check digit as 平成26年総務省令第85号 第5条 words it.

    P_n is the n-th of the eleven digits from the right, Q_n is n + 1 up to the sixth and n - 5 from
    the seventh; the check digit is 11 less the remainder of the sum by 11, and 0 where that
    remainder is 0 or 1.
    """
    digits = f"{first:011d}"
    total = sum(
        int(p) * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(digits), start=1)
    )
    remainder = total % 11
    return digits + str(0 if remainder <= 1 else 11 - remainder)


def card(prefix: str, filling: str, length: int) -> str:
    """Fill a prefix up and append Luhn's digit: every second digit from it doubled, 9 cast out."""
    digits = (prefix + filling)[: length - 1]
    total = sum(
        (2 * int(d) - 9 if int(d) > 4 else 2 * int(d)) if place % 2 == 0 else int(d)
        for place, d in enumerate(reversed(digits))
    )
    return digits + str(-total % 10)


@st.composite
def written(draw: st.DrawFn, digits: str, sizes: tuple[int, ...]) -> str:
    """Cut digits into groups, put separators between them, and widen some."""
    pieces, at = [], 0
    for size in sizes:
        group = digits[at : at + size]
        pieces.append(group.translate(FULL_WIDTH) if draw(st.booleans()) else group)
        at += size
    separators = [draw(SEPARATORS) for _ in pieces[1:]]
    return pieces[0] + "".join(map("".join, zip(separators, pieces[1:], strict=True)))


def test_my_number_by_hand() -> None:
    """The formula of the tests agrees with a sum worked by hand.

    12345678901 from the right: 1*2 + 0*3 + 9*4 + 8*5 + 7*6 + 6*7 + 5*2 + 4*3 + 3*4 + 2*5 + 1*6
    = 212 = 19*11 + 3, and 11 - 3 = 8.
    """
    assert my_number(12345678901) == "123456789018"


@given(
    data=st.data(),
    first=st.integers(0, 10**11 - 1),
    sizes=st.sampled_from([(12,), (4, 4, 4), (6, 6), (3, 3, 3, 3), (4, 8), (1,) * 12]),
    before=JAPANESE,
    after=JAPANESE,
)
def test_every_my_number_is_masked(
    data: st.DataObject, first: int, sizes: tuple[int, ...], before: str, after: str
) -> None:
    """Any valid number, width and separator, with kana or kanji touching it, is gone altogether."""
    number = my_number(first)
    # Three years in a row are taken for years: 8 in a million numbers look like that.
    assume(not all(number[at : at + 2] in ("19", "20") for at in (0, 4, 8)))
    text = data.draw(written(number, sizes))
    assert mask(before + text + after) == Masked(
        f"{before}〔マイナンバー〕{after}", (Kind.MY_NUMBER,)
    )


@given(
    data=st.data(),
    brand=st.sampled_from(
        [
            ("4", 16, (4, 4, 4, 4)),
            ("4", 19, (4, 4, 4, 4, 3)),
            ("51", 16, (4, 4, 4, 4)),
            ("2221", 16, (16,)),
            ("37", 15, (4, 6, 5)),
            ("3566", 16, (4, 4, 4, 4)),
            ("36", 14, (4, 6, 4)),
            ("6011", 16, (1,) * 16),
            ("62", 17, (17,)),
        ]
    ),
    filling=st.text("0123456789", min_size=18, max_size=18),
    before=JAPANESE,
    after=JAPANESE,
)
def test_every_card_number_is_masked(
    data: st.DataObject,
    brand: tuple[str, int, tuple[int, ...]],
    filling: str,
    before: str,
    after: str,
) -> None:
    """The cards of each brand are gone altogether, blocks written in any way."""
    prefix, length, sizes = brand
    text = data.draw(written(card(prefix, filling, length), sizes))
    masked = mask(before + text + after)
    assert masked.text.startswith(before)
    assert masked.text.endswith(after)
    assert not any(char.isdigit() for char in masked.text)


@given(
    data=st.data(),
    phone=st.sampled_from(
        [
            ("090", (3, 4, 4)),
            ("080", (3, 8)),
            ("070", (11,)),
            ("060", (3, 4, 4)),
            ("050", (3, 4, 4)),
            ("0901", (4, 3, 4)),
            ("03", (2, 4, 4)),
            ("047", (3, 3, 4)),
            ("0473", (4, 2, 4)),
            ("03", (10,)),
            ("047", (3, 7)),
        ]
    ),
    filling=st.text("123456789", min_size=11, max_size=11),
    before=JAPANESE,
    after=JAPANESE,
)
def test_every_telephone_number_is_masked(
    data: st.DataObject, phone: tuple[str, tuple[int, ...]], filling: str, before: str, after: str
) -> None:
    """Mobile, IP and landline numbers are gone in any width, with any separator."""
    prefix, sizes = phone
    text = data.draw(written((prefix + filling)[: sum(sizes)], sizes))
    assert mask(before + text + after) == Masked(f"{before}〔電話番号〕{after}", (Kind.PHONE,))


PIECES = st.sampled_from(
    [
        *"0123456789０９",
        *"-－ー 　().@＠+〔〕、",
        *("090", "047", "81", "271", "2026", "11", "1234", "123456789018", "4111111111111111"),
        *("マイナンバー", "口座番号", "法人番号", "免許証", "パスポート", "〒", "普通", "TR", "AB"),
        *("047-366-1111", "090-1234-5678", "taro", "example.com", "の", "は"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    """What is masked stays masked, and no placeholder is read as a label or a number."""
    once = mask(text, PUBLIC)
    assert mask(once.text, PUBLIC) == Masked(once.text, ())


@given(st.text())
def test_text_without_digits_and_at_signs_is_untouched(text: str) -> None:
    """Words are never changed, whatever the script."""
    plain = "".join(char for char in text if not char.isdecimal() and char not in "@＠﹫")
    assert mask(plain) == Masked(plain, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("番号は１２３４ー５６７８ー９０１８です", "番号は〔マイナンバー〕です"),
        ("個人番号は123456789012でした", "個人番号は〔マイナンバー〕でした"),
        ("ID 5 1234 5678 9018 まで", "ID 5 〔マイナンバー〕 まで"),
        ("4111-1111-1111-1111で払えますか", "〔カード番号〕で払えますか"),
        ("（047）366－2222へ", "〔電話番号〕へ"),
        ("047（366）2222へ", "〔電話番号〕へ"),
        ("電話047-366-2222（夜間）", "電話〔電話番号〕（夜間）"),
        ("+81 90-1234-5678", "〔電話番号〕"),
        ("＋８１（０）９０ー１２３４ー５６７８です", "〔電話番号〕です"),
        ("+81-3-1234-5678 +82 10-1234-5678", "〔電話番号〕 〔電話番号〕"),
        ("TEL09012345678", "TEL〔電話番号〕"),
        ("①047-366-2222", "①〔電話番号〕"),
        ("1 090-1234-5678 2 080-1234-5678", "1 〔電話番号〕 2 〔電話番号〕"),
        ("0471-23-4567 271-8588", "〔電話番号〕 271-8588"),
        ("taro.yamada@example.comです", "〔メールアドレス〕です"),
        ("メーラーｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍへ", "メーラー〔メールアドレス〕へ"),
        ("a..b.@docomo.ne.jp、x @ example.co.jp", "〔メールアドレス〕、〔メールアドレス〕"),
        ("免許証の番号 3012 3456 7890", "免許証の番号 〔運転免許証番号〕"),
        ("ＡＢ１２３４５６７８ＣＤです", "〔在留カード番号〕です"),
        ("カードはAB 12345678 CD", "カードは〔在留カード番号〕"),
        ("TR1234567です", "〔旅券番号〕です"),
        ("passport: x1234567", "passport: 〔旅券番号〕"),
        ("口座番号は１２３４５６７です", "口座番号は〔口座番号〕です"),
        ("口座番号をまちがえて001-1234567と書いた", "口座番号をまちがえて〔口座番号〕と書いた"),
        ("普通預金 1234567", "普通預金 〔口座番号〕"),
    ],
)
def test_personal_data_is_masked(text: str, expected: str) -> None:
    """Ways in which residents write what must not be stored."""
    assert mask(text, PUBLIC).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "市役所は047-366-1111、０４７（３６６）１１１１、+81-47-366-1111です",
        "110 119 118 171 188 189 #7119 #8000",
        "0120-123-456 0800-123-4567 0570-064-110 0180-12-3456 0990-123-456",
        "０１２０ー１２３ー４５６へ",
        "〒271-8588 松戸市根本387番地の5",
        "〒060-8611 1234",
        "2026-11-22 20261122 2026/11/22 令和8年11月22日",
        "2026-11-22 0930",
        "生年月日は2019年4月2日です",
        "1,000,000円 100,000,000,000円 5000円",
        "2024 2025 2026 2027 2028 2029",
        "8:30〜17:00 0830-1715",
        "幅180cm×奥行90cm×高さ45cm、180 90 45",
        "法人番号7000020122076、法人番号 7-0000-2012-2076、7000020122076",
        "松戸市指令第1234号 2026-001234 12-3456-7890",
        "123456789012",
        "4012 8888 8888 1882",
        "離職理由コード１１・１２・２１・２２・３１・３２",
        "35.781234 139.901234",
        "kaigo@city.matsudo.chiba.jp info@mail.city.matsudo.chiba.jp x@pref.chiba.lg.jp",
        "YOYAKU@example.com",
        "twitter @matsudo_city @",
        "口座番号の変更は047-366-1111へ、または2026-04-01に〒271-8588へ",
        "パスポートの申請は2026年から、AB12345678CDE",
        "一二三四五六七八九〇一八",
    ],
)
def test_what_is_public_stays(text: str) -> None:
    """What the city publishes, what anyone may call, dates, amounts, sizes, other numbers."""
    assert mask(text, PUBLIC) == Masked(text, ())


def test_found_is_in_the_order_of_the_text() -> None:
    """One entry for each placeholder."""
    masked = mask("090-1234-5678、a@example.com、123456789018、03-1234-5678")
    assert masked.found == (Kind.PHONE, Kind.EMAIL, Kind.MY_NUMBER, Kind.PHONE)
    assert masked.text == "〔電話番号〕、〔メールアドレス〕、〔マイナンバー〕、〔電話番号〕"


def test_domain_is_not_a_suffix_of_letters() -> None:
    """Somebody else's domain that ends in the same letters isn't the city's."""
    text = "x@notcity.matsudo.chiba.jp x@lg.jp.example.com"
    assert mask(text, PUBLIC).found == (Kind.EMAIL, Kind.EMAIL)


@pytest.mark.parametrize("kind", list(Kind))
def test_placeholder_holds_nothing_that_could_be_masked(kind: Kind) -> None:
    """A placeholder is a word without digits."""
    word = ChatbotError.catalogue.text(f"masking.{kind}")
    assert word.isalpha()


@pytest.mark.parametrize(
    "piece",
    ["1 ", "a", "a@", "a@a.", "(", "+8", "4111-", "TR1", "口座番号", "普通1", "１２３４５　"],
)
def test_time_grows_with_the_length(piece: str) -> None:
    """Eight times the text takes about eight times as long, not sixty-four times."""
    short, long = (piece * size for size in (500, 4_000))
    assert _seconds(long) < 24 * _seconds(short)


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        mask(text)
        times.append(time.process_time() - start)
    return min(times)


def test_questions_of_residents_are_untouched() -> None:
    """No real question to a city (localgovFAQ) holds personal data: none changes."""
    path = DATA / "localgovfaq" / "queries.jsonl"
    if not path.is_file():
        pytest.skip(f"no shared data at {path}")
    questions = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    assert questions
    assert [question for question in questions if mask(question).found] == []
