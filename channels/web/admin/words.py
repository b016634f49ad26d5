"""What staff read on the pages: the texts of `messages/ja.toml`, moments, numbers."""

from datetime import datetime, tzinfo

from corpus.messages import Catalogue

_TEXTS = Catalogue("channels.web.admin")


def said(key: str, **details: object) -> str:
    """Return a text of the staff pages."""
    return _TEXTS.text(key, details=details)


def named(group: str, name: str) -> str:
    """Return what one of a group is called; a name that isn't known as it is."""
    try:
        return said(f"{group}.{name}")
    except KeyError:
        return name


def moment(value: datetime, zone: tzinfo | None) -> str:
    """Return a moment to the minute."""
    return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"


def number(value: int) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,}"


def share(part: int, whole: int) -> str:
    """Return a part in percent; of nothing there is none."""
    return f"{part / whole:.1%}" if whole else "–"
