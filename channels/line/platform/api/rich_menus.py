"""Rich menus: the object, its image, the default, each user's, aliases."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.line.platform.api.reading import body_of, done, person_of, platform_of
from channels.line.platform.checks.rich_menus import (
    BULK_LINK,
    BULK_UNLINK,
    CHANGED_ALIAS,
    NEW_ALIAS,
    RICH_MENU,
)
from channels.line.platform.refusal import Refusal, not_found


async def create(request: Request) -> Response:
    """Create a menu; it isn't shown yet."""
    menu = await body_of(request, RICH_MENU)
    return done(richMenuId=platform_of(request).menus.create(menu))


async def validate(request: Request) -> Response:
    """Check a menu without creating it."""
    await body_of(request, RICH_MENU)
    return done()


async def one(request: Request) -> Response:
    """Tell or delete a menu."""
    menus, menu_id = platform_of(request).menus, request.path_params["menu"]
    if request.method == "DELETE":
        menus.delete(menu_id)
        _touch(request)
        return done()
    return done(richMenuId=menu_id, **menus.get(menu_id).definition)


async def every(request: Request) -> Response:
    """List the menus."""
    menus = platform_of(request).menus.by_id
    return done(richmenus=[{"richMenuId": name, **menu.definition} for name, menu in menus.items()])


async def image(request: Request) -> Response:
    """Give a menu its image, or get it."""
    menus, menu_id = platform_of(request).menus, request.path_params["menu"]
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in {"image/png", "image/jpeg"}:
            raise Refusal(415, "Unsupported media type")
        menus.give_image(menu_id, kind, await request.body())
        return done()
    found = menus.get(menu_id).image
    if found is None:
        raise not_found()
    return Response(found[1], media_type=found[0])


async def default(request: Request) -> Response:
    """Tell or end the default menu."""
    menus = platform_of(request).menus
    if request.method == "DELETE":
        menus.default = None
        _touch(request)
        return done()
    if menus.default is None:
        raise not_found()
    return done(richMenuId=menus.default)


async def set_default(request: Request) -> Response:
    """Show a menu to all who have none of their own."""
    menus = platform_of(request).menus
    menus.default = menus.showable(request.path_params["menu"])
    _touch(request)
    return done()


async def of_user(request: Request) -> Response:
    """Tell or end the menu of one user; the default isn't told here."""
    linked, user = platform_of(request).menus.linked, person_of(request).user_id
    if request.method == "DELETE":
        linked.pop(user, None)
        _touch(request)
        return done()
    if user not in linked:
        raise not_found()
    return done(richMenuId=linked[user])


async def link(request: Request) -> Response:
    """Show a menu to one user."""
    menus, user = platform_of(request).menus, person_of(request).user_id
    menus.linked[user] = menus.showable(request.path_params["menu"])
    _touch(request)
    return done()


async def bulk_link(request: Request) -> Response:
    """Show a menu to many users; those who aren't friends are passed over."""
    platform, body = platform_of(request), await body_of(request, BULK_LINK)
    menu = platform.menus.showable(body["richMenuId"])
    for user in body["userIds"]:
        if user in platform.people.known:
            platform.menus.linked[user] = menu
    _touch(request)
    return done(202)


async def bulk_unlink(request: Request) -> Response:
    """Let many users see the default menu again."""
    menus, body = platform_of(request).menus, await body_of(request, BULK_UNLINK)
    for user in body["userIds"]:
        menus.linked.pop(user, None)
    _touch(request)
    return done(202)


async def new_alias(request: Request) -> Response:
    """Name a menu."""
    menus, body = platform_of(request).menus, await body_of(request, NEW_ALIAS)
    if body["richMenuAliasId"] in menus.aliases:
        raise Refusal(400, "conflict richmenu alias id")
    _check_named(request, body["richMenuId"])
    menus.aliases[body["richMenuAliasId"]] = body["richMenuId"]
    return done()


async def alias(request: Request) -> Response:
    """Tell, move or delete an alias."""
    menus, name = platform_of(request).menus, request.path_params["alias"]
    if name not in menus.aliases:
        raise not_found()
    if request.method == "GET":
        return done(richMenuAliasId=name, richMenuId=menus.aliases[name])
    if request.method == "DELETE":
        del menus.aliases[name]
        return done()
    menu_id = (await body_of(request, CHANGED_ALIAS))["richMenuId"]
    _check_named(request, menu_id)
    menus.aliases[name] = menu_id
    return done()


async def aliases(request: Request) -> Response:
    """List the aliases."""
    named = platform_of(request).menus.aliases.items()
    return done(aliases=[{"richMenuAliasId": name, "richMenuId": menu} for name, menu in named])


def _check_named(request: Request, menu_id: str) -> None:
    if menu_id not in platform_of(request).menus.by_id:
        raise Refusal(400, "richmenu not found")


def _touch(request: Request) -> None:
    platform_of(request).talks.touch()


ROUTES = (
    Route("/v2/bot/richmenu", create, methods=["POST"]),
    Route("/v2/bot/richmenu/validate", validate, methods=["POST"]),
    Route("/v2/bot/richmenu/list", every),
    Route("/v2/bot/richmenu/bulk/link", bulk_link, methods=["POST"]),
    Route("/v2/bot/richmenu/bulk/unlink", bulk_unlink, methods=["POST"]),
    Route("/v2/bot/richmenu/alias", new_alias, methods=["POST"]),
    Route("/v2/bot/richmenu/alias/list", aliases),
    Route("/v2/bot/richmenu/alias/{alias}", alias, methods=["GET", "POST", "DELETE"]),
    Route("/v2/bot/richmenu/{menu}", one, methods=["GET", "DELETE"]),
    Route("/v2/bot/richmenu/{menu}/content", image, methods=["GET", "POST"]),
    Route("/v2/bot/user/all/richmenu", default, methods=["GET", "DELETE"]),
    Route("/v2/bot/user/all/richmenu/{menu}", set_default, methods=["POST"]),
    Route("/v2/bot/user/{user}/richmenu", of_user, methods=["GET", "DELETE"]),
    Route("/v2/bot/user/{user}/richmenu/{menu}", link, methods=["POST"]),
)
