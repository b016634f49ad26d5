"""Which data type a telegram has: by its title, and by its file name where the title doesn't tell.

A file may have been renamed, the title is the telegram's own. Titles are compared after NFKC. Those
in brackets have changed before (土砂 was 土砂災害), so that several are known for a type.
"""

import re
import unicodedata

_NAMED = re.compile(r"(?<![A-Za-z])V[A-Z]{3}(?:[0-9]{2}|ii)(?![0-9A-Za-z])")
_WARNINGS = "気象警報・注意報(R06)"

TYPES = {
    "気象特別警報・警報・注意報": "VPWW53",
    "気象警報・注意報(H27)": "VPWW54",
    f"{_WARNINGS}(大雨)": "VPWW55",
    f"{_WARNINGS}(土砂)": "VPWW56",
    f"{_WARNINGS}(土砂災害)": "VPWW56",
    f"{_WARNINGS}(高潮)": "VPWW57",
    f"{_WARNINGS}(暴風)": "VPWW58",
    f"{_WARNINGS}(暴風雪)": "VPWW58",
    f"{_WARNINGS}(暴風(雪))": "VPWW58",
    f"{_WARNINGS}(波浪)": "VPWW59",
    f"{_WARNINGS}(大雪)": "VPWW60",
    f"{_WARNINGS}(その他注意報)": "VPWW61",
    "気象特別警報報知": "VPNO50",
    "土砂災害警戒情報": "VXWW50",
    "指定河川洪水予報": "VXKOii",
    "水位周知河川に関する情報": "VXSUii",
    "府県気象防災速報": "VPBS50",
    "記録的短時間大雨情報": "VPOA50",
    "竜巻注意情報": "VPHW50",
    "竜巻注意情報(目撃情報付き)": "VPHW51",
    "緊急地震速報配信テスト": "VXSE42",
    "緊急地震速報(警報)": "VXSE43",
    "緊急地震速報(予報)": "VXSE44",
    "緊急地震速報(地震動予報)": "VXSE45",
    "震度速報": "VXSE51",
    "震源に関する情報": "VXSE52",
    "震源・震度に関する情報": "VXSE53",
    "地震回数に関する情報": "VXSE60",
    "顕著な地震の震源要素更新のお知らせ": "VXSE61",
    "長周期地震動に関する観測情報": "VXSE62",
    "津波警報・注意報・予報a": "VTSE41",
    "津波情報a": "VTSE51",
    "噴火警報・予報": "VFVO50",
    "噴火に関する火山観測報": "VFVO52",
    "噴火速報": "VFVO56",
    "南海トラフ地震臨時情報": "VYSE50",
    "北海道・三陸沖後発地震注意情報": "VYSE60",
}
"""`Control/Title` to the type; `ii` stands for a number that only the file name tells."""


def data_type(title: str, name: str = "") -> str:
    """Return the type of a telegram with this title, empty if nothing tells it.

    Args:
        title: `Control/Title`.
        name: The file's name or the address it was fetched from, if known.
    """
    found = _NAMED.search(name)
    named = found.group() if found else ""
    titled = TYPES.get(unicodedata.normalize("NFKC", title))
    if titled is None:
        return named
    family = titled.removesuffix("ii")
    return named if family != titled and named.startswith(family) else titled
