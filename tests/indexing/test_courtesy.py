"""What a question asks, without the courtesy around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.courtesy import Courtesy
from indexing.tokenizer import SudachiTokenizer

POLITE = [
    ("粗大ごみの出し方を教えてください。", "粗大ごみの出し方"),
    (
        "お忙しいところ恐れ入りますが、粗大ごみの出し方を教えていただけますでしょうか。",
        "粗大ごみの出し方",
    ),
    ("こんにちは。住民票の写しはどこで取れますか？", "住民票の写しはどこで取れ"),
    ("お世話になっております。転入届の期限についてお伺いしたいのですが。", "転入届の期限"),
    ("すみません、図書館は何時まで開いていますか", "図書館は何時まで開いてい"),
    (
        "突然のご連絡失礼いたします。国民健康保険に入る手続きについて、ご教示いただけますと幸いです。",
        "国民健康保険に入る手続き",
    ),
    ("印鑑登録証明書はどこで取れますか、教えて。", "印鑑登録証明書はどこで取れ"),
    (
        "お手数をおかけしますが、保育所の申し込みについてご案内くださいますようお願い申し上げます。",
        "保育所の申し込み",
    ),
    ("もしご存じでしたら、ソファーの捨て方を教えてほしいです。", "ソファーの捨て方"),
    ("休日診療所の場所を教えてもらえませんか。", "休日診療所の場所"),
    ("選挙の投票所はどこか知りたい", "選挙の投票所はどこ"),
    (
        "水道を止めたいんですけど、どうすればいいですか？よろしくお願いします。",
        "水道を止めたいんですけど",
    ),
    ("恐縮ですが、避難所の一覧をお知らせください。ありがとうございます。", "避難所の一覧"),
    ("子どもの医療費助成の対象を確認したいのですが。", "子どもの医療費助成の対象"),
    ("引っ越しました。何をすればいいの？", "引っ越しました。"),
    (
        "ちょっとお聞きしたいことがあります。駐輪場の定期利用の料金はいくらですか。",
        "駐輪場の定期利用の料金はいくら",
    ),
    ("ごみを すてる 日は いつですか。", "ごみを すてる 日は いつ"),
    (
        "ひっこしを しました。 なにを すれば いいですか。 おしえて ください。",
        "ひっこしを しました。",
    ),
    ("教えて！ごみの日", "ごみの日"),
    ("離婚届の書き方について、教えてください。よろしくお願いいたします。", "離婚届の書き方"),
    (
        "ご多忙のところ申し訳ありません。納税証明書の郵送での請求方法をご教示ください。",
        "納税証明書の郵送での請求方法",
    ),
    ("障害者手帳の更新についてお聞きしたいです。", "障害者手帳の更新"),
    ("はじめまして。燃えないごみの日を知りたいです。", "燃えないごみの日"),
    ("転出届はオンラインで出せますか？教えてください！", "転出届はオンラインで出せ"),
    ("夜分に失礼します。水漏れの連絡先を教えてください。", "水漏れの連絡先"),
    (
        "マイナンバーカードの受け取りについてお尋ねしたいのですが、よろしいでしょうか。",
        "マイナンバーカードの受け取り",
    ),
    (
        "給付金の申請書が届いていません、どうしたらいいか教えていただきたいです",
        "給付金の申請書が届いていません",
    ),
    ("市のプールは何月からですか。回答をお待ちしております。", "市のプールは何月から"),
    ("支所の業務の範囲をお知らせいただきたく存じます。", "支所の業務の範囲"),
    ("生活保護の申請について伺いたいのですが、お願いできますでしょうか", "生活保護の申請"),
    ("  ハザードマップを 教えて\n", "ハザードマップ"),
]


@pytest.fixture(scope="module")
def courtesy(tokenizer: SudachiTokenizer) -> Courtesy:
    """Takes courtesy off."""
    return Courtesy(tokenizer)


@pytest.mark.parametrize(("question", "asked"), POLITE)
def test_greetings_and_requests_are_taken_off(
    courtesy: Courtesy, question: str, asked: str
) -> None:
    """What remains is what is asked, as it was written; the form of a question goes too."""
    assert courtesy.strip(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "転入届",
        "図書館",
        "電話",
        "ごみ、犬、猫",
        "電話相談",
        "税務相談",
        "子育ての相談窓口",
        "担当課の電話番号",
        "職員採用",
        "お知らせメール",
        "住民税について",
        "ペットが死んだとき",
        "妊娠したかもしれない",
        "介護保険の認定を受けたいです。",
        "ひらがな",
        "イルカの展示",
    ],
)
def test_plain_question_stays(courtesy: Courtesy, question: str) -> None:
    """Words that courtesy uses may be the topic."""
    assert courtesy.strip(question) == question


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("パソコンを教えてもらえる教室", "教室"),
        ("子どもに英語を教えてくれる施設はありますか", "施設"),
        ("困ったときに知らせてくれる機械を貸してもらえますか", "機械"),
        ("図書館の開館のお知らせメールはどこで登録しますか", "登録"),
        ("防災行政無線で何とお知らせしていたかを電話で確認したい", "無線"),
        ("市役所の駐車場、有料ですか", "有料"),
    ],
)
def test_what_goes_on_after_a_request_is_kept(
    courtesy: Courtesy, question: str, topic: str
) -> None:
    """Who teaches or tells is asked for, not told to teach."""
    assert topic in courtesy.strip(question)


@pytest.mark.parametrize(
    "text",
    [
        "こんにちは",
        "すみません",
        "教えてください。",
        "ありがとうございます。",
        "お世話になります。よろしくお願いいたします。",
        "よろしくお願いします。教えてください。",
        "ご回答をお待ちしております。",
        "？？？",
        "😀",
        "、",
        "か",
    ],
)
def test_nothing_but_courtesy_is_all_there_is(courtesy: Courtesy, text: str) -> None:
    """The text itself is searched for."""
    assert courtesy.strip(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "How do I throw away a sofa?",
        "Hello, could you tell me how to register my dog, please? Thank you.",
        "请问粗大垃圾怎么扔？谢谢。",
        "你好，我想知道怎么办理转入手续。",
        "안녕하세요. 대형 쓰레기는 어떻게 버리나요?",
        "Xin chào, làm thế nào để đăng ký chó?",
        "Paano itapon ang sofa? Salamat po.",
        "Como descartar um sofá, por favor?",
    ],
)
def test_other_languages_stay(courtesy: Courtesy, text: str) -> None:
    """Their courtesy is not known here."""
    assert courtesy.strip(text) == text


_PART = st.sampled_from(
    [
        "お世話になります",
        "教えてください",
        "について",
        "粗大ごみ",
        "の日は",
        "何時ですか",
        "お願いします",
        "か",
        "、",
        "。",
        "？",
        "\n",
        " ",
        "hello",
    ]
)


@given(st.lists(_PART, max_size=12).map("".join) | st.text())
def test_what_remains_stands_in_the_text(courtesy: Courtesy, text: str) -> None:
    """Nothing is added or changed, and something remains of what isn't blank."""
    asked = courtesy.strip(text)
    characters = iter(text)
    assert all(character in characters for character in asked)
    assert asked.strip() or not text.strip()
