"""Work that is done again and again."""

from threading import Event

from chatbot.background import Background


def test_work_is_done_until_it_is_closed() -> None:
    """After a pause at first, and never again once it is closed."""
    done: list[int] = []
    third = Event()

    def work() -> None:
        done.append(1)
        if len(done) == 3:
            third.set()

    background = Background("test", work, 0.001)
    assert done == []
    background.start()
    assert third.wait(10)
    assert background.close()
    count = len(done)
    assert background.closing()
    assert not background._thread.is_alive()  # noqa: SLF001  # what closing means
    assert len(done) == count


def test_work_at_once() -> None:
    """The first time doesn't wait for the pause."""
    done = Event()
    background = Background("test", done.set, 3600, at_once=True)
    background.start()
    assert done.wait(10)
    assert background.close()


def test_work_that_does_not_end_is_not_waited_for() -> None:
    """Closing says so."""
    begun, goes_on = Event(), Event()

    def work() -> None:
        begun.set()
        goes_on.wait(10)

    background = Background("test", work, 3600, at_once=True, patience_s=0.01)
    background.start()
    assert begun.wait(10)
    assert not background.close()
    goes_on.set()


def test_closing_before_it_began() -> None:
    """There is nothing to wait for."""
    assert Background("test", Event().set, 1).close()
