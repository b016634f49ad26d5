"""One event of the log of disaster mode, and what it may say.

`actor` is an operator's name, or `JMA` for what a telegram of the 気象庁 did by the rules of
`city.toml`. People give a reason, telegrams an id. The telegrams only switch on, propose, and
switch off what telegrams switched on; drills and evacuation orders are people's alone: the orders
are the mayor's (災害対策基本法第60条, 高齢者等避難 第56条) and no telegram carries one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chatbot.errors import DisasterError

JMA = "jma"
HAZARDS = (
    "earthquake",
    "tsunami",
    "flood",
    "inland-flood",
    "landslide",
    "storm-surge",
    "fire",
    "volcano",
    "typhoon",
    "storm",
    "snow",
    "heat",
    "blackout",
    "other",
)
"""The only names of hazards."""

ORDER_LEVELS = {"高齢者等避難": 3, "避難指示": 4, "緊急安全確保": 5}
"""The mayor's orders with their 警戒レベル (内閣府, 避難情報に関するガイドライン)."""

LIFT = "解除"
"""What lifts orders."""

_HIGHEST_LEVEL = 5


class Action(StrEnum):
    """What an event does."""

    ON = "on"
    OFF = "off"
    DRILL = "drill"
    EXTEND = "extend"
    ORDER = "order"
    PROPOSE = "propose"


_OF_TELEGRAMS = frozenset({Action.ON, Action.OFF, Action.PROPOSE})


@dataclass(frozen=True, slots=True)
class DisasterEvent:
    """One line of the log.

    Attributes:
        at: When, with a time zone.
        actor: Who: an operator's name or `JMA`.
        action: What.
        hazards: Names of `HAZARDS`.
        level: 警戒レベル, 1 to 5.
        reason: Why; required of people.
        until: When it ends by itself; after `at`.
        areas: Names of the places that an order is for; for `LIFT` none means all.
        telegram: Id of the telegram; required of `JMA`, empty or the accepted proposal's otherwise.
        order: For `order`: one of `ORDER_LEVELS` or `LIFT`.
        series: What the telegrams of one event have in common (type and office, river, event id);
            a telegram without one is an event of its own.

    Raises:
        DisasterError: It says something that can't be; the key tells what.
        ValueError: A time has no zone.
    """

    at: datetime
    actor: str
    action: Action
    hazards: tuple[str, ...] = ()
    level: int | None = None
    reason: str = ""
    until: datetime | None = None
    areas: tuple[str, ...] = ()
    telegram: str = ""
    order: str = ""
    series: str = ""

    def __post_init__(self) -> None:
        """Check it."""
        object.__setattr__(self, "action", Action(self.action))
        if any(time.tzinfo is None for time in (self.at, self.until) if time is not None):
            raise ValueError(self)
        self._check_actor()
        self._check_values()
        self._check_order()

    @property
    def key(self) -> str:
        """What tells the event of nature that a telegram is about."""
        return self.series or self.telegram

    def _check_actor(self) -> None:
        if not self.actor.strip():
            raise DisasterError("disaster_event.no_actor")
        if self.actor == JMA:
            _require(self.telegram.strip(), "disaster_event.no_telegram")
            _require(self.action in _OF_TELEGRAMS, "disaster_event.not_of_jma", action=self.action)
        else:
            _require(self.reason.strip(), "disaster_event.no_reason")
            _require(self.action != Action.PROPOSE, "disaster_event.not_of_people")

    def _check_values(self) -> None:
        for hazard in self.hazards:
            _require(hazard in HAZARDS, "disaster_event.no_such_hazard", hazard=hazard)
        known = self.level is None or 1 <= self.level <= _HIGHEST_LEVEL
        _require(known, "disaster_event.level", level=self.level)
        _require(self.until is None or self.until > self.at, "disaster_event.until")
        _require(self.until or self.action != Action.EXTEND, "disaster_event.until")

    def _check_order(self) -> None:
        if self.action != Action.ORDER:
            _require(not self.order and not self.areas, "disaster_event.not_an_order")
            return
        kinds = (*ORDER_LEVELS, LIFT)
        _require(
            self.order in kinds,
            "disaster_event.no_such_order",
            order=self.order,
            kinds="、".join(kinds),
        )
        named = bool(self.areas) and all(area.strip() for area in self.areas)
        _require(named or (self.order == LIFT and not self.areas), "disaster_event.no_area")


def _require(truth: object, key: str, **details: object) -> None:
    if not truth:
        raise DisasterError(key, **details)
