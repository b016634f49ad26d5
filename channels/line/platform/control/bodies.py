"""What the control API is told: pydantic checks it, for its callers write it by hand."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from channels.line.platform.delivery import Signature
from channels.line.platform.faults import Kind

_Name = Annotated[str, Field(min_length=1, max_length=50)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewUser(_Body):
    """A user who becomes a friend; `tell` sends the follow event."""

    name: _Name
    language: _Name = "ja"
    user_id: Annotated[str, Field(pattern="^U[0-9a-f]{32}$")] | None = None
    tell: bool = True


class ChangedUser(_Body):
    """What a user changes."""

    blocked: bool | None = None
    language: _Name | None = None


class Press(_Body):
    """Nothing more: which button is in the path."""


class Tab(_Body):
    """A tap on a tab of a rich menu."""

    alias: str
    data: str | None = None


class Happening(_Body):
    """Events, and how their webhooks are sent; `odd` names events of `odd_events`."""

    events: list[dict[str, Any]] = []
    odd: list[str] = []
    user: str | None = None
    signature: Signature = Signature.GOOD
    separate: bool = False
    backwards: bool = False
    copies: Annotated[int, Field(ge=1, le=100)] = 1


class Raw(_Body):
    """A webhook's body as it is."""

    body: str
    signature: Signature = Signature.GOOD


class Again(_Body):
    """Which webhook is sent again, by its number; the last one if none is named."""

    number: int | None = None


class Order(_Body):
    """A fault."""

    path: str
    kind: Kind
    times: Annotated[int, Field(ge=1)] | None = 1
    chance: Annotated[float, Field(gt=0, le=1)] = 1.0
    seconds: Annotated[float, Field(ge=0, le=60)] = 1.0


class Move(_Body):
    """How far the clock is moved."""

    advance: Annotated[float, Field(ge=0)]


class Switches(_Body):
    """What can be set while the platform runs; only what is given changes."""

    webhook_url: str | None = None
    redelivery_seconds: Annotated[float, Field(ge=0)] | None = None
    monthly_quota: Annotated[int, Field(ge=0)] | None = None
