"""Metadata of documents: names, dates and links, and what is refused."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.errors import CorpusError
from corpus.metadata import DATES, FIELDS, parse_date, parse_metadata


def test_every_name_of_the_design_is_known() -> None:
    """The names are those of DESIGN §4, no more and no fewer."""
    named = (
        "title, url, department, category, language, updated_on, effective_from, expires_on, "
        "procedure_url, audience"
    )
    assert ", ".join(FIELDS) == named


def test_values_are_converted() -> None:
    """Texts are stripped, dates become dates, and what is empty counts as not said."""
    raw = {
        "title": "  転入届 ",
        "url": "https://a.example/",
        "category": 7,
        "updated_on": "2026-04-01",
        "expires_on": None,
        "procedure_url": "",
    }
    assert parse_metadata(raw, path="a.md") == Metadata(
        title="転入届", url="https://a.example/", category="7", updated_on=date(2026, 4, 1)
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "2026年4月1日",
        "2026年 4月 1日現在",
        "２０２６年４月１日",
        date(2026, 4, 1),
        datetime(2026, 4, 1, 8, 30),  # noqa: DTZ001  # as openpyxl gives it
    ],
)
def test_date_as_people_write_it(written: object) -> None:
    """Dates of TOML, YAML, Excel and of people are the same day."""
    assert parse_date(written, "a.md", "updated_on") == date(2026, 4, 1)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日", "{0}"]),
)
def test_every_day_of_the_calendar_is_read(day: date, form: str) -> None:
    """Whatever day is written in these forms is read as that day."""
    assert parse_date(form.format(day), "a.md", "updated_on") == day


@pytest.mark.parametrize(
    "written", ["2026-13-01", "2026-02-29", "2026-04", "昨日", "4月1日", "20260401", 5, "令和8年"]
)
def test_what_is_no_date_is_refused(written: object) -> None:
    """A wrong date is an error with its place, not a missing date."""
    for name in DATES:
        with pytest.raises(CorpusError) as caught:
            parse_metadata({name: written}, path="faq/a.csv", line=12)
        assert caught.value.key == "metadata.date"
        message = str(caught.value)
        assert "faq/a.csv の12行目" in message
        assert f"「{name}」の「{written}」" in message


@pytest.mark.parametrize("name", ["url", "procedure_url"])
@pytest.mark.parametrize("link", ["www.a.example", "javascript:alert(1)", "ftp://a.example/", "/x"])
def test_link_must_be_http(name: str, link: str) -> None:
    """Residents click these: anything but a web address is refused."""
    with pytest.raises(CorpusError) as caught:
        parse_metadata({name: link}, path="a.md")
    assert caught.value.key == "metadata.link"
    assert link in str(caught.value)


def test_unknown_name_is_refused_with_the_known_ones() -> None:
    """A typing error doesn't silently lose an expiry date."""
    with pytest.raises(CorpusError, match="expires_on") as caught:
        parse_metadata({"expire_on": "2026-04-01"}, path="documents/a.md")
    assert caught.value.key == "metadata.unknown"
    assert "documents/a.md: 「expire_on」" in str(caught.value)
