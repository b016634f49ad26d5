"""What an event of the log may say, and what it may not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chatbot.disaster.event import HAZARDS, JMA, ORDER_LEVELS, Action, DisasterEvent
from chatbot.errors import DisasterError

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def event(**changes: Any) -> DisasterEvent:  # noqa: ANN401  # of any field
    """Make an event of an operator's; `changes` win."""
    given = {"at": NOW, "actor": "sato", "action": Action.ON, "reason": "大雨", **changes}
    return DisasterEvent(**given)


def test_everything_is_kept_as_given() -> None:
    """An event with every field that a switch has."""
    kept = event(hazards=("flood", "landslide"), level=4, until=NOW + timedelta(hours=3))

    assert (kept.hazards, kept.level, kept.reason) == (("flood", "landslide"), 4, "大雨")
    assert kept.until == NOW + timedelta(hours=3)


def test_an_action_may_be_named() -> None:
    """As a string from JSON or a database."""
    assert event(action="off").action is Action.OFF
    with pytest.raises(ValueError, match="explode"):
        event(action="explode")


@pytest.mark.parametrize("hazard", HAZARDS)
def test_every_hazard_is_known(hazard: str) -> None:
    """Alone or with others."""
    assert event(hazards=(hazard,)).hazards == (hazard,)


@pytest.mark.parametrize("order", ORDER_LEVELS)
def test_orders_are_the_mayors(order: str) -> None:
    """Each kind, for the areas it names."""
    assert event(action="order", order=order, areas=("旭町",)).order == order


def test_a_lift_may_name_areas_or_none() -> None:
    """None means all."""
    assert event(action="order", order="解除").areas == ()
    assert event(action="order", order="解除", areas=("旭町",)).areas == ("旭町",)


@pytest.mark.parametrize("action", ["on", "off", "propose"])
def test_telegrams_need_no_reason(action: str) -> None:
    """Their id says it all; their series tells which of them belong together."""
    telegram = event(actor=JMA, action=action, reason="", telegram="t1")

    assert telegram.key == "t1"
    assert event(actor=JMA, telegram="t1", series="rain").key == "rain"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"reason": ""}, "no_reason"),
        ({"reason": " \u3000"}, "no_reason"),
        ({"action": "off", "reason": ""}, "no_reason"),
        ({"actor": " "}, "no_actor"),
        ({"actor": JMA}, "no_telegram"),
        ({"actor": JMA, "telegram": "t", "action": "drill"}, "not_of_jma"),
        ({"actor": JMA, "telegram": "t", "action": "extend"}, "not_of_jma"),
        ({"actor": JMA, "telegram": "t", "action": "order", "order": "避難指示"}, "not_of_jma"),
        ({"action": "propose"}, "not_of_people"),
        ({"hazards": ("flood", "godzilla")}, "no_such_hazard"),
        ({"level": 0}, "level"),
        ({"level": 6}, "level"),
        ({"until": NOW}, "until"),
        ({"until": NOW - timedelta(seconds=1)}, "until"),
        ({"action": "extend"}, "until"),
        ({"areas": ("旭町",)}, "not_an_order"),
        ({"order": "避難指示"}, "not_an_order"),
        ({"action": "order", "order": "避難勧告", "areas": ("旭町",)}, "no_such_order"),
        ({"action": "order", "order": "", "areas": ("旭町",)}, "no_such_order"),
        ({"action": "order", "order": "避難指示"}, "no_area"),
        ({"action": "order", "order": "避難指示", "areas": ("旭町", " ")}, "no_area"),
        ({"action": "order", "order": "解除", "areas": ("",)}, "no_area"),
    ],
)
def test_what_can_not_be_is_refused(changes: dict[str, Any], key: str) -> None:
    """With a message for staff."""
    with pytest.raises(DisasterError) as caught:
        event(**changes)

    assert caught.value.key == f"disaster_event.{key}"
    assert str(caught.value)


def test_times_have_a_zone() -> None:
    """A bare time means something else on every machine."""
    bare = datetime(2026, 11, 22)  # noqa: DTZ001  # that is the point
    with pytest.raises(ValueError, match="2026"):
        event(at=bare)
    with pytest.raises(ValueError, match="2026"):
        event(until=bare)
