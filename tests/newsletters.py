"""Newsletters of a city that doesn't exist, as CSV: enough sentences to recombine."""

import csv
from pathlib import Path

HEADER = ("自治体名", "公開年月", "発行号タイトル", "記事タイトル", "カテゴリ", "記事本文")
TOPICS = ("犬の登録", "粗大ごみ", "図書館", "保育所", "水道", "公園", "選挙", "転入", "健診", "税")
KINDS = ("のお知らせ", "の申し込み", "の相談会", "についての説明会", "の担当が変わります")
SENTENCES = (
    "{topic}の受付は月曜日から金曜日までの午前９時に始まります。",
    "{title}に参加するには、電話か窓口で申し込んでください。",
    "{topic}の費用は①人当たり{number}円です。",
    "くわしいことは{topic}の担当におたずねください。",
    "{title}は{number}日まで市民会館で行っています。",
    "雨の日も{topic}の窓口は開いています。",
    "㈱市民サービスが{title}の準備をしています。",
    "はじめての人は{number}番の窓口に来てください。",
)


def write_newsletters(folder: Path) -> Path:
    """Write fifty articles of eight sentences in two files; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kinds in (("april.csv", KINDS[:3]), ("may.csv", KINDS[3:])):
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(HEADER)
            for number, (topic, kind) in enumerate((t, k) for t in TOPICS for k in kinds):
                body = "\n".join(SENTENCES).format(
                    topic=topic, title=topic + kind, number=100 * len(kinds) + number
                )
                rows.writerow(("試験市", "2026.04.01", "広報", topic + kind, "くらし", body))
    return folder
