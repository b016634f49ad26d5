"""Outside questions put politely."""

import re

import pytest

from eval.polite import FRAMES, polite_ending, put_politely


@pytest.mark.parametrize(
    ("question", "polite"),
    [
        ("オランダの首都は？", "オランダの首都は何でしょうか"),
        ("人類初の楽器とは。", "人類初の楽器とは何でしょうか"),
        ("着工されたのはいつか。", "着工されたのはいつでしょうか"),
        ("何を意味するか", "何を意味するのでしょうか"),
        ("どういうものなのか。", "どういうものなのでしょうか"),
        ("登録されたのは何年", "登録されたのは何年でしょうか"),
        ("このような権限を何という？", "このような権限を何というのでしょうか"),
        ("フランス革命が起きたのはいつ?", "フランス革命が起きたのはいつでしょうか"),
        ("何と呼ばれていますか？", "何と呼ばれていますか"),
        ("誰ですか。", "誰ですか"),
        ("教えてください。", "教えてください"),
        ("動物愛護の概要", "動物愛護の概要というのは、どういうことでしょうか"),
    ],
)
def test_endings_become_polite(question: str, polite: str) -> None:
    """Those that are polite stay."""
    assert polite_ending(question) == polite


def test_the_frames_take_turns() -> None:
    """At least 12 different ones, each a polite sentence with the question in it."""
    questions = [f"{number}番目の会長は" for number in range(2 * len(FRAMES))]
    framed = put_politely(questions)

    assert len(set(FRAMES)) == len(FRAMES) >= 12
    assert all(f"{at}番目の会長は何でしょうか" in text for at, text in enumerate(framed))
    assert framed[0].replace("0番", "") == framed[len(FRAMES)].replace(f"{len(FRAMES)}番", "")
    assert all(
        re.search(r"(です|ます|ください|でしょうか|ません|幸いです)か?。$", f) for f in framed
    )
