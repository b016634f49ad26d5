"""Outside questions put politely, as residents write to a city.

Questions about an encyclopedia are curt, residents' are polite: a measure of refusing that doesn't
vary the style measures the style (a pattern of politeness alone tells them apart with an AUROC of
0.86). So each question's ending is made polite and put in one of `FRAMES`, by turns.
"""

import re
from collections.abc import Sequence

FRAMES = (
    "お忙しいところ恐れ入ります。{}。教えていただけますと助かります。",
    "すみません、{}。",
    "{}、教えていただけますでしょうか。",
    "お世話になっております。{}。よろしくお願いいたします。",
    "少しお伺いしたいのですが、{}。",
    "{}。お手数をおかけしますが、ご回答をお願いいたします。",
    "{}、知りたいのですが、教えてください。",
    "はじめてお問い合わせします。{}。",
    "市内に住んでいる者ですが、{}。ご教示いただけますと幸いです。",
    "こんにちは。{}。よろしくお願いします。",
    "お尋ねしたいことがあります。{}。",
    "{}。自分で調べても分からなかったので、教えていただきたいです。",
    "恐れ入りますが、{}。窓口に行けば教えてもらえますか。",
    "質問があってご連絡しました。{}。どうぞよろしくお願いいたします。",
)
"""The question, its ending polite and without a full stop, goes where the braces are."""

_END = re.compile(r"[\s。．.？?！!]+$")
_POLITE = re.compile(
    r"(?:ます|です|ました|でした|ません|でしょう|ましょう)か?$|(?:ください|下さい)$"
)
_VERB = re.compile(r"[るたいうくすむぶ]$")
_ASKING = re.compile(r"何|なに|なん|誰|だれ|いつ|どこ|何処|どの|どう|どれ|いく[つら]|なぜ")


def put_politely(questions: Sequence[str]) -> tuple[str, ...]:
    """Return each question in the frame whose turn it is."""
    return tuple(
        FRAMES[turn % len(FRAMES)].format(polite_ending(question))
        for turn, question in enumerate(questions)
    )


def polite_ending(question: str) -> str:
    """Return a question with a polite ending and no full stop.

    A plain か becomes でしょうか (いつか), after a verb のでしょうか (呼ばれているか); so does what
    asks without か (何年, 何という). An open は or とは gets 何でしょうか; what does not ask is
    asked about.
    """
    bare = _END.sub("", question)
    if _POLITE.search(bare):
        return bare
    if bare.endswith("は"):
        return f"{bare}何でしょうか"
    if bare.endswith("か") or _ASKING.search(bare):
        plain = bare.removesuffix("か")
        return f"{plain}{'の' if _VERB.search(plain) else ''}でしょうか"
    return f"{bare}というのは、どういうことでしょうか"
