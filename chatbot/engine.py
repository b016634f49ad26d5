"""The engine: a question goes through the gates in order, the first that replies wins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from chatbot.answer import Answer, Mode, Question, Status
from chatbot.disaster.gate import DisasterGate
from chatbot.gates.emergency import EmergencyGate
from chatbot.gates.guidance import GuidanceGate
from chatbot.gates.privacy import PrivacyGate
from chatbot.gates.protection import ProtectionGate
from chatbot.gates.scope import ScopeGate
from chatbot.gates.small_talk import SmallTalkGate
from chatbot.identifiers import Identifiers
from chatbot.language import detect_language
from chatbot.remembering import remembered
from chatbot.turn import Gate, PastTurn, Reply, Turn

_detected = remembered(detect_language)


@dataclass(frozen=True, slots=True)
class Gates:
    """Every gate by name; `in_order` is the one list that says what comes first."""

    emergency: EmergencyGate
    privacy: PrivacyGate
    protection: ProtectionGate
    disaster: DisasterGate
    small_talk: SmallTalkGate
    scope: ScopeGate
    guidance: GuidanceGate

    def in_order(self) -> tuple[Gate, ...]:
        """Return the gates as a question meets them (DESIGN §2)."""
        return (
            self.emergency,
            self.privacy,
            self.protection,
            self.disaster,
            self.small_talk,
            self.scope,
            self.guidance,
        )


@dataclass(frozen=True, slots=True)
class Engine:
    """Answers questions; keeps nothing between them.

    Attributes:
        languages: Languages the city offers, the first is its default.
        notice: The city's notice under every answer, by language.
        now: Local time of the city.
        ids: Gives out the ids of answers and conversations.
        drill: What every answer begins with in a drill, by language.
    """

    gates: Gates
    languages: Sequence[str]
    notice: Callable[[str], str]
    now: Callable[[], datetime]
    drill: Callable[[str], str]
    ids: Identifiers = field(default_factory=Identifiers)

    def answer(
        self,
        question: Question,
        history: Sequence[PastTurn],
        tell: Callable[[str], None] | None = None,
    ) -> tuple[Answer, Reply]:
        """Return the answer, and the reply it was made of for the log.

        Args:
            question: What was asked.
            history: Earlier turns of the conversation, oldest first.
            tell: Takes pieces of a generated answer while it is made.
        """
        began = perf_counter()
        turn = Turn(
            text=question.text,
            language=self._language(question),
            now=self.now(),
            mode=self.gates.disaster.mode(),
            history=history,
            location=question.location,
            tell=tell,
        )
        turn, reply = self._pass(turn)
        notices = (*turn.notices, *reply.notices, self.notice(turn.language))
        total = (perf_counter() - began) * 1000
        answer = Answer(
            answer_id=self.ids.new(),
            conversation_id=question.conversation_id or self.ids.new(),
            mode=turn.mode,
            status=reply.status,
            text=self.drill(turn.language) + reply.text if turn.mode is Mode.DRILL else reply.text,
            language=turn.language,
            sources=reply.sources,
            contact=reply.contact,
            procedures=reply.procedures,
            suggestions=reply.suggestions,
            notices=tuple(notice for notice in notices if notice),
            shelters=reply.shelters,
            as_of=turn.now,
            timing_ms=_timing(total, reply),
            reason=reply.reason,
            generation=reply.generation,
        )
        return answer, reply

    def _pass(self, turn: Turn) -> tuple[Turn, Reply]:
        for gate in self.gates.in_order():
            result = gate(turn)
            if isinstance(result, Reply) and result.status is Status.EMERGENCY:
                return turn, self.gates.disaster.beside(turn, result)
            if isinstance(result, Reply):
                return turn, result
            turn = result
        raise AssertionError("the last gate always replies")  # noqa: TRY003  # no message for people

    def _language(self, question: Question) -> str:
        language = question.language or _detected(question.text)
        return language if language in self.languages else self.languages[0]


def _timing(total: float, reply: Reply) -> dict[str, float]:
    """Return milliseconds by step; `generation_own` is `generation` without waiting."""
    timing = {"total": total, "search": reply.search_ms}
    if reply.generation_ms:
        timing["generation"] = reply.generation_ms
        timing["generation_own"] = reply.generation_own_ms
    return {step: round(ms, 2) for step, ms in timing.items()}
