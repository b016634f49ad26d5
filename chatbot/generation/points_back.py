"""Whether a sentence says something only together with the one before it.

It may then not stand alone: after a dropped sentence 「ただし…」 would bind an exception to the
wrong rule, and 「その場合…」 to the wrong case.
"""

import re

_POINTING = re.compile(
    r"^\s*[・\-]?\s*(?:"
    r"(?:それ(?!ぞれ)|その(?!他|ほか)|そこ|そちら|そう|これ(?!から)|この(?!市|町|街|ほか|サイト)"
    r"|ここ|こちら|こう|上記|上の|前述|同(?:様|じ)|ただし?[、,]|しかし|けれども|でも[、,]|ですから"
    r"|だから|したがって|または|もしくは|そうで|さもないと|例外|なぜなら)"
    r"|(?:it|its|they|their|them|this|that|these|those|there|then|therefore|thus|however|but|so"
    r"|otherwise|if (?:so|not)|in (?:this|that|such) (?:case|cases)|for (?:this|that)|such|both"
    r"|except|unless|the (?:same|former|latter|above))\b"
    r"|(?:这|那|该|此|它|其|但|不过|然而|因此|所以|否则|上述|同样|除此)"
    r"|(?:그(?:것|거|건|게|곳|때|러|리|런|래|렇|\s)|이(?:것|거|건|게|곳|때|러|런|\s)|하지만|단,|다만"
    r"|따라서|또는|위의|해당)"
    r"|(?:điều (?:này|đó)|việc (?:này|đó)|nó\b|chúng\b|đó\b|khi đó|trong trường hợp (?:này|đó)"
    r"|tuy nhiên|nhưng|do (?:đó|vậy)|vì vậy|nếu không|ngoại trừ|như trên)"
    r")",
    re.IGNORECASE,
)


def points_back(sentence: str) -> bool:
    """Return whether a sentence begins with a word that leans on the one before."""
    return _POINTING.match(sentence) is not None
