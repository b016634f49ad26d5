"""The account's rich menus: created, given an image, then shown to all or to some.

An alias is a name that can be moved to another menu. Whoever has no menu of their own sees the
default one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from channels.line.platform.checks.rich_menus import IMAGE_BYTES, MENUS, image_size
from channels.line.platform.ids import new_token
from channels.line.platform.refusal import Refusal, not_found


@dataclass(slots=True)
class Menu:
    """A rich menu.

    Attributes:
        definition: As it was created.
        image: Its media type and bytes, None until it has one.
    """

    definition: Mapping[str, Any]
    image: tuple[str, bytes] | None = None


@dataclass(slots=True)
class RichMenus:
    """All menus by id, who sees which, and the aliases."""

    by_id: dict[str, Menu] = field(default_factory=dict)
    default: str | None = None
    linked: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def create(self, definition: Mapping[str, Any]) -> str:
        """Add a menu and return its id.

        Raises:
            Refusal: The account has as many as it may.
        """
        if len(self.by_id) >= MENUS:
            raise Refusal(400, f"The number of rich menus must be {MENUS} or less")
        menu_id = f"richmenu-{new_token()}"
        self.by_id[menu_id] = Menu(definition)
        return menu_id

    def get(self, menu_id: str) -> Menu:
        """Return a menu.

        Raises:
            Refusal: There is none of that id.
        """
        if menu_id not in self.by_id:
            raise not_found()
        return self.by_id[menu_id]

    def give_image(self, menu_id: str, media_type: str, image: bytes) -> None:
        """Give a menu its image.

        Raises:
            Refusal: It has one, or the image isn't what LINE takes.
        """
        menu = self.get(menu_id)
        if menu.image is not None:
            raise Refusal(400, "An image has already been uploaded to the richmenu")
        if len(image) > IMAGE_BYTES:
            raise Refusal(413, "The image is too large")
        found = image_size(image)
        if found is None or found[0] != media_type:
            raise Refusal(400, "The image is not valid, or not of the given content type")
        size = menu.definition["size"]
        if found[1:] != (size["width"], size["height"]):
            raise Refusal(400, "The size of the image is not that of the richmenu")
        menu.image = (media_type, image)

    def showable(self, menu_id: str) -> str:
        """Return the id of a menu that may be shown.

        Raises:
            Refusal: There is none of that id, or it has no image yet.
        """
        if self.get(menu_id).image is None:
            raise Refusal(400, "must upload richmenu image before applying it to user")
        return menu_id

    def delete(self, menu_id: str) -> None:
        """Delete a menu; nobody sees it any more, its aliases stay and lead nowhere.

        Raises:
            Refusal: There is none of that id.
        """
        self.get(menu_id)
        del self.by_id[menu_id]
        if self.default == menu_id:
            self.default = None
        self.linked = {user: menu for user, menu in self.linked.items() if menu != menu_id}

    def seen_by(self, user_id: str) -> str | None:
        """Return the id of the menu that a user sees."""
        return self.linked.get(user_id, self.default)
