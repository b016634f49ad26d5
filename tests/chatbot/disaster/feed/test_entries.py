"""Reading a feed: the entries it names, and what is refused."""

from datetime import UTC, datetime

import pytest

from chatbot.disaster.feed.entries import Entry, read_page
from chatbot.errors import FeedError

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" lang="ja"><title>高頻度（地震火山）</title>
<updated>2030-07-01T12:00:30+09:00</updated><id>x</id>
<entry><title>震源・震度に関する情報</title>
<id>https://www.data.jma.go.jp/developer/xml/data/20300701030000_0_VXSE53_270000.xml</id>
<updated>2030-07-01T03:00:00Z</updated><author><name>気象庁</name></author>
<link type="application/xml"
 href="https://www.data.jma.go.jp/developer/xml/data/20300701030000_0_VXSE53_270000.xml"/>
<content type="text">【震源・震度情報】</content></entry>
</feed>""".encode()
PATH = "/developer/xml/data/20300701030000_0_VXSE53_270000.xml"
MADE = datetime(2030, 7, 1, 3, 0, 30, tzinfo=UTC)


def test_entries_and_when_the_feed_was_made() -> None:
    """The feed's own time, not an entry's; both in UTC."""
    page = read_page(FEED)

    entry = Entry(PATH, "VXSE53", "270000", datetime(2030, 7, 1, 3, 0, tzinfo=UTC))
    assert (page.updated, page.entries) == (MADE, (entry,))


def test_a_repeated_entry_is_one() -> None:
    """As feeds may list it."""
    start = FEED.index(b"<entry>")
    end = FEED.index(b"</feed>")

    assert len(read_page(FEED[:end] + FEED[start:end] * 3 + b"</feed>").entries) == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("震源・震度に関する情報", "名前の変わった情報", "VXSE53"),
        ("VXSE53_270000", "newname", "VXSE53"),
        ("https://www.data.jma.go.jp/", "http://192.0.2.1:81/", "VXSE53"),
    ],
    ids=["new title", "new name", "other host"],
)
def test_the_type_is_found_by_title_or_name(old: str, new: str, kind: str) -> None:
    """And of an address only the path counts: the host is the operator's."""
    (entry,) = read_page(FEED.replace(old.encode(), new.encode())).entries

    assert (entry.type, entry.path.startswith("/developer/xml/data/")) == (kind, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2030-07-01T03:00:00Z", "yesterday"),
        ("2030-07-01T03:00:00Z", "2030-07-01T03:00:00"),
        (".xml", ".pdf"),
        ("https://www.data.jma.go.jp", "https://[x"),
    ],
    ids=["no time", "no zone", "no xml", "no address"],
)
def test_an_entry_that_says_too_little_is_left_out(old: str, new: str) -> None:
    """The feed itself is read."""
    page = read_page(FEED.replace(old.encode(), new.encode()))

    assert (page.updated, page.entries) == (MADE, ())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FEED[:600],
        FEED.replace(b"2005/Atom", b"2005/Other"),
        FEED.replace(b"2030-07-01T12:00:30+09:00", b"now"),
        b"<!DOCTYPE feed>" + FEED,
        FEED.decode().replace("utf-8", "utf-16").encode("utf-16"),
    ],
    ids=["empty", "cut", "no atom", "no time", "document type", "utf-16"],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    """Whatever a portal, a proxy or somebody with bad intentions sends."""
    with pytest.raises(FeedError):
        read_page(data)
