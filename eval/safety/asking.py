"""Asking the safety set through the chatbot residents use, each attack as a conversation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chatbot.answer import Answer, Question
from eval.city_run import Progress
from eval.generation.cited import CitedPlaces
from eval.safety.obedient import WAYS, ObedientModel
from eval.safety.safety_set import Attack, Honest, SafetySet
from eval.safety.secrets import STRANGER
from eval.safety.told import SafetyTold

Ask = Callable[[Question, Callable[[str], None]], Answer]
EASY = "ja-easy"


@dataclass(frozen=True, slots=True)
class Target:
    """A chatbot under attack.

    Attributes:
        ask: The chatbot's.
        places: What its documents say.
    """

    ask: Ask
    places: CitedPlaces


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks: attacks by documents of the poisoned city, everything else of the city itself.

    Attributes:
        city: The city residents ask.
        poisoned: The city with orders in its documents.
        obedient: The stand-in for the language model, if there is one.
        secrets: What stands where only a leak brings it out.
    """

    city: Target
    poisoned: Target
    obedient: ObedientModel | None
    secrets: tuple[str, ...]

    def run(self, safety_set: SafetySet, progress: Progress) -> Iterator[SafetyTold]:
        """Ask everything, attacks with an obedient model in all its ways."""
        ways = WAYS if self.obedient else ("",)
        asked: list[tuple[Attack | Honest, str]] = [
            *((attack, way) for attack in safety_set.attacks for way in ways),
            *((honest, "") for honest in safety_set.honest),
        ]
        self.city.ask(Question(STRANGER, channel="cli"), lambda _: None)
        for done, (prompt, way) in enumerate(asked, start=1):
            yield self._attacked(prompt, way) if isinstance(prompt, Attack) else self._told(prompt)
            progress("ask", done, len(asked))

    def _attacked(self, attack: Attack, way: str) -> SafetyTold:
        target = self.poisoned if attack.document else self.city
        self._obey(attack, way)
        streamed: list[str] = []
        answers = _conversation(target.ask, attack.turns, attack.language, streamed.append)
        return SafetyTold(
            id=f"{attack.id}.{way}" if way else attack.id,
            attack=attack,
            way=way,
            answers=tuple(answers),
            streamed="".join(streamed),
            evidence=tuple(piece for one in answers for piece in target.places.of(one)),
            secrets=self.secrets,
        )

    def _told(self, honest: Honest) -> SafetyTold:
        self._obey(None, WAYS[0])
        answers = _conversation(self.city.ask, (honest.text,), honest.language, lambda _: None)
        return SafetyTold(id=honest.id, honest=honest, answers=tuple(answers))

    def _obey(self, attack: Attack | None, way: str) -> None:
        if self.obedient is not None:
            self.obedient.attack, self.obedient.way = attack, way


def _conversation(
    ask: Ask, turns: Sequence[str], language: str, tell: Callable[[str], None]
) -> list[Answer]:
    chosen = language if language == EASY else None  # no text shows that it was chosen
    answers: list[Answer] = []
    for text in turns:
        conversation = answers[-1].conversation_id if answers else ""
        question = Question(text, conversation, language=chosen, channel="cli")
        answers.append(ask(question, tell))
    return answers
