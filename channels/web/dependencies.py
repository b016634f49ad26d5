"""What the routes are given: the objects that `create_app` put into the app's state."""

from typing import Annotated, cast

from fastapi import Depends, Request

from channels.web.answering import Answering
from chatbot.service import Chatbot


def _chatbot(request: Request) -> Chatbot:
    return cast("Chatbot", request.app.state.chatbot)


def _answering(request: Request) -> Answering:
    return cast("Answering", request.app.state.answering)


ServedChatbot = Annotated[Chatbot, Depends(_chatbot)]
AppAnswering = Annotated[Answering, Depends(_answering)]
