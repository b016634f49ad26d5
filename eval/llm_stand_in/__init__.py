"""An OpenAI-compatible server on the loopback that answers as a script says, for tests and evals.

    with llm_stand_in(lambda request: say("はい。")) as server:
        load_settings(llm="openai:stand-in", llm_base_url=server.base_url, llm_api_key="any")

It speaks `POST /v1/chat/completions`, streamed and not, and `GET /v1/models`, and refuses what
OpenAI's own server refuses: no key (401), no model or no messages (400), no JSON (400).
https://platform.openai.com/docs/api-reference/chat
"""

from eval.llm_stand_in.behaviour import Behaviour, refuse, say, send, stay_silent
from eval.llm_stand_in.chat_request import ChatRequest
from eval.llm_stand_in.server import llm_stand_in
from eval.llm_stand_in.stand_in import LlmStandIn, Script

__all__ = [
    "Behaviour",
    "ChatRequest",
    "LlmStandIn",
    "Script",
    "llm_stand_in",
    "refuse",
    "say",
    "send",
    "stay_silent",
]
