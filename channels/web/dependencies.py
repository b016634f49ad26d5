"""What the routes are given: the objects that `create_app` put into the app's state.

What FastAPI calls is `async`, though it waits for nothing: else each would run in a thread.
"""

from typing import Annotated, cast

from fastapi import Depends, Request

from channels.web.answering import Answering
from channels.web.turns import Turns
from chatbot.service import Chatbot


async def _chatbot(request: Request) -> Chatbot:
    return cast("Chatbot", request.app.state.chatbot)


def answering_of(request: Request) -> Answering:
    """Return how the app asks the engine."""
    return cast("Answering", request.app.state.answering)


def turns_of(request: Request) -> Turns:
    """Return the app's turns of the last minutes."""
    return cast("Turns", request.app.state.turns)


async def _turns(request: Request) -> Turns:
    return turns_of(request)


ServedChatbot = Annotated[Chatbot, Depends(_chatbot)]
AppTurns = Annotated[Turns, Depends(_turns)]
