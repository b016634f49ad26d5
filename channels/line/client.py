"""LINE's Messaging API, over LINE's own SDK: plain JSON in, plain values out, our errors.

What the SDK does not do for us (https://github.com/line/line-bot-sdk-python, 3.27):

- A 409 to a call with a retry key means "done before": that is success.
- It reads a 2xx response only after LINE has acted. If the response is not what it expects, the
  message is sent all the same, so that is success too.
- Its models drop keys they don't know, so a misspelt key would vanish: it is an error here.
- Its default timeout is 5 minutes, and its default host differs for images; a host that is set
  holds for both.
"""

import json
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from channels.line.errors import (
    LineError,
    LineQuotaReached,
    LineRateLimited,
    LineRefused,
    LineTokenSpent,
    LineUnreachable,
)

try:
    from aiohttp import ClientError, ClientTimeout
    from linebot.v3.messaging import (
        ApiException,
        AsyncApiClient,
        AsyncMessagingApi,
        AsyncMessagingApiBlob,
        Configuration,
        CreateRichMenuAliasRequest,
        Message,
        MulticastRequest,
        PushMessageRequest,
        ReplyMessageRequest,
        RichMenuBulkLinkRequest,
        RichMenuBulkUnlinkRequest,
        RichMenuRequest,
        ShowLoadingAnimationRequest,
        UpdateRichMenuAliasRequest,
    )
except ModuleNotFoundError:
    raise LineError("no_extra") from None

OFFICIAL = "https://api.line.me"
"""With this base the SDK goes to `api-data.line.me` for images, as it should."""

_ACCEPTED_BEFORE = 409
_TOO_MANY = 429
_SERVER_ERROR = 500
_NOT_FOUND = 404
_QUOTA = "monthly limit"
_TOKEN = "reply token"  # noqa: S105  # LINE's words, no secret

JsonMessage = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages of this month: `limit` is None where the plan has none."""

    limit: int | None
    used: int


class LineClient:
    """Talks to LINE. Make it in a running event loop and close it in the same.

    Every method raises `LineUnreachable`, `LineRateLimited` or `LineRefused`; those that send to
    people also `LineQuotaReached`.

    Args:
        access_token: The channel's access token.
        api_base: `https://api.line.me`, or another platform's address without a final slash.
        timeout_s: Seconds for one call, from connecting to the last byte.
    """

    def __init__(self, access_token: str, api_base: str, timeout_s: float = 10) -> None:
        """Prepare the connections; nothing is sent yet."""
        host = None if api_base == OFFICIAL else api_base
        self._client = AsyncApiClient(Configuration(access_token=access_token, host=host))
        self._api = AsyncMessagingApi(self._client)
        self._blob = AsyncMessagingApiBlob(self._client)
        self._options = {"_request_timeout": ClientTimeout(total=timeout_s)}
        self._host = api_base

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def reply(self, token: str, messages: Sequence[JsonMessage]) -> None:
        """Answer an event with 1 to 5 messages; costs no quota.

        Raises:
            LineTokenSpent: The token was used before, or is too old.
            ValueError: A message has a key that LINE doesn't know.
        """
        request = ReplyMessageRequest(replyToken=token, messages=_models(messages))
        await self._send(self._api.reply_message(request, **self._options))

    async def push(self, to: str, messages: Sequence[JsonMessage], retry_key: UUID) -> None:
        """Send 1 to 5 messages to a user, group or room; twice with one key sends once.

        Raises:
            ValueError: A message has a key that LINE doesn't know.
        """
        request = PushMessageRequest(to=to, messages=_models(messages))
        await self._send_once(self._api.push_message(request, str(retry_key), **self._options))

    async def multicast(
        self, to: Sequence[str], messages: Sequence[JsonMessage], retry_key: UUID
    ) -> None:
        """Send 1 to 5 messages to at most 500 users; twice with one key sends once.

        Raises:
            ValueError: A message has a key that LINE doesn't know, or there are too many users.
        """
        request = MulticastRequest(to=list(to), messages=_models(messages))
        await self._send_once(self._api.multicast(request, str(retry_key), **self._options))

    async def loading(self, user_id: str, seconds: int) -> None:
        """Show that an answer is coming; 5 to 60 seconds in steps of 5, not in groups."""
        request = ShowLoadingAnimationRequest(chatId=user_id, loadingSeconds=seconds)
        await self._send(self._api.show_loading_animation(request, **self._options))

    async def quota(self) -> Quota:
        """Return how many messages the month has and how many are used."""
        limit = await self._call(self._api.get_message_quota(**self._options))
        used = await self._call(self._api.get_message_quota_consumption(**self._options))
        return Quota(limit.value if limit.type == "limited" else None, used.total_usage)

    async def bot_user_id(self) -> str:
        """Return the account's own user id, the `destination` of its webhooks."""
        info = await self._call(self._api.get_bot_info(**self._options))
        return str(info.user_id)

    async def rich_menus(self) -> list[dict[str, Any]]:
        """Return the account's rich menus."""
        found = await self._call(self._api.get_rich_menu_list(**self._options))
        return [menu.to_dict() for menu in found.richmenus]

    async def create_rich_menu(self, menu: Mapping[str, Any]) -> str:
        """Create a rich menu and return its id.

        Raises:
            ValueError: It has a key that LINE doesn't know, or one that is too long.
        """
        request = _same(RichMenuRequest.from_dict(dict(menu)), menu)
        created = await self._call(self._api.create_rich_menu(request, **self._options))
        return str(created.rich_menu_id)

    async def set_rich_menu_image(self, menu_id: str, png: bytes) -> None:
        """Give a rich menu its picture: PNG, at most 1 MB; it can't be changed later."""
        headers = {"Content-Type": "image/png"}
        await self._send(
            self._blob.set_rich_menu_image(menu_id, body=png, _headers=headers, **self._options)
        )

    async def default_rich_menu(self) -> str | None:
        """Return the id of the menu that everybody sees, None if there is none."""
        try:
            found = await self._call(self._api.get_default_rich_menu_id(**self._options))
        except LineRefused as error:
            if error.status != _NOT_FOUND:
                raise
            return None
        return str(found.rich_menu_id)

    async def set_default_rich_menu(self, menu_id: str) -> None:
        """Show a rich menu to everybody who has none of their own."""
        await self._send(self._api.set_default_rich_menu(menu_id, **self._options))

    async def cancel_default_rich_menu(self) -> None:
        """Show no rich menu."""
        await self._send(self._api.cancel_default_rich_menu(**self._options))

    async def delete_rich_menu(self, menu_id: str) -> None:
        """Delete a rich menu."""
        await self._send(self._api.delete_rich_menu(menu_id, **self._options))

    async def link_rich_menu(self, menu_id: str, users: Sequence[str]) -> None:
        """Show a rich menu to at most 500 users, instead of everybody's."""
        request = RichMenuBulkLinkRequest(richMenuId=menu_id, userIds=list(users))
        await self._send(self._api.link_rich_menu_id_to_users(request, **self._options))

    async def unlink_rich_menu(self, users: Sequence[str]) -> None:
        """Show everybody's rich menu to at most 500 users again."""
        request = RichMenuBulkUnlinkRequest(userIds=list(users))
        await self._send(self._api.unlink_rich_menu_id_from_users(request, **self._options))

    async def aliases(self) -> dict[str, str]:
        """Return the rich menus' ids by alias."""
        found = await self._call(self._api.get_rich_menu_alias_list(**self._options))
        return {each.rich_menu_alias_id: each.rich_menu_id for each in found.aliases}

    async def set_alias(self, alias: str, menu_id: str) -> None:
        """Let an alias (`^[a-z0-9_-]{1,32}$`) mean a rich menu, whether it exists or not."""
        if alias in await self.aliases():
            change = UpdateRichMenuAliasRequest(richMenuId=menu_id)
            await self._send(self._api.update_rich_menu_alias(alias, change, **self._options))
        else:
            new = CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
            await self._send(self._api.create_rich_menu_alias(new, **self._options))

    async def delete_alias(self, alias: str) -> None:
        """Delete an alias."""
        await self._send(self._api.delete_rich_menu_alias(alias, **self._options))

    async def _send(self, call: Awaitable[object]) -> None:
        """Wait for a call whose response says nothing that we need."""
        try:
            await self._told(call)
        except ValueError:
            return  # LINE has acted, and said so in a way that the SDK can't read

    async def _send_once(self, call: Awaitable[object]) -> None:
        """Wait for a call with a retry key: that LINE has done it before is success."""
        try:
            await self._send(call)
        except LineRefused as error:
            if error.status != _ACCEPTED_BEFORE:
                raise

    async def _call(self, call: Awaitable[Any]) -> Any:  # noqa: ANN401  # a model of the SDK
        """Return a call's response."""
        try:
            return await self._told(call)
        except ValueError:
            raise LineUnreachable("unreachable", reason="unreadable", host=self._host) from None

    async def _told(self, call: Awaitable[Any]) -> Any:  # noqa: ANN401  # see above
        try:
            return await call
        except ApiException as error:
            raise self._error_of(error.status, _message_of(error.body)) from None
        except (ClientError, TimeoutError, OSError, UnicodeDecodeError) as error:
            reason = type(error).__name__
            raise LineUnreachable("unreachable", reason=reason, host=self._host) from None

    def _error_of(self, status: int, message: str) -> LineError:
        if status >= _SERVER_ERROR:
            return LineUnreachable("unreachable", reason=status, host=self._host)
        if status == _TOO_MANY:
            quota = _QUOTA in message
            return LineQuotaReached("quota") if quota else LineRateLimited("rate_limited")
        kind = LineTokenSpent if _TOKEN in message else LineRefused
        return kind(status, message)


def _message_of(body: str | None) -> str:
    """Return LINE's words, with the places of what is wrong in the message."""
    try:
        told = json.loads(body or "")
        details = [f"{each.get('property')}: {each.get('message')}" for each in told["details"]]
    except (ValueError, TypeError, AttributeError):
        return ""
    except KeyError:
        details = []
    return "; ".join([str(told.get("message", "")), *details])


def _models(messages: Sequence[JsonMessage]) -> list[Message]:
    return [_same(Message.from_dict(dict(message)), message) for message in messages]


def _same(model: Any, given: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a model of the SDK
    """Return the model if it holds everything that was given."""
    lost = _lost(given, model.to_dict(), "")
    if lost:
        raise ValueError(lost)
    return model


def _lost(given: object, kept: object, place: str) -> str:
    """Return the first place where something was dropped or changed, empty if there is none."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        places = ((given[key], kept.get(key), f"{place}.{key}") for key in given)
    elif isinstance(given, Sequence) and isinstance(kept, list) and len(given) == len(kept):
        pairs = zip(given, kept, strict=True)
        places = ((one, other, f"{place}[{n}]") for n, (one, other) in enumerate(pairs))
    else:
        return "" if given == kept else place
    return next(filter(None, (_lost(*each) for each in places)), "")
