"""Which digits are a personal number by themselves: check digits and prefixes.

- マイナンバー: 12 digits, the last a check digit over the others, sum of P_n × Q_n modulo 11
  (平成26年総務省令第85号 第5条); `stdnum.jp.in_`.
- Payment cards: 13 to 19 digits (ISO/IEC 7812-1), the last by Luhn's formula, and the prefixes and
  lengths that the brands in use issue. Thirteen digits that are a valid 法人番号 (平成26年財務省令
  第70号 第2条, `stdnum.jp.cn`) are that: it is public, and cards of 13 digits are gone from use.
"""

import re

from stdnum import luhn
from stdnum.jp import cn, in_

from chatbot.masking.span import Kind

SIZES = (12, 19)

_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"  # JCB
    r"|3(?:0[0-59]|[689]\d)\d{11,16}"  # Diners Club
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12,15}"  # Discover
    r"|(?:62|81)\d{14,17}",  # UnionPay
)


_MY_NUMBER_DIGITS = 12
_CORPORATE_DIGITS = 13


def kind_of(digits: str) -> Kind | None:
    """Return what a number of ASCII digits is for certain, None for anything else."""
    if len(digits) == _MY_NUMBER_DIGITS and in_.calc_check_digit(digits[:-1]) == digits[-1]:
        return Kind.MY_NUMBER
    if _CARD.fullmatch(digits) and luhn.checksum(digits) == 0 and not _is_corporate(digits):
        return Kind.CARD
    return None


def _is_corporate(digits: str) -> bool:
    return len(digits) == _CORPORATE_DIGITS and cn.calc_check_digit(digits[1:]) == digits[0]
