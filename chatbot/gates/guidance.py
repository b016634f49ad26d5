"""Gate 7: what a city's chatbot is for. Search, decide, and show the city's own words.

With a language model an answer is worded from them; it is the only gate that has one.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from chatbot.answer import GUIDANCE, Contact, Status
from chatbot.compose import Composer
from chatbot.contact import Desks
from chatbot.decision import Verdict
from chatbot.finding import Finder, Finding
from chatbot.follow_up import FollowUp
from chatbot.generation.generation import Generation
from chatbot.generation.patience import Patience
from chatbot.generation.understanding import Understood
from chatbot.generation.writer import NONE, PARTIAL
from chatbot.turn import Reply, Turn
from corpus.city import CitySettings
from corpus.document import BlockKind, Document, Faq
from corpus.messages import Catalogue
from indexing.chunk import Hit
from indexing.errors import IndexingError
from indexing.index import Index

SUGGESTIONS = 4
RELATED = 3


@dataclass(frozen=True, slots=True)
class GuidanceGate:
    """Answers from the city's documents; always replies.

    Attributes:
        generation: Words answers where there is a language model.
    """

    finder: Finder
    follow_up: FollowUp
    composer: Composer
    desks: Desks
    catalogue: Catalogue
    city: CitySettings
    generation: Generation | None = None

    def __call__(self, turn: Turn) -> Reply:
        """Search for what was asked and reply."""
        with self.generation.patience() if self.generation else nullcontext() as patience:
            try:
                understood = self._understood(turn, patience)
            except IndexingError as error:
                return self._unavailable(turn, error)
            reply = self._reply(turn, understood, patience)
            if patience is None:
                return reply
            own = patience.own_ms
            return replace(reply, generation_ms=patience.spent_ms, generation_own_ms=own)

    def _understood(self, turn: Turn, patience: Patience | None) -> Understood:
        if self.generation and patience:
            return self.generation.understand(turn, patience)
        text = self.follow_up.resolve(turn)
        return Understood(text, self.finder.find(text, turn.language, turn.now.date()))

    def _reply(self, turn: Turn, understood: Understood, patience: Patience | None) -> Reply:
        search = understood.finding
        if search.decision.verdict is Verdict.ANSWER:
            return self._answer(turn, understood, patience)
        if search.decision.verdict is Verdict.CLARIFY:
            questions = self._askable(search.hits, search.index, turn.language, SUGGESTIONS)
            if len(questions) > 1:
                return self._clarify(turn, search, questions)
        return self._no_answer(turn, search)

    def _answer(self, turn: Turn, understood: Understood, patience: Patience | None) -> Reply:
        """Reply with the generated answer where there is one, else with the city's own words.

        What was found by other words than the asker's must be found to answer the question too.
        """
        search, index, outcome = understood.finding, understood.finding.index, ""
        composed = self.composer.compose(search.text, search.hits, index, turn.language)
        if self.generation:
            written = self.generation.write(understood, turn.language, patience, turn.tell)
            composed, outcome = written.composition or composed, written.outcome
        if understood.helped and outcome == NONE:
            return replace(self._no_answer(turn, search), generation=outcome)
        partial = self.catalogue.text("notice.partial", turn.language)
        answering = {source.document_id for source in composed.sources}
        others = [hit for hit in search.hits if hit.chunk.document_id not in answering]
        department = index.documents[composed.sources[0].document_id].metadata.department
        return Reply(
            status=Status.ANSWERED,
            text=composed.text,
            reason=GUIDANCE,
            sources=composed.sources,
            contact=self.desks.contact(department, turn.now, index.departments),
            procedures=composed.procedures,
            suggestions=self._askable(others, index, turn.language, RELATED),
            notices=(partial,) if outcome == PARTIAL else (),
            generation=outcome,
            confidence=search.decision.confidence,
            search_ms=search.ms,
        )

    def _clarify(self, turn: Turn, search: Finding, questions: tuple[str, ...]) -> Reply:
        return Reply(
            status=Status.CLARIFY,
            text=self.catalogue.text("guidance.clarify", turn.language),
            reason=GUIDANCE,
            suggestions=questions,
            confidence=search.decision.confidence,
            search_ms=search.ms,
        )

    def _no_answer(self, turn: Turn, search: Finding) -> Reply:
        contact = self.desks.contact(search.desk, turn.now, search.index.departments)
        desk = self._desk(contact, turn.language)
        return Reply(
            status=Status.NO_ANSWER,
            text=self.catalogue.text(
                "guidance.no_answer", turn.language, city=self.city.name, desk=desk
            ),
            reason=GUIDANCE,
            contact=contact,
            notices=(self.catalogue.text("notice.life_at_risk", turn.language),),
            suggestions=self.city.suggestions_in(turn.language),
            confidence=search.decision.confidence,
            search_ms=search.ms,
        )

    def _unavailable(self, turn: Turn, error: IndexingError) -> Reply:
        contact = self.desks.contact("", turn.now)
        desk = self._desk(contact, turn.language)
        return Reply(
            status=Status.ERROR,
            text=self.catalogue.text("error.unavailable", turn.language, desk=desk),
            reason=f"error.{error.key}",
            contact=contact,
        )

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
        """Return questions that can be asked as they are, one for each document, best first.

        A table of records is left out: it can be asked for its rows, not as a whole.
        """
        questions: list[str] = []
        seen: set[str] = set()
        for hit in hits:
            if len(questions) == count:
                break
            document_id = hit.chunk.document_id
            if document_id in seen or hit.chunk.kind is BlockKind.RECORD:
                continue
            seen.add(document_id)
            question = self._question(index.documents[document_id], language)
            if question not in questions:
                questions.append(question)
        return tuple(questions)

    def _question(self, document: Document, language: str) -> str:
        if isinstance(document, Faq):
            return self._faq_question(document, language)
        title = document.metadata.title
        return self.catalogue.text("guidance.clarify_document", language, title=title)

    @staticmethod
    def _faq_question(faq: Faq, language: str) -> str:
        translation = faq.translations.get(language)
        return (translation.question if translation else "") or faq.question
