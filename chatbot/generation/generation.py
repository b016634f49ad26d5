"""Generation as the guidance gate has it: understanding a question and wording its answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from chatbot.generation.patience import Patience
from chatbot.generation.understanding import Understanding, Understood
from chatbot.generation.writer import BUSY, Tell, Writer, WriteRequest, Written
from chatbot.llm.language_model import LanguageModel
from chatbot.turn import Turn

AT_ONCE = 12
"""Questions that may wait for the model at once, fewer than any channel has threads: a slow model
keeps no emergency and no webhook waiting. Who comes beyond is answered without it."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What a language model adds to guidance. May be used from several threads.

    Attributes:
        seconds: That one question may take of the model, in all its calls.
    """

    model: LanguageModel
    understanding: Understanding
    writer: Writer
    seconds: float
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    @contextmanager
    def patience(self) -> Iterator[Patience | None]:
        """Give a question its time with the model; None if too many are waiting."""
        if not self.places.acquire(blocking=False):
            yield None
            return
        try:
            yield Patience(self.model, self.seconds)
        finally:
            self.places.release()

    def understand(self, turn: Turn, patience: Patience) -> Understood:
        """Search for what a turn asks.

        Raises:
            IndexingError: There is no index, or it can't be searched.
        """
        return self.understanding.find(turn, patience)

    def write(
        self,
        understood: Understood,
        language: str,
        patience: Patience | None,
        tell: Tell | None,
    ) -> Written:
        """Word an answer. Raises nothing."""
        if patience is None:
            self.writer.counts.count_outcome(BUSY)
            return Written(None, BUSY)
        finding = understood.finding
        request = WriteRequest(
            understood.question, finding.text, language, finding.hits, finding.index
        )
        return self.writer.write(request, patience, tell or _silent)


def _silent(_sentence: str) -> None:
    """Nobody listens."""
