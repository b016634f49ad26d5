"""What a platform is started with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from channels.line.platform.ids import new_chat_id, new_token


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the page offers to be at."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Button:
    """Something about the bot that the page can do; what, the platform doesn't know.

    Attributes:
        label: Stands on it.
        press: Does it, and says how that went. It is called in a thread of its own.
    """

    label: str
    press: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a platform is started with; what isn't given is made at random.

    Attributes:
        channel_secret: Signs webhooks.
        access_token: The long-lived one.
        channel_id: Of the account, for stateless tokens.
        bot_user_id: The account's own user id, the webhooks' `destination`.
        name: The account's name.
        webhook_url: Where webhooks go; None until it is set.
        webhook_seconds: How long the bot may take to answer one.
        reply_seconds: How long reply tokens count.
        monthly_quota: Messages a month; None for no limit.
        redelivery_seconds: Pause before a failed webhook is sent again; None: it isn't.
        redeliveries: How often at most.
        places: Offered by the page.
        buttons: Offered by the page.
        seed: Of chance in faults.
    """

    channel_secret: str = field(default_factory=new_token, repr=False)
    access_token: str = field(default_factory=lambda: new_token(64), repr=False)
    channel_id: str = "1234567890"
    bot_user_id: str = field(default_factory=lambda: new_chat_id("U"))
    name: str = "annai"
    webhook_url: str | None = None
    webhook_seconds: float = 2.0
    reply_seconds: float = 60.0
    monthly_quota: int | None = None
    redelivery_seconds: float | None = None
    redeliveries: int = 3
    places: tuple[Place, ...] = ()
    buttons: tuple[Button, ...] = ()
    seed: int = 0
