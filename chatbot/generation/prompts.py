"""The messages sent to the language model, and the form its answers must have.

Documents and questions are data: each stands between marks with a number made anew for every
request, so that no document can close its own fence and speak as if it were us.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from secrets import token_hex
from string import Template
from typing import Any

from chatbot.llm.language_model import Prompt
from chatbot.verification.sentence import Evidence, Sentence

MARK_BYTES = 6

QUESTION_SCHEMA: Mapping[str, object] = {
    "title": "question",
    "type": "object",
    "additionalProperties": False,
    "required": ["question"],
    "properties": {"question": {"type": "string"}},
}


def answer_schema(sources: Iterable[int]) -> Mapping[str, object]:
    """Return the JSON Schema of an answer that may cite these sources."""
    sentence = {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "sources"],
        "properties": {
            "text": {"type": "string"},
            "sources": {"type": "array", "items": {"type": "integer", "enum": [*sources]}},
        },
    }
    return {
        "title": "answer",
        "type": "object",
        "additionalProperties": False,
        "required": ["completeness", "sentences"],
        "properties": {
            "completeness": {"type": "string", "enum": ["complete", "partial", "none"]},
            "sentences": {"type": "array", "items": sentence},
        },
    }


@dataclass(frozen=True, slots=True)
class Prompts:
    """Makes the messages for a city.

    Attributes:
        city: Its name.
        mark: Makes a mark that nobody can foresee.
    """

    city: str
    mark: Callable[[], str] = lambda: token_hex(MARK_BYTES)

    def answer_rules(self, language: str) -> str:
        """Return the system's message for answers: what must not leak."""
        manner = _words()["answer"]["manner"][language]
        return _fill("answer", "system", city=self.city, manner=manner)

    def answer(self, question: str, evidence: Iterable[Evidence], language: str) -> Prompt:
        """Return what asks for an answer from the documents."""
        mark = self.mark()
        human = _fill(
            "answer",
            "human",
            mark=mark,
            documents="\n".join(_document(one, mark) for one in evidence),
            question=question,
            manner=_words()["answer"]["manner"][language],
        )
        return (("system", self.answer_rules(language)), ("human", human))

    def simpler(
        self, asked: Prompt, sentences: Sequence[Sentence], faults: Mapping[str, Sequence[str]]
    ) -> Prompt:
        """Return what asks for the same answer in easier Japanese.

        Args:
            asked: What the sentences answered.
            sentences: Too hard.
            faults: Kinds of what is wrong (`simplify.fault` in prompts.toml), with the words.
        """
        told = [
            Template(_words()["simplify"]["fault"][kind]).substitute(words="、".join(words))
            for kind, words in faults.items()
        ]
        human = _fill(
            "simplify",
            "human",
            mark=self.mark(),
            faults="\n".join(told),
            answer="\n".join(f"{one.text} (sources: {list(one.sources)})" for one in sentences),
        )
        (system, (role, documents)) = asked
        return (system, (role, f"{documents}\n{human}"))

    def standalone(self, question: str, earlier: Sequence[str]) -> Prompt:
        """Return what asks for a follow-up as a question of its own."""
        mark = self.mark()
        turns = "\n".join(_fill("standalone", "turn", mark=mark, question=one) for one in earlier)
        human = _fill("standalone", "human", mark=mark, turns=turns, question=question)
        return (("system", _fill("standalone", "system")), ("human", human))

    def japanese(self, question: str) -> Prompt:
        """Return what asks for a question in Japanese."""
        human = _fill("japanese", "human", mark=self.mark(), question=question)
        return (("system", _fill("japanese", "system")), ("human", human))


def _document(evidence: Evidence, mark: str) -> str:
    return _fill(
        "answer",
        "document",
        mark=mark,
        n=evidence.n,
        title=evidence.title,
        label=evidence.label,
        text=evidence.text,
    )


def _fill(table: str, key: str, **values: object) -> str:
    return Template(_words()[table][key]).substitute(values).strip()


@cache
def _words() -> Mapping[str, Any]:
    """Return the texts of `prompts.toml`."""
    file = files("chatbot.generation") / "prompts.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
