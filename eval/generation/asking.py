"""Asking a city's set through the chatbot residents use, each question several times."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from chatbot.answer import Answer, Question
from chatbot.llm.usage import Usage
from eval.city_run import Progress
from eval.city_set import CityQuestion, CitySet, RefusedQuestion
from eval.generation.cited import CitedPlaces
from eval.generation.told import Told

_Asked = TypeVar("_Asked", CityQuestion, RefusedQuestion)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks, one question after the other, each in a conversation of its own.

    Attributes:
        ask: The chatbot.
        usage: Tokens that its language model has used since it was opened.
        places: What the documents say.
    """

    ask: Callable[[Question], Answer]
    usage: Callable[[], Usage]
    places: CitedPlaces

    def run(self, city_set: CitySet, repeat: int, progress: Progress) -> Iterator[Told]:
        """Ask every question `repeat` times; the whole set once, then again."""
        asked: list[CityQuestion | RefusedQuestion] = [*city_set.questions, *city_set.refused]
        total = repeat * len(asked)
        for done in range(total):
            repetition, at = divmod(done, len(asked))
            yield self._tell(asked[at], repetition + 1)
            progress("ask", done + 1, total)

    def _tell(self, question: CityQuestion | RefusedQuestion, repetition: int) -> Told:
        before = self.usage()
        answer = self.ask(Question(question.text, channel="cli"))
        after = self.usage()
        return Told(
            id=f"{question.id}.{repetition}",
            question=question.id,
            repetition=repetition,
            text=question.text,
            language=question.language,
            documents=question.documents if isinstance(question, CityQuestion) else (),
            kind=question.kind if isinstance(question, RefusedQuestion) else "",
            answer=answer,
            evidence=self.places.of(answer),
            usage=Usage(
                after.input_tokens - before.input_tokens,
                after.output_tokens - before.output_tokens,
            ),
        )


def sampled(city_set: CitySet, most: int | None) -> CitySet:
    """Return at most so many questions, and as many to refuse.

    The same ones are drawn each time, and those of a small sample are in a larger one: a model
    that is paid for or slow needn't be asked everything.
    """
    return CitySet(_drawn(city_set.questions, most), _drawn(city_set.refused, most))


def _drawn(questions: tuple[_Asked, ...], most: int | None) -> tuple[_Asked, ...]:
    if most is None:
        return questions
    by_hash = sorted(questions, key=lambda each: sha256(each.id.encode()).digest())
    kept = {each.id for each in by_hash[:most]}
    return tuple(each for each in questions if each.id in kept)
