"""The marks Word prints before the paragraphs of a list: ・, 1., （２）, 第三条.

They aren't in the text: a paragraph names a list and a level, the document's numbering part says
how that level is counted and written (ECMA-376 part 1, §17.9).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

BULLET = "・"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマ"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_CIRCLED = 20


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts the lists of one document, paragraph by paragraph.

    Args:
        document: The document whose numbering is meant.
    """

    def __init__(self, document: Document) -> None:
        """Read how each level of each list is written."""
        self._levels = _levels(document)
        self._counts: dict[tuple[str, int], int] = {}

    def mark(self, number_id: str, level: int) -> str:
        """Return the mark of the next paragraph of a list, empty if it has none."""
        levels = self._levels.get(number_id, {})
        if level not in levels:
            return ""
        if levels[level].form == "bullet":
            return BULLET
        self._count(number_id, level, levels[level].start)
        written = levels[level].pattern
        for at, each in levels.items():
            number = self._counts.get((number_id, at), each.start)
            written = written.replace(f"%{at + 1}", _write(number, each.form))
        return written

    def _count(self, number_id: str, level: int, start: int) -> None:
        self._counts[number_id, level] = self._counts.get((number_id, level), start - 1) + 1
        for key in [key for key in self._counts if key[0] == number_id and key[1] > level]:
            del self._counts[key]


def _levels(document: Document) -> Mapping[str, Mapping[int, _Level]]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    patterns = {
        each.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"), "0")): _level(level) for level in each.findall(qn("w:lvl"))
        }
        for each in root.findall(qn("w:abstractNum"))
    }
    return {
        each.get(qn("w:numId"), ""): patterns.get(_value(each, "w:abstractNumId"), {})
        for each in root.findall(qn("w:num"))
    }


def _level(element: BaseOxmlElement) -> _Level:
    start = _value(element, "w:start")
    return _Level(
        form=_value(element, "w:numFmt") or "decimal",
        pattern=_value(element, "w:lvlText"),
        start=int(start) if start.isdigit() else 1,
    )


def _value(element: BaseOxmlElement, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else str(child.get(qn("w:val"), ""))


def _write(number: int, form: str) -> str:
    return _FORMS.get(form, str)(number)


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _KANJI[ones]
    if tens >= len(_KANJI):
        return "".join(_KANJI[int(digit)] for digit in str(number))
    return (_KANJI[tens] if tens > 1 else "") + "十" + (_KANJI[ones] if ones else "")


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + _ROMAN[ones]


def _letter(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= _CIRCLED else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter(ascii_uppercase),
    "lowerLetter": _letter(ascii_lowercase),
    "aiueo": _letter(_KANA),
    "aiueoFullWidth": _letter(_KANA),
    "iroha": _letter(_IROHA),
    "irohaFullWidth": _letter(_IROHA),
}
"""How Word names the ways to write a number; the others are plain digits here."""
