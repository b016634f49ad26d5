"""Telegrams taken for a city: what is kept, what is in force, and what switches disaster mode."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chatbot.answer import Mode
from chatbot.disaster.alerts.alert_log import AlertLog
from chatbot.disaster.alerts.board import in_force
from chatbot.disaster.alerts.importing import TelegramDesk
from chatbot.disaster.alerts.known import Sources
from chatbot.disaster.alerts.watch import AlertWatch
from chatbot.disaster.event import Action, DisasterEvent
from chatbot.disaster.feed.feed_log import FeedLog
from chatbot.disaster.journal import Journal
from chatbot.disaster.state import fold
from chatbot.errors import TelegramError
from chatbot.store.opening import open_store
from chatbot.store.store import Store
from corpus.city import JmaRule, JmaSettings

TELEGRAMS = Path(__file__).parents[1] / "jma" / "telegrams"
REPORTED = "2030-07-01T12:00:00+09:00"
NOW = datetime.fromisoformat(REPORTED) + timedelta(minutes=5)
CITY = "9920100"
RULES = (
    JmaRule(action="activate", level=5, hours=24),
    JmaRule(action="propose", level=3, hours=12),
    JmaRule(action="activate", intensity="5-", hours=24),
)
AREAS = JmaSettings(weather=(CITY,), quake=(CITY,), rules=RULES)
LEVEL5 = "<Name>レベル５大雨特別警報</Name><Code>33</Code><Status>継続</Status>"
LIFTED = "<Name>レベル５大雨特別警報</Name><Code>33</Code><Status>解除</Status>"
LEVEL3 = "<Name>レベル３大雨警報</Name><Code>03</Code><Status>継続</Status>"
LATER = "2030-07-01T12:30:00+09:00"

Make = Callable[..., TelegramDesk]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Opens a desk of its own for each call."""
    opened: list[Store] = []

    def give(now: datetime = NOW, areas: JmaSettings = AREAS) -> TelegramDesk:
        folder = tmp_path / str(len(opened))
        store = open_store(f"sqlite:///{folder / 'annai.db'}")
        opened.append(store)
        return TelegramDesk(AlertLog(store), Journal(store, folder), areas, lambda: now)

    yield give
    for store in opened:
        store.close()


def _warning(*changes: tuple[str, str]) -> bytes:
    text = (TELEGRAMS / "VPWW55.xml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def _mode(desk: TelegramDesk) -> Mode:
    return fold(desk.journal.events(), desk.now()).mode


def _in_force(desk: TelegramDesk) -> list[str]:
    alerts = [entry.alert for entry in desk.alerts.since(0, NOW - timedelta(days=1))]
    return [one.reading.kind_or_intensity for one in in_force(alerts, desk.now())]


def test_level_five_in_the_city_switches_on(make: Make) -> None:
    """Once, with the telegram's id, its hazard and level, for as long as the rule says."""
    desk = make()
    taken = desk.take(_warning())
    assert taken.event is not None
    assert (taken.event.action, taken.event.level) == (Action.ON, 5)
    assert taken.event.until == NOW + timedelta(hours=24)
    assert (_mode(desk), _in_force(desk)) == (Mode.DISASTER, ["レベル５大雨特別警報 33"])
    again = desk.take(_warning())
    assert (again.new, again.event) == (False, None)
    assert len(desk.journal.events()) == 1


def test_level_three_is_proposed(make: Make) -> None:
    """Staff decide."""
    desk = make()
    desk.take(_warning((LEVEL5, LEVEL3)))
    state = fold(desk.journal.events(), NOW)
    assert (state.mode, len(state.proposals)) == (Mode.NORMAL, 1)


def test_lifting_ends_what_the_telegrams_began(make: Make) -> None:
    """And nothing that staff began."""
    desk = make(NOW + timedelta(minutes=30))
    desk.take(_warning())
    desk.take(_warning((LEVEL5, LIFTED), (REPORTED, LATER)))
    assert (_mode(desk), _in_force(desk)) == (Mode.NORMAL, [])
    staff = make(NOW + timedelta(minutes=30))
    staff.journal.append(
        DisasterEvent(at=NOW, actor="職員", action=Action.ON, hazards=("flood",), reason="水位")
    )
    staff.take(_warning())
    staff.take(_warning((LEVEL5, LIFTED), (REPORTED, LATER)))
    assert _mode(staff) is Mode.DISASTER


@pytest.mark.parametrize(
    "changes",
    [
        [("<Status>通常</Status>", "<Status>訓練</Status>")],
        [("<Status>通常</Status>", "<Status>試験</Status>")],
        [("<InfoType>発表</InfoType>", "<InfoType>取消</InfoType>")],
        [(CITY, "9970100")],
        [(REPORTED, "2030-07-01T08:00:00+09:00")],
        [(REPORTED, "2030-07-01T18:00:00+09:00")],
    ],
    ids=["drill", "test", "cancelled", "elsewhere", "old", "future"],
)
def test_what_never_switches(make: Make, changes: list[tuple[str, str]]) -> None:
    """Training, test, cancelled, other areas, and what comes far too late."""
    desk = make()
    assert desk.take(_warning(*changes)).event is None
    assert desk.journal.events() == ()


def test_dry_run_changes_nothing(make: Make) -> None:
    """It says what it would do."""
    desk = make()
    taken = desk.take(_warning(), dry_run=True)
    assert taken.event is not None
    assert desk.journal.events() == ()
    assert desk.alerts.since(0, NOW - timedelta(days=1)) == ()


def test_telegram_cut_in_half_is_told_and_loses_nothing(make: Make) -> None:
    """What was known stays."""
    desk = make()
    desk.take(_warning())
    with pytest.raises(TelegramError):
        desk.take(_warning()[:900])
    assert _in_force(desk) == ["レベル５大雨特別警報 33"]


def test_order_and_repetition_make_no_difference(make: Make) -> None:
    """Of all hand-made telegrams, with a raised and a lifted warning among them."""
    telegrams = [path.read_bytes() for path in sorted(TELEGRAMS.glob("*.xml"))]
    telegrams += [
        _warning((LEVEL5, LEVEL3), (REPORTED, "2030-07-01T11:30:00+09:00")),
        _warning((LEVEL5, LEVEL3), (REPORTED, LATER)),
    ]
    shuffled = random.Random(4).sample(telegrams, len(telegrams))  # noqa: S311  # no secret
    boards = []
    for order in (telegrams, telegrams[::-1], telegrams + telegrams, shuffled):
        desk = make(NOW + timedelta(minutes=30))
        for telegram in order:
            desk.take(telegram)
        boards.append((_in_force(desk), len(desk.alerts.since(0, NOW - timedelta(days=400)))))
    assert boards == boards[:1] * 4
    assert "レベル３大雨警報 03" in boards[0][0]


def test_watch_sees_what_another_process_took(make: Make) -> None:
    """And what no telegram ends, ends by itself."""
    desk = make()
    watch = AlertWatch(desk.alerts, FeedLog(desk.journal.store), desk.now)
    assert (watch.current(), watch.sources) == ((), Sources())
    desk.take(_warning())
    watch.refresh()
    assert [one.reading.level for one in watch.current()] == [5]
    assert watch.sources == Sources(imported=NOW)
