"""Which feeds are read, and how often.

`eqvol` (地震火山) and `extra` (随時) carry everything that rules can act on; `regular` and `other`
have forecasts and marine news. Each has a short form, made anew every minute with the last ten
minutes at least, and a long one (`_l`), made anew every hour with several days
(https://xml.kishou.go.jp/xmlpull.html). The long form has several megabytes: it is read only where
the short form leaves a gap.

Constants: `INTERVAL` is the shortest time between two readings of a feed that the 気象庁 asks for.
`REACH` is how far back a short feed goes. A short feed that says it was made longer ago than
`STALE` isn't made any more, or our clock is wrong.
"""

from datetime import timedelta

FEEDS = ("eqvol", "extra")
"""The most urgent first."""

INTERVAL = timedelta(seconds=60)
LONG_INTERVAL = timedelta(minutes=10)
REACH = timedelta(minutes=10)
STALE = timedelta(minutes=10)


def long_of(feed: str) -> str:
    """Return the name of a feed's long form."""
    return f"{feed}_l"


def interval_of(name: str) -> timedelta:
    """Return the shortest time between two readings of a feed, short or long."""
    return INTERVAL if name in FEEDS else LONG_INTERVAL


def short_of(name: str) -> str:
    """Return the name of the feed that a short or long form belongs to."""
    return name.removesuffix("_l")
