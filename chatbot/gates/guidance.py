"""Gate 6: what a city's chatbot is for. Search, decide, and show the city's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from chatbot.answer import Contact, Status
from chatbot.compose import Composer
from chatbot.contact import Desks
from chatbot.decision import Decision, Verdict, decide
from chatbot.follow_up import FollowUp
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings
from corpus.document import Faq
from corpus.messages import Catalogue
from indexing.chunk import Hit
from indexing.errors import IndexingError
from indexing.index import Index
from indexing.live import LiveIndex
from indexing.search import SearchResult

LIMIT = 20
"""Hits looked at."""

SUGGESTIONS = 4
RELATED = 3


@dataclass(frozen=True, slots=True)
class GuidanceGate:
    """Answers from the city's documents; always replies."""

    live: LiveIndex
    follow_up: FollowUp
    composer: Composer
    desks: Desks
    catalogue: Catalogue
    city: CitySettings

    def __call__(self, turn: Turn) -> Reply:
        """Search for what was asked and reply."""
        try:
            index = self.live.current()
            began = perf_counter()
            text = self.follow_up.resolve(turn)
            result = index.search(
                self._without_city(text), day=turn.now.date(), language=turn.language, limit=LIMIT
            )
        except IndexingError as error:
            return self._unavailable(turn, error)
        search_ms = (perf_counter() - began) * 1000
        decision = decide(result)
        if decision.verdict is Verdict.ANSWER:
            return self._answer(turn, text, index, result, decision, search_ms)
        if decision.verdict is Verdict.CLARIFY:
            questions = self._askable(result.hits, index, turn.language, SUGGESTIONS)
            if len(questions) > 1:
                return self._clarify(turn, questions, decision, search_ms)
        return self._no_answer(turn, index, decision, search_ms)

    def _answer(  # noqa: PLR0913  # one step of `__call__`, cut out to be read
        self,
        turn: Turn,
        text: str,
        index: Index,
        result: SearchResult,
        decision: Decision,
        search_ms: float,
    ) -> Reply:
        composed = self.composer.compose(
            text, result.hits, index.documents, index.departments, turn.language
        )
        answering = {source.document_id for source in composed.sources}
        others = [hit for hit in result.hits if hit.chunk.document_id not in answering]
        department = index.documents[result.hits[0].chunk.document_id].metadata.department
        return Reply(
            status=Status.ANSWERED,
            text=composed.text,
            reason="guidance",
            sources=composed.sources,
            contact=self.desks.contact(index.departments, department, turn.now),
            procedures=composed.procedures,
            suggestions=self._askable(others, index, turn.language, RELATED),
            confidence=decision.confidence,
            search_ms=search_ms,
        )

    def _clarify(
        self, turn: Turn, questions: tuple[str, ...], decision: Decision, search_ms: float
    ) -> Reply:
        return Reply(
            status=Status.CLARIFY,
            text=self.catalogue.text("guidance.clarify", turn.language),
            reason="guidance",
            suggestions=questions,
            confidence=decision.confidence,
            search_ms=search_ms,
        )

    def _no_answer(
        self, turn: Turn, index: Index, decision: Decision, search_ms: float
    ) -> Reply:
        contact = self.desks.contact(index.departments, "", turn.now)
        return Reply(
            status=Status.NO_ANSWER,
            text=self.catalogue.text(
                "guidance.no_answer",
                turn.language,
                city=self.city.name,
                desk=self._desk(contact, turn.language),
            ),
            reason="guidance",
            contact=contact,
            suggestions=self.city.suggestions_in(turn.language),
            confidence=decision.confidence,
            search_ms=search_ms,
        )

    def _unavailable(self, turn: Turn, error: IndexingError) -> Reply:
        text = self.catalogue.text(
            "error.unavailable", turn.language, desk=self._desk(None, turn.language)
        )
        return Reply(status=Status.ERROR, text=text, reason=f"error.{error.key}")

    def _desk(self, contact: Contact | None, language: str) -> str:
        if contact is None:
            return self.catalogue.text("guidance.no_desk", language)
        key = "guidance.desk_phone" if contact.phone else "guidance.desk"
        return self.catalogue.text(
            key, language, department=contact.department, phone=contact.phone
        )

    def _askable(
        self, hits: Sequence[Hit], index: Index, language: str, count: int
    ) -> tuple[str, ...]:
        """Return questions that can be asked as they are, one for each document, best first."""
        questions: dict[str, str] = {}
        for hit in hits:
            document = index.documents[hit.chunk.document_id]
            if document.id not in questions:
                questions[document.id] = (
                    self._faq_question(document, language)
                    if isinstance(document, Faq)
                    else self.catalogue.text(
                        "guidance.clarify_document", language, title=document.metadata.title
                    )
                )
        return tuple(dict.fromkeys(questions.values()))[:count]

    @staticmethod
    def _faq_question(faq: Faq, language: str) -> str:
        translation = faq.translations.get(language)
        return (translation.question if translation else "") or faq.question

    def _without_city(self, text: str) -> str:
        """Return the text without the city's name, which every document of the city shares."""
        stripped = text.replace(f"{self.city.name}の", "").replace(self.city.name, "").strip()
        return stripped or text
