"""The language of a question."""

import unicodedata

import pytest

from chatbot.language import detect_language

QUESTIONS = {
    "ja": (
        *(
            "住民票",
            "粗大ごみ",
            "ゴミ",
            "ｺﾞﾐ",
            "国民健康保険料",
            "引っ越してきたら何をすればいいですか",
        ),
        *("My Numberカード", "マイナンバーcard", "転入届 期限", "東松戸", "関東運輸局", "飼犬登録"),
        *("我孫子市 引っ越し", "我孫子市", "自我", "高齢者 バス 無料", "選挙 期日前投票", "税証明"),
        *("PTA", "DV", "PDF", "047-366-1111", "？", "😀", "", "   "),
    ),
    "en": (
        *("How do I register my address?", "garbage", "Where is city hall", "hello", "tax"),
        *("I lost my My Number Card", "café near city hall", "nursery school application"),
        *("How do I get a 住民票?", "How do I dispose of ソファー?", "Where is 松戸市役所?"),
        *("What is a 転入届?", "ＨＯＷ ＭＵＣＨ ＩＳ ＩＴ", "onde fica a prefeitura?"),
    ),
    "zh": (
        *("我想登记住址", "搬家手续", "搬来松户市后要办什么手续？", "怎么扔大件垃圾？", "垃圾"),
        *("个人编号卡丢了怎么办？", "国民健康保险", "你好", "谢谢", "市役所在哪里", "我要交税"),
        *("结婚登记", "停车场在哪", "疫苗接种预约", "我丢了钱包", "可以用信用卡吗"),
        *(
            "開戶要帶什麼？",
            "請問垃圾什麼時候收",
            "我住在東松戶，要怎麼登記地址",
            "哪裡可以領住民票",
        ),
        *('听说松户有个"马上办"科（すぐやる課），它能帮忙做什么？', "東京的垃圾收集日是星期幾？"),
    ),
    "ko": (
        *("안녕하세요", "쓰레기 요일", "전입신고는 어떻게 하나요?", "住民票가 필요해요"),
        "My Number カード를 잃어버렸어요",
    ),
    "vi": (
        *("Tôi mới chuyển đến thì phải làm gì?", "Làm sao để bỏ rác cỡ lớn?", "xin chào"),
        *("rác", "đăng ký", "bảo hiểm", "toi muon dang ky dia chi", "con tôi", "giờ làm việc"),
        *("Tôi làm mất thẻ My Number", "Khay nhựa có ký hiệu プラ thì bỏ vào loại rác nào?"),
    ),
}


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question) for language, asked in QUESTIONS.items() for question in asked],
)
def test_language_of_a_question(language: str, question: str) -> None:
    """Script and grammar decide; names of Japanese papers don't."""
    assert detect_language(question) == language


@pytest.mark.parametrize("language", QUESTIONS)
def test_form_of_letters_doesnt_matter(language: str) -> None:
    """Composed or not, as phones and computers send them."""
    for question in QUESTIONS[language]:
        assert detect_language(unicodedata.normalize("NFD", question)) == language
