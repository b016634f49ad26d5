"""Figures: the same one however it is written, and never one for another."""

import pytest

from chatbot.verification.facts import Fact, Kind, borne_out, facts_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("令和8年4月1日", "2026年4月1日"),
        ("R8.4.1", "2026/4/1"),
        ("令和元年5月1日", "2019年5月1日"),
        ("2026年4月1日", "April 1, 2026"),
        ("2026年4月1日", "ngày 1 tháng 4 năm 2026"),
        ("2026年4月1日", "2026년 4월 1일"),
        ("三十万円", "300,000円"),
        ("1万5千円", "15000円"),
        ("1,500円", "1500 yen"),
        ("午後5時", "17:00"),
        ("午後5時30分", "17時半"),
        ("午前8時30分", "8:30 a.m."),
        ("17時", "5 p.m."),
        ("047-366-1111", "０４７（３６６）１１１１"),
        ("月〜金曜日", "Monday to Friday"),
        ("月曜日から金曜日", "平日"),
        ("14日以内", "within 14 days"),
        ("二週間", "two weeks"),
        ("3人", "3명"),
        ("50％", "50パーセント"),
        ("3割", "30%"),
        ("午後1時から4時まで", "13時から16時"),
        ("第90条の2", "Article 90-2"),
        ("1.2キロメートル", "1.2km"),
    ],
)
def test_the_same_figure_is_the_same(one: str, other: str) -> None:
    """Both ways round."""
    assert facts_of(one) == facts_of(other)
    assert facts_of(one)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("12日", "120日"),
        ("14日以内", "14歳"),
        ("3年", "3か月"),
        ("300円", "内線300"),
        ("1111円", "047-366-1111"),
        ("047-366-1112", "047-366-1111"),
        ("2026年4月1日", "4月1日"),
        ("4月2日", "2026年4月1日"),
        ("17時", "午前5時"),
        ("土曜日", "月〜金曜日"),
        ("根本387-6", "根本387-5"),
        ("1500円", "1500人"),
        ("1階", "第1水曜日"),
    ],
)
def test_another_figure_bears_nothing_out(said: str, source: str) -> None:
    """Not as a part, not of another kind or unit, not with more than is told."""
    facts = facts_of(source)
    assert not all(borne_out(fact, facts) for fact in facts_of(said))


def test_how_it_is_counted_may_be_told_otherwise() -> None:
    """Counters without a name, numbers to dial, years without 年."""
    facts = facts_of("119番に電話。8種類。6階。2020年時点")
    for said in ("call 119", "8つ", "6层", "as of 2020"):
        assert all(borne_out(fact, facts) for fact in facts_of(said)), said


def test_less_may_be_told_than_is_known() -> None:
    """A date without its year, a number without its unit."""
    facts = facts_of("2026年4月1日から14日以内に3通")
    for said in ("4月1日", "2026年", "3", "14日"):
        assert all(borne_out(fact, facts) for fact in facts_of(said)), said


def test_words_with_kanji_of_numbers_are_words() -> None:
    """一般, 一部, 三郷."""
    assert facts_of("一般の人と一部の三郷の人") == frozenset()


def test_what_is_one_kind_is_no_other() -> None:
    """The digits of a telephone number are no amount."""
    assert facts_of("047-366-1111") == {Fact(Kind.PHONE, "0473661111")}
