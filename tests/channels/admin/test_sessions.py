"""The cookie of a session: nobody but us can make one, and it ends."""

from datetime import UTC, datetime, timedelta

from channels.web.admin.sessions import LENGTH, Sessions


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


def test_a_session_ends_after_eight_hours() -> None:
    """A second before it is good."""
    clock = Clock()
    sessions = Sessions("token", clock)
    cookie = sessions.begin("山田")
    session = sessions.read(cookie)
    assert session is not None
    assert (session.name, session.ends) == ("山田", clock.now + LENGTH)

    clock.now += timedelta(hours=8) - timedelta(seconds=1)
    assert sessions.read(cookie) == session
    clock.now += timedelta(seconds=1)
    assert sessions.read(cookie) is None


def test_a_restart_keeps_it_and_another_token_ends_it() -> None:
    """The key is made of the token alone."""
    clock = Clock()
    cookie = Sessions("token", clock).begin("山田")

    assert Sessions("token", clock).read(cookie) is not None
    assert Sessions("other", clock).read(cookie) is None


def test_a_cookie_can_not_be_made_or_changed() -> None:
    """Nor can a form's token stand for it."""
    sessions = Sessions("token", Clock())
    cookie = sessions.begin("山田")
    packed, _, signature = cookie.partition(".")
    forged = [
        "",
        ".",
        packed,
        f"{packed}.",
        f"{packed[:-1]}A.{signature}",
        f"{packed}.{'0' * 64}",
        f"{packed}.{sessions.signed('form', packed)}",
        "あ.い",
    ]

    assert [sessions.read(text) for text in forged] == [None] * len(forged)


def test_who_signed_out_stays_out() -> None:
    """Also with a copy of the cookie; others stay in."""
    sessions = Sessions("token", Clock())
    mine, other = sessions.begin("山田"), sessions.begin("山田")
    session = sessions.read(mine)
    assert session is not None
    sessions.end(session)

    assert sessions.read(mine) is None
    assert sessions.read(other) is not None


def test_every_session_has_forms_of_its_own() -> None:
    """What one's forms bring is no good for another's."""
    sessions = Sessions("token", Clock())
    one, other = (sessions.read(sessions.begin("山田")) for _ in range(2))

    assert one is not None
    assert other is not None
    assert one.csrf != other.csrf


def test_the_token_is_known_from_others() -> None:
    """Whatever is given."""
    sessions = Sessions("とーくん", Clock())
    tried = ("とーくん", "とーくん ", "", "とーく", "x" * 10_000)

    assert [sessions.is_token(given) for given in tried] == [True, False, False, False, False]
