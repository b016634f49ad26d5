"""LINE's own SDK against the platform: what it sends is taken, what it gets it can read."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from channels.line.platform.checks.flex import COMPONENTS
from tests.channels.line.platform.bot import running_bot
from tests.channels.line.platform.conftest import ANNA, BEN, SECRET, TOKEN, Line
from tests.channels.line.platform.pictures import png
from tests.channels.line.platform.test_rich_menus import MENU

messaging = pytest.importorskip("linebot.v3.messaging")
webhook = pytest.importorskip("linebot.v3.webhook")

Result = TypeVar("Result")
TEXT = messaging.TextMessage(text="こんにちは")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK trusts proxy variables, even for loopback."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


@pytest.fixture
def call(line: Line) -> Callable[..., Any]:
    """Runs calls with the SDK's two clients, and closes them."""

    async def run(todo: Callable[[Any, Any], Awaitable[Result]], token: str) -> Result:
        client = messaging.AsyncApiClient(
            messaging.Configuration(access_token=token, host=line.url)
        )
        try:
            return await todo(
                messaging.AsyncMessagingApi(client), messaging.AsyncMessagingApiBlob(client)
            )
        finally:
            await client.close()

    return lambda todo, token=TOKEN: asyncio.run(run(todo, token))


def status(call: Callable[..., Any], todo: Callable[..., object], token: str = TOKEN) -> int:
    """Return the status by which a call fails."""
    with pytest.raises(messaging.ApiException) as raised:
        call(todo, token)
    return int(raised.value.status)


def test_replying_and_pushing(line: Line, call: Callable[..., Any]) -> None:
    """The SDK reads what was sent, and a used key as 409."""
    token = line.event(user=ANNA, text="やあ")["replyToken"]
    key = str(uuid4())

    async def todo(api: Any, _blob: Any) -> Any:  # noqa: ANN401  # the SDK's
        replied = await api.reply_message(
            messaging.ReplyMessageRequest(replyToken=token, messages=[TEXT])
        )
        request = messaging.PushMessageRequest(to=ANNA, messages=[TEXT])
        await api.push_message(request, x_line_retry_key=key)
        return replied.sent_messages[0]

    async def again(api: Any, _blob: Any) -> None:  # noqa: ANN401  # the SDK's
        request = messaging.PushMessageRequest(to=ANNA, messages=[TEXT])
        await api.push_message(request, x_line_retry_key=key)

    assert call(todo).id
    assert status(call, again) == 409
    assert line.texts(ANNA) == ["こんにちは"] * 2


def test_everything_else_that_can_be_asked(line: Line, call: Callable[..., Any]) -> None:
    """Each answer has the fields that the SDK requires."""
    message = line.event(user=ANNA, message={"type": "video"})["message"]

    async def todo(api: Any, blob: Any) -> list[object]:  # noqa: ANN401  # the SDK's
        many = messaging.MulticastRequest(to=[ANNA, BEN], messages=[TEXT])
        await api.multicast(many)
        await api.broadcast(messaging.BroadcastRequest(messages=[TEXT]))
        narrow = await api.narrowcast_with_http_info(messaging.NarrowcastRequest(messages=[TEXT]))
        progress = await api.get_narrowcast_progress(narrow.headers["x-line-request-id"])
        await api.validate_push(messaging.ValidateMessageRequest(messages=[TEXT]))
        loading = messaging.ShowLoadingAnimationRequest(chatId=ANNA, loadingSeconds=5)
        await api.show_loading_animation(loading)
        return [
            progress.phase,
            (await api.get_message_quota()).type,
            (await api.get_message_quota_consumption()).total_usage,
            (await api.get_profile(ANNA)).user_id,
            bool((await api.get_bot_info()).user_id),
            (await api.get_followers()).user_ids,
            (await api.get_webhook_endpoint_with_http_info()).status_code,
            (await api.test_webhook_endpoint(messaging.TestWebhookEndpointRequest())).success,
            bool((await api.issue_link_token(ANNA)).link_token),
            await blob.get_message_content(message["id"]) == b"content",
            (await blob.get_message_content_transcoding_by_message_id(message["id"])).status,
        ]

    assert call(todo) == [
        "succeeded", "none", 6, ANNA, True, [ANNA, BEN], 200, False, True, True, "processing",
    ]  # fmt: skip


def test_rich_menus(line: Line, call: Callable[..., Any]) -> None:
    """From nothing to a menu that is seen, and back."""

    async def todo(api: Any, blob: Any) -> str:  # noqa: ANN401  # the SDK's
        request = messaging.RichMenuRequest.from_dict(MENU)
        await api.validate_rich_menu_object(request)
        menu_id = (await api.create_rich_menu(request)).rich_menu_id
        image, headers = png(2500, 843), {"Content-Type": "image/png"}
        await blob.set_rich_menu_image(menu_id, body=image, _headers=headers)
        await api.set_default_rich_menu(menu_id)
        await api.link_rich_menu_id_to_user(ANNA, menu_id)
        alias = messaging.CreateRichMenuAliasRequest(richMenuAliasId="a", richMenuId=menu_id)
        await api.create_rich_menu_alias(alias)
        assert [one.rich_menu_id for one in (await api.get_rich_menu_list()).richmenus] == [menu_id]
        assert (await api.get_rich_menu_alias_list()).aliases[0].rich_menu_alias_id == "a"
        assert (await api.get_default_rich_menu_id()).rich_menu_id == menu_id
        return str((await api.get_rich_menu_id_of_user(ANNA)).rich_menu_id)

    async def end(api: Any, _blob: Any) -> None:  # noqa: ANN401  # the SDK's
        await api.cancel_default_rich_menu()
        await api.unlink_rich_menu_id_from_user(ANNA)

    menu_id = call(todo)
    assert line.stub.get(f"talks/{ANNA}").json()["menu"]["id"] == menu_id
    call(end)
    assert line.stub.get(f"talks/{ANNA}").json()["menu"] is None


def test_the_traps_are_there(line: Line, call: Callable[..., Any]) -> None:
    """A wrong token, a spent reply token, a 200 that the SDK can't read though it was sent."""

    async def info(api: Any, _blob: Any) -> None:  # noqa: ANN401  # the SDK's
        await api.get_bot_info()

    async def reply(api: Any, _blob: Any) -> None:  # noqa: ANN401  # the SDK's
        await api.reply_message(messaging.ReplyMessageRequest(replyToken="x", messages=[TEXT]))

    async def push(api: Any, _blob: Any) -> None:  # noqa: ANN401  # the SDK's
        await api.push_message(messaging.PushMessageRequest(to=ANNA, messages=[TEXT]))

    assert status(call, info, "other") == 401
    assert status(call, reply) == 400
    line.told("faults", path="/v2/bot/message/push", kind="no_sent_messages")
    with pytest.raises(ValueError, match="sentMessages"):
        call(push)
    assert line.texts(ANNA) == ["こんにちは"]


def test_every_flex_component_of_the_sdk_is_known() -> None:
    """With every field it has, so that nothing valid is refused as unknown."""
    classes = {name: getattr(messaging, f"Flex{name.capitalize()}") for name in COMPONENTS}
    unknown = {
        name: {field.alias for field in kind.__fields__.values()} - {"type"} - _known(name)
        for name, kind in classes.items()
    }

    assert {name: fields for name, fields in unknown.items() if fields} == {}


def _known(name: str) -> set[str]:
    component: Any = COMPONENTS[name]
    return set(component.known)


def test_the_sdk_reads_webhooks(line: Line) -> None:
    """It takes the signature, and knows the events."""
    with running_bot() as bot:
        line.told("settings", webhook_url=bot.url)
        line.told("webhook", events=[{"user": ANNA, "text": "やあ"}], odd=["sticker", "join"])
    ((body, signature),) = bot.raw
    events = webhook.WebhookParser(SECRET).parse(body, signature)

    assert [one.type for one in events] == ["message", "message", "join"]
    assert (events[0].message.text, events[0].source.user_id) == ("やあ", ANNA)
