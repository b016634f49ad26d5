"""The rich menus follow the mode while a server runs, whatever fails meanwhile."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from channels.line.errors import LineError, LineUnreachable
from channels.line.richmenu.menu import Kind
from channels.line.richmenu.plan import Plan
from channels.line.richmenu.watch import FIRST_WAIT_S, LONGEST_WAIT_S, RECHECK_S, MenuWatch
from chatbot.answer import Mode
from chatbot.errors import StoreError


@dataclass
class World:
    """What the watch looks at, and what it does."""

    mode: Mode = Mode.NORMAL
    members: tuple[str, ...] | StoreError = ()
    time: float = 0.0
    failing: Exception | None = None
    shown: list[tuple[Plan, tuple[str, ...]]] = field(default_factory=list)
    tries: int = 0

    def group(self) -> tuple[str, ...]:
        """Return the drill group."""
        if isinstance(self.members, StoreError):
            raise self.members
        return self.members

    def show(self, plan: Plan, left: tuple[str, ...]) -> None:
        """Show a plan, or fail."""
        self.tries += 1
        if self.failing:
            raise self.failing
        self.shown.append((plan, left))

    def watch(self, interval: float = 1.0) -> MenuWatch:
        """Return a watch on it."""
        return MenuWatch(lambda: self.mode, self.group, self.show, lambda: self.time, interval)


@pytest.fixture
def world() -> World:
    """Give a world in normal mode."""
    return World()


def after(world: World, watch: MenuWatch, seconds: float) -> int:
    """Look again after some seconds and return how often it was tried so far."""
    world.time += seconds
    watch.look()
    return world.tries


def test_it_acts_at_the_start_and_when_the_mode_changes(world: World) -> None:
    """A server that was down while the mode changed makes good for it; else it keeps still."""
    watch = world.watch()
    assert after(world, watch, 0) == 1
    assert after(world, watch, 1) == 1
    world.mode = Mode.DISASTER
    assert after(world, watch, 1) == 2
    assert [plan.everybody for plan, _ in world.shown] == [Kind.NORMAL, Kind.DISASTER]


def test_it_looks_again_after_a_while(world: World) -> None:
    """What another hand has changed comes right."""
    watch = world.watch()
    after(world, watch, 0)
    assert after(world, watch, RECHECK_S - 1) == 1
    assert after(world, watch, 2) == 2


def test_failures_are_tried_again_ever_more_slowly(world: World) -> None:
    """Each wait is twice the one before, up to the longest."""
    world.failing = LineUnreachable("unreachable", reason=500, host="x")
    watch = world.watch()
    after(world, watch, 0)
    waits, wait = [], FIRST_WAIT_S
    for _ in range(9):
        before = world.tries
        assert after(world, watch, wait - 0.5) == before
        assert after(world, watch, 0.5) == before + 1
        waits.append(wait)
        wait = min(wait * 2, LONGEST_WAIT_S)
    assert waits[-1] == LONGEST_WAIT_S
    world.failing = None
    after(world, watch, LONGEST_WAIT_S)
    assert len(world.shown) == 1


def test_a_change_of_mode_does_not_wait_for_the_next_try(world: World) -> None:
    """A disaster least of all."""
    world.failing = LineUnreachable("unreachable", reason=500, host="x")
    watch = world.watch()
    for _ in range(8):
        after(world, watch, LONGEST_WAIT_S)
    world.failing, world.mode = None, Mode.DISASTER
    after(world, watch, 0)

    assert [plan.everybody for plan, _ in world.shown] == [Kind.DISASTER]


def test_a_failure_is_logged_once(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Until it is another one."""
    world.failing = LineError("menu.none_deployed")
    watch = world.watch()
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            after(world, watch, LONGEST_WAIT_S)

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "annai line rich-menu" in caplog.text


def test_in_a_drill_newcomers_are_shown_the_drills_menu(world: World) -> None:
    """And who leaves is named."""
    world.mode, world.members = Mode.DRILL, ("Ua",)
    watch = world.watch()
    after(world, watch, 0)
    world.members = ("Ub",)
    after(world, watch, 1)

    assert world.shown == [
        (Plan(Kind.NORMAL, ("Ua",), drill=True), ()),
        (Plan(Kind.NORMAL, ("Ub",), drill=True), ("Ua",)),
    ]


def test_without_the_database_the_disasters_menu_comes_all_the_same(world: World) -> None:
    """The drill group that was last known counts."""
    world.members = ("Ua",)
    watch = world.watch()
    after(world, watch, 0)
    world.members, world.mode = StoreError("store.unreachable", place="x", code="y"), Mode.DISASTER
    after(world, watch, 1)

    assert world.shown[-1] == (Plan(Kind.DISASTER, ("Ua",)), ())


def test_the_thread_looks_until_it_is_closed(world: World) -> None:
    """And survives an error that nobody thought of."""
    watch = world.watch(interval=0.01)
    world.failing = RuntimeError("bug")
    watch.start()
    _wait_for(lambda: world.tries > 0)
    world.failing, world.mode = None, Mode.DISASTER
    _wait_for(lambda: bool(world.shown))
    watch.close()

    assert world.shown[0][0] == Plan(Kind.DISASTER)


def _wait_for(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(2000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError
