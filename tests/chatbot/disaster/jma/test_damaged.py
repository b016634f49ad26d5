"""Whatever the bytes are, a TelegramError says what is wrong with them, or they are read."""

import gzip
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.disaster.jma.document import LIMIT, SECONDS
from chatbot.disaster.jma.telegram import read_telegram
from chatbot.errors import TelegramError

Bytes = Callable[..., bytes]
TELEGRAMS = sorted((Path(__file__).parent / "telegrams").glob("*.xml"))
WHOLE = [path.read_bytes() for path in TELEGRAMS]
PACKED = [gzip.compress(data, mtime=0) for data in WHOLE]
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def key_of(data: bytes) -> str:
    """Return why bytes are refused; its message must be there too."""
    with pytest.raises(TelegramError) as raised:
        read_telegram(data)
    assert str(raised.value)
    return raised.value.key


@quick
@given(data=st.sampled_from(WHOLE), at=st.integers(min_value=0))
def test_cut_anywhere(data: bytes, at: int) -> None:
    """A telegram that ends before its last element is refused, never half read."""
    at %= len(data.rstrip())
    assert key_of(data[:at]) == "telegram.broken"


@quick
@given(data=st.sampled_from(PACKED), at=st.integers(min_value=0))
def test_cut_anywhere_when_packed(data: bytes, at: int) -> None:
    """So is one whose packing ends early."""
    assert key_of(data[: at % len(data)]) == "telegram.broken"


@quick
@given(
    data=st.sampled_from([*WHOLE, *PACKED]),
    at=st.integers(min_value=0),
    size=st.integers(min_value=0, max_value=200),
    other=st.binary(max_size=20),
)
def test_changed_anywhere(data: bytes, at: int, size: int, other: bytes) -> None:
    """Nothing but a TelegramError comes of damaged bytes."""
    at %= len(data)
    with suppress(TelegramError):
        read_telegram(data[:at] + other + data[at + size :])


@quick
@given(data=st.sampled_from(WHOLE), at=st.integers(min_value=0))
def test_any_element_may_be_missing(data: bytes, at: int) -> None:
    """An element taken out whole leaves XML, which is read or refused."""
    elements = list(re.finditer(rb"<([A-Z]\w+)[^<>]*>[^<>]*</\1>", data))
    found = elements[at % len(elements)]
    with suppress(TelegramError):
        read_telegram(data[: found.start()] + data[found.end() :])


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"\x00" * 100, b"<", b"PK\x03\x04", b"<a><b/>"])
def test_no_xml(data: bytes) -> None:
    """Empty, binary, another format."""
    assert key_of(data) == "telegram.broken"


@pytest.mark.parametrize(
    "data", [b"<Report/>", b"<html></html>", b'<feed xmlns="http://www.w3.org/2005/Atom"/>']
)
def test_other_xml(data: bytes) -> None:
    """A page or a feed is no report."""
    assert key_of(data) == "telegram.not_a_report"


@pytest.mark.parametrize("element", ["Title", "Status", "InfoType", "ReportDateTime", "DateTime"])
def test_element_that_every_telegram_has(made: Bytes, element: str) -> None:
    """Without its status a telegram can't be told from a drill."""
    data = made("VPWW55", (f"<{element}>", "<Other>"), (f"</{element}>", "</Other>"))
    assert key_of(data) == "telegram.incomplete"


@pytest.mark.parametrize(
    "time", ["", "soon", "2030-07-01", "2030-07-01T12:00:00", "0001-01-01T00:00:00+09:00"]
)
def test_time_that_is_none(made: Bytes, time: str) -> None:
    """A time without a zone orders nothing."""
    assert key_of(made("VPWW55", ("2030-07-01T12:00:00+09:00", time))) == "telegram.incomplete"


def test_document_type_is_refused(made: Bytes) -> None:
    """Entities could read files, or grow without end."""
    start = "<Report "
    for declared in (
        '<!DOCTYPE Report [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Report [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE Report SYSTEM "http://example.com/report.dtd">',
    ):
        assert key_of(made("VPWW55", (start, declared + start))) == "telegram.document_type"


def test_document_type_cannot_hide_in_another_encoding(made: Bytes) -> None:
    """Telegrams are UTF-8, whatever they declare."""
    declared = made("VPWW55", ("<Report ", "<!DOCTYPE Report><Report ")).decode()
    utf_16 = declared.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    utf_7 = declared.replace("<!DOCTYPE Report>", "+ADwAIQ-DOCTYPE Report+AD4-")

    assert key_of(utf_16) == "telegram.broken"
    assert key_of(utf_7.replace("UTF-8", "UTF-7").encode()) == "telegram.broken"


def test_entity_that_is_not_declared(made: Bytes) -> None:
    """It stands for nothing."""
    assert key_of(made("VPWW55", ("試験市", "&city;"))) == "telegram.broken"


def test_depth_is_limited(made: Bytes) -> None:
    """Elements a thousand deep are no telegram."""
    deep = "<Item>" * 1000 + "</Item>" * 1000
    assert key_of(made("VPWW55", ("</Body>", f"{deep}</Body>"))) == "telegram.broken"


def test_size_is_limited_before_and_after_unpacking(made: Bytes) -> None:
    """A few kilobytes can unpack to gigabytes: what passes the limit is never unpacked."""
    large = made("VPWW55") + b" " * LIMIT

    assert key_of(large) == "telegram.too_large"
    assert key_of(gzip.compress(large)) == "telegram.too_large"


def test_something_behind_the_packed_telegram(made: Bytes) -> None:
    """Two packed telegrams in one file aren't read as one."""
    packed = gzip.compress(made("VPWW55"))
    assert key_of(packed + packed) == "telegram.broken"


def test_comments_and_instructions_cut_no_text(made: Bytes) -> None:
    """They may stand within a text."""
    data = made("VXWW50", ("試験市", "試<!-- -->験<?x y?>市"))
    assert read_telegram(data).readings[0].area_name == "試験市"


@pytest.mark.parametrize("step", [0.6 * SECONDS, 2 * SECONDS])
def test_reading_gives_up(made: Bytes, step: float) -> None:
    """Whether parsing takes too long or the rows do."""
    ticks = count(0, step)
    with pytest.raises(TelegramError) as raised:
        read_telegram(made("VPWW55"), clock=lambda: next(ticks))
    assert raised.value.key == "telegram.slow"
