"""The fold: each rule of `chatbot.disaster.situation`, told as what happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Mode
from chatbot.disaster.event import JMA, Action, DisasterEvent
from chatbot.disaster.state import DisasterState, fold, still_matter

START = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    """Return the moment so many hours after the start."""
    return START + timedelta(hours=hours)


def staff(hours: float, action: str, until: float | None = None, **more: Any) -> DisasterEvent:  # noqa: ANN401
    """Make an event of an operator's."""
    end = None if until is None else at(until)
    return DisasterEvent(
        at(hours), "sato", Action(action), reason=f"{action}の理由", until=end, **more
    )


def jma(
    hours: float,
    action: str,
    series: str = "rain",
    until: float | None = None,
    **more: Any,  # noqa: ANN401
) -> DisasterEvent:
    """Make an event of a telegram's."""
    end = None if until is None else at(until)
    named = {"telegram": f"{series}-{hours}", "reason": f"{series}の電文", **more}
    return DisasterEvent(at(hours), JMA, Action(action), series=series, until=end, **named)


def order(hours: float, kind: str, *areas: str, **more: Any) -> DisasterEvent:  # noqa: ANN401
    """Make an order of the mayor's."""
    return staff(hours, "order", order=kind, areas=areas, **more)


def modes(events: list[DisasterEvent], *hours: float) -> list[str]:
    """Return the mode at each of these moments, all events known."""
    return [fold(events, at(hour)).mode.value for hour in hours]


def in_force(state: DisasterState) -> list[tuple[str, tuple[str, ...]]]:
    """Return the orders as kind and areas."""
    return [(one.kind, one.areas) for one in state.orders]


def test_nothing_has_happened() -> None:
    """Normal mode, for good."""
    assert fold([], START) == DisasterState(Mode.NORMAL, START)


def test_staff_switch_on() -> None:
    """All that they said is the state; it ends after a day if nothing else is said."""
    state = fold([staff(0, "on", hazards=("flood",), level=3)], at(1))

    assert state == DisasterState(
        mode=Mode.DISASTER,
        as_of=at(1),
        hazards=("flood",),
        level=3,
        since=START,
        until=at(24),
        reason="onの理由",
        actor="sato",
        changes_at=at(24),
    )


def test_it_ends_by_itself() -> None:
    """At the very moment."""
    assert modes([staff(0, "on")], 23.99, 24) == ["disaster", "normal"]
    assert modes([staff(0, "on", until=2)], 1.99, 2) == ["disaster", "normal"]


def test_extending_moves_the_end() -> None:
    """It still began when it began."""
    events = [staff(0, "on", until=2), staff(1, "extend", until=5)]

    assert modes(events, 4.99, 5) == ["disaster", "normal"]
    assert fold(events, at(3)).since == START


def test_extending_what_has_ended_does_nothing() -> None:
    """It has to be switched on again."""
    assert modes([staff(0, "on", until=2), staff(2, "extend", until=5)], 3) == ["normal"]
    assert modes([staff(0, "extend", until=5)], 1) == ["normal"]


def test_stating_it_anew_keeps_the_beginning() -> None:
    """Hazards, level, reason and end are those of the last word."""
    events = [
        staff(0, "on", hazards=("flood",), level=4, until=9),
        staff(1, "on", hazards=("landslide",), level=3, until=5),
    ]
    state = fold(events, at(2))

    assert (state.since, state.until, state.hazards, state.level) == (
        START,
        at(5),
        ("landslide",),
        3,
    )


def test_switching_on_again_after_the_end_is_a_new_beginning() -> None:
    """The gap counts."""
    assert fold([staff(0, "on", until=1), staff(3, "on")], at(4)).since == at(3)


def test_staff_switch_off() -> None:
    """At once, whatever the end was."""
    assert fold([staff(0, "on"), staff(1, "off")], at(1)) == DisasterState(Mode.NORMAL, at(1))


def test_a_telegram_switches_on() -> None:
    """Who it was is `jma`."""
    state = fold([jma(0, "on", hazards=("flood",), level=4, until=6)], at(1))

    assert (state.mode, state.actor, state.level, state.until) == (Mode.DISASTER, JMA, 4, at(6))


def test_a_telegram_switches_off_what_a_telegram_switched_on() -> None:
    """Its own series only."""
    rain, slide = jma(0, "on", "rain"), jma(1, "on", "slide", hazards=("landslide",))

    assert modes([rain, jma(2, "off", "rain")], 2) == ["normal"]
    assert modes([rain, jma(2, "off", "slide")], 2) == ["disaster"]
    assert fold([rain, slide, jma(2, "off", "rain")], at(2)).hazards == ("landslide",)


def test_a_later_telegram_states_its_series_anew() -> None:
    """Lower, longer; it began when the first one came."""
    state = fold([jma(0, "on", level=5, until=2), jma(1, "on", level=3, until=4)], at(1))

    assert (state.level, state.since, state.until) == (3, START, at(4))


def test_the_highest_of_everything_in_force_is_the_level() -> None:
    """Staff's, the telegrams' and the orders'; hazards come together, staff's first."""
    events = [
        jma(0, "on", "rain", level=4, hazards=("inland-flood", "flood")),
        staff(1, "on", level=3, hazards=("flood",)),
        jma(2, "on", "slide", hazards=("landslide",)),
    ]
    state = fold(events, at(3))

    assert (state.level, state.hazards) == (4, ("flood", "inland-flood", "landslide"))
    assert fold([*events, order(3, "緊急安全確保", "旭町")], at(3)).level == 5
    assert fold([staff(0, "on")], at(1)).level is None


def test_telegrams_never_end_what_staff_switched_on() -> None:
    """Neither by `off` nor by an earlier end."""
    on = staff(0, "on", until=10)

    assert modes([on, jma(1, "off")], 9) == ["disaster"]
    assert modes([on, jma(1, "on", until=2), jma(1.5, "off")], 9) == ["disaster"]
    assert fold([on, jma(1, "on", until=2)], at(1)).until == at(10)


def test_a_telegram_may_last_longer_than_staff_said() -> None:
    """It is in force on its own."""
    state = fold([staff(0, "on", until=2), jma(1, "on", until=5)], at(3))

    assert (state.mode, state.since, state.until) == (Mode.DISASTER, START, at(5))


def test_what_staff_extend_is_staffs() -> None:
    """The telegram's `off` doesn't end it any more; the hazards stay."""
    events = [
        jma(0, "on", hazards=("flood",), level=4, until=3),
        staff(1, "extend", until=8),
        jma(2, "off"),
    ]
    state = fold(events, at(7))

    assert (state.mode, state.hazards, state.actor) == (Mode.DISASTER, ("flood",), "sato")
    assert (state.reason, state.level) == ("rainの電文", None)
    assert modes(events, 8) == ["normal"]


def test_after_staffs_off_the_same_series_only_proposes() -> None:
    """Until the moment it would have ended by itself."""
    events = [jma(0, "on", until=6), staff(1, "off"), jma(2, "on", until=9)]
    state = fold(events, at(3))

    assert state.mode == Mode.NORMAL
    assert [one.telegram for one in state.proposals] == ["rain-2"]
    assert modes([*events, jma(6, "on", until=9)], 6) == ["disaster"]


def test_after_staffs_off_another_series_switches_on() -> None:
    """Another disaster is none that staff have decided on."""
    events = [jma(0, "on"), staff(1, "off"), jma(2, "on", "quake")]

    assert modes(events, 3) == ["disaster"]


def test_a_telegram_that_ends_its_series_lets_the_next_one_act() -> None:
    """What comes after is a new event."""
    events = [jma(0, "on"), staff(1, "off"), jma(2, "off"), jma(3, "on")]

    assert modes(events, 2, 3) == ["disaster", "disaster"]
    assert fold(events[:3], at(2)).mode == Mode.NORMAL


def test_a_series_that_joined_what_staff_switched_on_is_ended_with_it() -> None:
    """Staff ended it knowing of the telegram."""
    events = [staff(0, "on", until=9), jma(1, "on", until=3), staff(2, "off"), jma(2.5, "on")]

    assert modes(events, 2.6) == ["normal"]
    assert modes([*events, jma(5, "on")], 5) == ["normal"]


def test_staff_may_change_their_mind() -> None:
    """Their `on` after their `off` makes the series act again."""
    events = [jma(0, "on"), staff(1, "off"), staff(2, "on", until=3), jma(2.5, "on", until=9)]

    assert modes(events, 4) == ["disaster"]


def test_switching_off_twice_is_switching_off() -> None:
    """The telegram's series is still the one that staff decided on."""
    events = [jma(0, "on"), staff(1, "off"), staff(2, "on"), staff(3, "off"), jma(4, "on")]

    assert modes(events, 4) == ["normal"]


def test_a_proposal_waits_for_staff() -> None:
    """Nothing is on; the newest of a series counts; the newest comes last."""
    events = [jma(0, "propose"), jma(1, "propose", "slide"), jma(2, "propose")]
    state = fold(events, at(3))

    assert state.mode == Mode.NORMAL
    assert [one.telegram for one in state.proposals] == ["slide-1", "rain-2"]
    assert state.changes_at == at(25)


@pytest.mark.parametrize("action", ["on", "off"])
def test_a_decision_of_staff_settles_proposals(action: str) -> None:
    """Be it yes or no."""
    assert fold([jma(0, "propose"), staff(1, action)], at(2)).proposals == ()


def test_a_proposal_that_is_over_is_not_shown() -> None:
    """It ends by itself, by its series' `off`, or because the telegram acts."""
    assert fold([jma(0, "propose", until=2)], at(2)).proposals == ()
    assert fold([jma(0, "propose"), jma(1, "off")], at(1)).proposals == ()
    assert fold([jma(0, "propose"), jma(1, "on")], at(1)).proposals == ()


def test_a_declined_series_does_not_switch_on() -> None:
    """As if it had been on: while the proposal would have lasted."""
    events = [jma(0, "propose", until=6), staff(1, "off"), jma(2, "on")]

    assert modes(events, 3) == ["normal"]
    assert modes([*events, jma(7, "on")], 7) == ["disaster"]


def test_a_drill_is_a_mode_of_its_own() -> None:
    """With all a disaster has; it ends by itself after a day, or when extended."""
    state = fold([staff(0, "drill", hazards=("earthquake",))], at(1))

    assert (state.mode, state.drill, state.since) == (Mode.DRILL, True, START)
    assert (state.hazards, state.until) == (("earthquake",), at(24))
    assert modes([staff(0, "drill", until=2), staff(1, "extend", until=4)], 3, 4) == [
        "drill",
        "normal",
    ]


def test_a_drill_does_not_begin_in_a_disaster() -> None:
    """It would hide it."""
    events = [staff(0, "on", until=2), staff(1, "drill", until=9)]

    assert modes(events, 1, 3) == ["disaster", "normal"]


def test_telegrams_cover_a_drill_and_do_not_end_it() -> None:
    """Nothing real is lost under a drill, and the drill goes on when it is over."""
    events = [
        staff(0, "drill", until=9),
        jma(1, "on", until=3, hazards=("earthquake",)),
        jma(2, "off", "other-series"),
    ]
    covered = fold(events, at(2))

    assert (covered.mode, covered.since, covered.drill) == (Mode.DISASTER, at(1), True)
    assert modes(events, 2.9, 3, 9) == ["disaster", "drill", "normal"]
    assert fold(events, at(4)).since == START


def test_staffs_off_in_a_covered_drill_ends_both() -> None:
    """Off is off."""
    assert modes([staff(0, "drill"), jma(1, "on"), staff(2, "off")], 2) == ["normal"]


def test_ending_a_drill_declines_no_proposal() -> None:
    """What a telegram proposes in a drill is real."""
    events = [staff(0, "drill"), jma(1, "propose"), staff(2, "off")]
    state = fold(events, at(2))

    assert (state.mode, len(state.proposals)) == (Mode.NORMAL, 1)


def test_switching_on_for_real_ends_a_drill() -> None:
    """It doesn't come back."""
    events = [staff(0, "drill", until=9), staff(1, "on", until=3)]

    assert modes(events, 2, 4) == ["disaster", "normal"]
    assert fold(events, at(2)).since == at(1)


def test_orders_are_in_force_until_lifted() -> None:
    """Area by area, or all."""
    events = [staff(0, "on"), order(1, "避難指示", "旭町", "古ケ崎")]

    assert in_force(fold(events, at(2))) == [("避難指示", ("旭町", "古ケ崎"))]
    lifted = [*events, order(2, "解除", "旭町")]
    assert in_force(fold(lifted, at(2))) == [("避難指示", ("古ケ崎",))]
    assert in_force(fold([*lifted, order(3, "解除", "古ケ崎")], at(3))) == []
    assert in_force(fold([*events, order(2, "解除")], at(2))) == []


def test_a_new_order_replaces_the_old_one_of_an_area() -> None:
    """It is raised for one of two areas."""
    events = [order(0, "高齢者等避難", "旭町", "古ケ崎"), order(1, "避難指示", "旭町")]

    assert in_force(fold(events, at(1))) == [
        ("高齢者等避難", ("古ケ崎",)),
        ("避難指示", ("旭町",)),
    ]


def test_an_order_switches_on_and_keeps_on() -> None:
    """Residents must see it: for a day at least."""
    alone = fold([order(0, "避難指示", "旭町", hazards=("flood",))], at(1))

    assert (alone.mode, alone.hazards, alone.level, alone.until) == (
        Mode.DISASTER,
        ("flood",),
        4,
        at(24),
    )
    assert fold([staff(0, "on", until=2), order(1, "避難指示", "旭町")], at(3)).until == at(25)
    assert fold([staff(0, "on", until=99), order(1, "避難指示", "旭町")], at(3)).until == at(99)


def test_an_order_while_a_telegram_is_on_is_staffs_word() -> None:
    """The telegram's end doesn't take the order away."""
    events = [jma(0, "on"), order(1, "避難指示", "旭町"), jma(2, "off")]

    assert in_force(fold(events, at(3))) == [("避難指示", ("旭町",))]


def test_lifting_the_last_order_leaves_the_mode() -> None:
    """The level was the order's."""
    state = fold([order(0, "避難指示", "旭町"), order(1, "解除")], at(1))

    assert (state.mode, state.level) == (Mode.DISASTER, None)


def test_lifting_switches_nothing_on() -> None:
    """There is nothing to show."""
    assert modes([order(0, "解除")], 1) == ["normal"]


@pytest.mark.parametrize("end", [staff(2, "off"), staff(2, "on", until=3)])
def test_orders_end_with_the_mode(end: DisasterEvent) -> None:
    """They don't come back with the next disaster."""
    events = [order(0, "避難指示", "旭町"), end, staff(4, "on")]

    assert in_force(fold(events, at(5))) == []


def test_an_order_in_a_drill_is_never_real() -> None:
    """It is shown in the drill, not under a real disaster, and not after the drill."""
    events = [staff(0, "drill", until=5), order(1, "避難指示", "旭町"), jma(2, "on", until=4)]

    assert in_force(fold(events[:2], at(1))) == [("避難指示", ("旭町",))]
    covered = fold(events, at(3))
    assert (covered.mode, in_force(covered), covered.level) == (Mode.DISASTER, [], None)
    assert in_force(fold([*events, staff(3, "on")], at(4))) == []
    assert in_force(fold([*events, staff(6, "drill")], at(7))) == []


def test_the_next_change_is_told() -> None:
    """Whichever comes first: a telegram's end, staff's, a drill's, a proposal's."""
    events = [
        staff(0, "drill", until=9),
        jma(1, "on", until=6),
        jma(1, "propose", "slide", until=4),
    ]

    assert [fold(events, at(hour)).changes_at for hour in (2, 4, 6, 9)] == [
        at(4),
        at(6),
        at(9),
        None,
    ]


ANY = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.one_of(
            st.sampled_from(["on", "off", "drill", "extend", "避難指示", "解除"]),
            st.tuples(st.sampled_from(["on", "off", "propose"]), st.sampled_from("ab")),
        ),
        st.floats(0.1, 5),
    ),
    max_size=12,
)


def _story(steps: list[tuple[float, str | tuple[str, str], float]]) -> list[DisasterEvent]:
    events, hours = [], 0.0
    for gap, what, length in steps:
        hours += gap
        if isinstance(what, tuple):
            events.append(jma(hours, what[0], what[1], hours + length))
        elif what in {"避難指示", "解除"}:
            events.append(order(hours, what, "旭町"))
        else:
            events.append(staff(hours, what, hours + length))
    return events


@given(ANY, st.floats(0, 60))
def test_what_is_told_always_fits_together(
    steps: list[tuple[float, str | tuple[str, str], float]], later: float
) -> None:
    """Whatever happened: a mode has a beginning and an end, and between changes nothing changes."""
    events = _story(steps)
    now = (events[-1].at if events else START) + timedelta(hours=later)
    state = fold(events, now)

    assert (state.since is None) == (state.until is None) == (state.mode == Mode.NORMAL)
    assert state.until is None or state.until > now
    assert state.orders == () or state.mode != Mode.NORMAL
    assert state.changes_at is None or state.changes_at > now
    if state.changes_at:
        just_before = fold(events, state.changes_at - timedelta(microseconds=1))
        assert (just_before.mode, just_before.orders) == (state.mode, state.orders)


@given(ANY, st.floats(0, 12), st.floats(0, 12))
def test_what_no_longer_matters_can_be_forgotten(
    steps: list[tuple[float, str | tuple[str, str], float]], gap: float, later: float
) -> None:
    """From then on the state is the same without it, also after another event."""
    events = _story(steps)
    now = (events[-1].at if events else START) + timedelta(hours=gap)
    kept = still_matter(tuple(events), now)
    then = now + timedelta(hours=later)
    again = jma((now - START) / timedelta(hours=1), "on", "a")

    assert fold(kept, then) == fold(events, then)
    assert fold([*kept, again], then) == fold([*events, again], then)


def test_a_year_ago_is_forgotten() -> None:
    """Once it has ended by itself; the last story is kept whole."""
    events = (staff(0, "on", until=1), staff(5, "on", until=9), jma(6, "on", until=7))

    assert still_matter(events, at(8)) == events[1:]
    assert still_matter(events, at(9)) == ()


@given(ANY)
def test_staffs_off_always_ends_it(
    steps: list[tuple[float, str | tuple[str, str], float]],
) -> None:
    """Whatever happened before; the same telegrams can't switch it on again at once."""
    events = _story(steps)
    end = (events[-1].at - START) / timedelta(hours=1) if events else 0
    off = [*events, staff(end, "off")]
    was_drill = fold(events, at(end)).mode == Mode.DRILL
    live = [key for key in "ab" if fold(_of(events, key), at(end)).mode == Mode.DISASTER]
    again = [jma(end, "on", key, end + 1) for key in live]

    assert fold(off, at(end)).mode == Mode.NORMAL
    assert was_drill or fold([*off, *again], at(end)).mode == Mode.NORMAL


def _of(events: list[DisasterEvent], key: str) -> list[DisasterEvent]:
    return [one for one in events if one.actor == JMA and one.key == key]
