"""What a question means and what the documents say of it, with the model's help where it helps.

Without a model, or where it fails, a follow-up is resolved by `chatbot.follow_up` and the question
searched as it is. With one:

- a follow-up that points back is worded as a question of its own, and so is one by which nothing
  is found;
- a question in another language that the search isn't sure of is searched in Japanese too.

What was found with help counts only where the search is no less sure of it.
"""

from dataclasses import dataclass

from chatbot.decision import Verdict
from chatbot.finding import Finder, Finding
from chatbot.follow_up import FollowUp
from chatbot.generation.patience import Patience
from chatbot.generation.wording import JAPANESE, Wording
from chatbot.turn import Turn


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, understood.

    Attributes:
        question: In the asker's words, or as a question of its own.
        finding: What was found.
        helped: Whether it was found by other words than the asker's.
    """

    question: str
    finding: Finding
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """Finds what a turn asks for. May be used from several threads."""

    finder: Finder
    follow_up: FollowUp
    wording: Wording

    def find(self, turn: Turn, patience: Patience) -> Understood:
        """Search for what was asked.

        Raises:
            IndexingError: There is no index, or it can't be searched.
        """
        leans = self.follow_up.leans(turn)
        own = self.follow_up.resolve(turn)
        understood = Understood(own, self._found(own, turn.language, turn))
        alone = understood.finding.decision.verdict is not Verdict.NO_ANSWER
        if leans or not alone:
            understood = self._standalone(turn, understood, patience)
        if turn.language in JAPANESE or _is_sure(understood):
            return understood
        return self._in_japanese(turn, understood, patience)

    def _standalone(self, turn: Turn, own: Understood, patience: Patience) -> Understood:
        question = self.wording.standalone(turn, patience)
        if not question:
            return own
        found = Understood(question, self._found(question, turn.language, turn), helped=True)
        return _surer(own, found)

    def _in_japanese(self, turn: Turn, own: Understood, patience: Patience) -> Understood:
        question = self.wording.japanese(own.question, patience)
        if not question:
            return own
        return _surer(own, Understood(own.question, self._found(question, "ja", turn), helped=True))

    def _found(self, text: str, language: str, turn: Turn) -> Finding:
        return self.finder.find(text, language, turn.now.date())


def _is_sure(understood: Understood) -> bool:
    return understood.finding.decision.verdict is Verdict.ANSWER


def _surer(one: Understood, other: Understood) -> Understood:
    """Return the one whose documents hold more surely what was asked, else the other."""
    confidence = (one.finding.decision.confidence, other.finding.decision.confidence)
    return other if confidence[1] >= confidence[0] else one
