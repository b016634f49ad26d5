"""The rich menus of a running server."""

from channels.line.richmenu.watch import MenuWatch, shown_by
from chatbot.service import Chatbot
from chatbot.store.segments import Segments


def open_menu_watch(chatbot: Chatbot, access_token: str) -> MenuWatch:
    """Return what switches the menus with the chatbot's mode; the caller starts and closes it."""
    return MenuWatch(
        mode=lambda: chatbot.disaster_state().mode,
        members=Segments(chatbot.store, "line").drill_group,
        show=shown_by(access_token, chatbot.settings.line_api_base),
    )
