"""What the routes are given: the objects that `create_app` put into the app's state.

All are `async`, though they wait for nothing: FastAPI would run each in a thread of its own.
"""

from typing import Annotated, cast

from fastapi import Depends, Request

from channels.web.answering import Answering
from channels.web.turns import Turns
from chatbot.service import Chatbot


async def _chatbot(request: Request) -> Chatbot:
    return cast("Chatbot", request.app.state.chatbot)


async def _answering(request: Request) -> Answering:
    return cast("Answering", request.app.state.answering)


async def _turns(request: Request) -> Turns:
    return cast("Turns", request.app.state.turns)


ServedChatbot = Annotated[Chatbot, Depends(_chatbot)]
AppAnswering = Annotated[Answering, Depends(_answering)]
AppTurns = Annotated[Turns, Depends(_turns)]
