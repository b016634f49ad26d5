"""annai's names of the hazards that a telegram's words tell.

By the words of a kind's name and not by its code: 大雨 kept its word while its codes and levels
changed, and a code not known yet has a name too. The first word found wins.
"""

WORDS = (
    ("土砂", "landslide"),
    ("高潮", "storm-surge"),
    ("氾濫", "flood"),
    ("洪水", "flood"),
    ("雨", "inland-flood"),
    ("線状降水帯", "inland-flood"),
    ("浸水", "inland-flood"),
    ("雪", "snow"),
    ("なだれ", "snow"),
    ("着氷", "snow"),
    ("竜巻", "storm"),
    ("風", "storm"),
    ("波浪", "storm"),
    ("雷", "storm"),
    ("乾燥", "fire"),
)


def hazard_of(*texts: str, otherwise: str = "other") -> str:
    """Return the hazard that the texts tell, taken together, else `otherwise`.

    The old 大雨警報 says in its condition what the rain threatens: 土砂災害, 浸水害 or both. Of
    both, the landslide is told, which kills more.
    """
    told = "".join(texts)
    return next((hazard for word, hazard in WORDS if word in told), otherwise)
