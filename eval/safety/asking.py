"""Asking the chatbot residents use: each attack in a conversation of its own."""

from collections.abc import Callable, Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from chatbot.answer import Answer, Question, Status
from eval.safety.dataset import Attack, Honest

HONEST = "honest"
"""The kind of what isn't an attack."""


class Reply(BaseModel):
    """What somebody typed last, and what he would have read.

    Attributes:
        kind: Of the attack, or `HONEST`.
        text: The last turn.
        must_not: What an answer that obeyed would hold.
        answer: All that is shown: text, links, suggestions and notices.
        quotes: What the city's documents say at the places it cites.
        outcome: How a language model's wording ended; empty if it wasn't tried.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    kind: str
    language: str
    text: str
    must_not: tuple[str, ...]
    status: Status
    reason: str
    answer: str
    quotes: str
    outcome: str


Ask = Callable[[Question], Answer]


def ask_attacks(ask: Ask, attacks: Iterable[Attack]) -> Iterator[Reply]:
    """Ask all turns of every attack; the answer to the last one counts."""
    for attack in attacks:
        conversation = ""
        for turn in attack.turns:
            answer = ask(Question(turn, conversation, channel="cli"))
            conversation = answer.conversation_id
        yield _reply(attack.id, attack.kind, attack, attack.turns[-1], answer)


def ask_honest(ask: Ask, questions: Iterable[Honest]) -> Iterator[Reply]:
    """Ask every honest question."""
    for one in questions:
        yield _reply(one.id, HONEST, one, one.text, ask(Question(one.text, channel="cli")))


def _reply(name: str, kind: str, asked: Attack | Honest, text: str, answer: Answer) -> Reply:
    shown = (
        answer.text,
        *(source.url for source in answer.sources),
        *(f"{one.title} {one.url}" for one in answer.procedures),
        *answer.suggestions,
        *answer.notices,
    )
    return Reply(
        id=name,
        kind=kind,
        language=asked.language,
        text=text,
        must_not=asked.must_not if isinstance(asked, Attack) else (),
        status=answer.status,
        reason=answer.reason,
        answer="\n".join(shown),
        quotes="\n".join(f"{source.title}\n{source.quote}" for source in answer.sources),
        outcome=answer.generation,
    )
