"""How the web asks the engine: in worker threads, as many at once as make sense."""

from functools import partial

import anyio
from starlette.requests import Request

from channels.web.metrics import Metrics
from channels.web.told import Tell
from chatbot.answer import Answer, Question
from chatbot.service import Chatbot

THREADS = 16
"""Questions answered at once. Searching keeps the processors busy, so more would only take turns;
but an answer that waits for an LLM needs no processor. Apart from the framework's own threads, so
that a rush of questions doesn't stop health checks."""


class Answering:
    """Asks the chatbot without holding up the event loop, and counts the answers.

    In a disaster an answer takes less than a change of threads, so it is made at once.
    """

    def __init__(self, chatbot: Chatbot, metrics: Metrics) -> None:
        """Keep who answers and who counts."""
        self._chatbot = chatbot
        self._metrics = metrics
        self._threads = anyio.CapacityLimiter(THREADS)

    async def answer(
        self, question: Question, request: Request, tell: Tell | None = None
    ) -> Answer:
        """Return the answer; how it ended is noted in the request's state, for the log.

        Args:
            question: What was asked.
            request: In which it was.
            tell: Takes what is written of the answer meanwhile, on another thread.
        """
        if self._chatbot.answers_at_once:
            answer = self._chatbot.ask(question)
        else:
            ask = partial(self._chatbot.ask, question, **({"tell": tell} if tell else {}))
            answer = await anyio.to_thread.run_sync(ask, limiter=self._threads)
        self._metrics.count_answer(answer)
        request.state.answer_status = answer.status
        request.state.answer_generation = answer.generation
        return answer
