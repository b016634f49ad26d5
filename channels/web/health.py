"""`GET /healthz` and `GET /readyz`: for whoever starts and watches the process."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from channels.web.dependencies import ServedChatbot
from channels.web.problems import Kind, ProblemError, documented

router = APIRouter(tags=["operation"])


class Live(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Residents can be served: from which snapshot, and the store can be reached."""

    status: Literal["ready"] = "ready"
    snapshot: str
    store: bool


@router.get("/healthz")
async def healthz() -> Live:
    """Tell that the process is alive: restart it if this fails."""
    return Live()


@router.get("/readyz", responses=documented(Kind.NOT_READY))
def readyz(chatbot: ServedChatbot) -> Ready:
    """Tell whether residents can be served: send none here while this fails."""
    readiness = chatbot.readiness()
    if not (readiness.snapshot and readiness.store):
        raise ProblemError(Kind.NOT_READY, snapshot=readiness.snapshot, store=readiness.store)
    return Ready(snapshot=readiness.snapshot, store=readiness.store)
