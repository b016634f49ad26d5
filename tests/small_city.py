"""The files of a small city: enough to ask, short enough to index in a second."""

CITY = """
name = "試験市"
contact = "sodan"

[notice]
ja = "これは試験です。"

[opening_hours]
opens = "8:30"
closes = "17:00"
text = "平日8時30分〜17時"

[suggestions]
ja = ["粗大ごみの出し方を教えてください。", "住民票の写しはどこで取れますか。"]
"""

DEPARTMENTS = """
id,name,handles,phone,hours,url
sodan,総合相談,担当が分からないとき,047-366-1111,,
gomi,ごみ課,ごみ,,平日8時30分〜17時,
"""

FAQ = """
question,answer,department,updated_on,procedure_url
粗大ごみの出し方を教えてください。,粗大ごみは電話かインターネットで申し込みます。納付券を貼って出してください。,gomi,2026-04-01,https://example.jp/sodai
住民票の写しはどこで取れますか。,住民票の写しは市民課の窓口とコンビニで取れます。,,,
犬の登録はどこでしますか。,犬の登録は動物愛護の担当でします。,,,
市立図書館の休館日はいつですか。,図書館の休館日は月曜日です。,,,
保育所の申し込み方法を教えてください。,保育所は保育課に申し込みます。,,,
転入の届出に必要なものは何ですか。,転出証明書と本人確認書類を持ってきてください。,,,
国民健康保険に入る手続きを教えてください。,保険年金の担当に14日以内に届け出ます。,,,
印鑑登録証明書はどう取りますか。,印鑑登録証を持って窓口に来てください。,,,
水道の使用をやめるにはどうしますか。,水道の事業者に連絡してください。,,,
選挙の投票所はどこですか。,投票所入場整理券に書いてあります。,,,
介護保険の認定を受けたいです。,介護保険の担当に申請してください。,,,
公園の使用の許可について教えてください。,公園の担当に申請書を出してください。,,,
"""

GUIDE = """
---
title: 引っ越しの案内
department: sodan
updated_on: 2026-04-01
---

# 引っ越しの案内

## 市に引っ越してきたとき

引っ越した日から14日以内に転入届を出します（住民基本台帳法第22条）。

## 市から引っ越すとき

引っ越す前に転出届を出します。
"""

SYNONYMS = """
everyday,official
引っ越し,転入
"""

CANARY = """
question,expected_document
粗大ごみを捨てたい,粗大ごみの出し方を教えてください。
"""

FILES = {
    "city.toml": CITY,
    "departments.csv": DEPARTMENTS,
    "faq/faq.csv": FAQ,
    "documents/moving/guide.md": GUIDE,
    "synonyms.csv": SYNONYMS,
    "canary.csv": CANARY,
}
