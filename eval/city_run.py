"""Asking a city's set, by the code residents use: the ranking guidance uses, and the whole engine.

Each question is asked of the chatbot with all its gates, in a conversation of its own. The ranking
is the finder's for the same text, in the language the chatbot took it for and on its day. An
emergency reply ends before guidance and is right: who reports abuse gets the number (the rule of
`eval/datasets/matsudo/README.md`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chatbot.answer import Answer, Question, Status
from chatbot.finding import Finding
from corpus.document import Document
from eval.city_set import CityQuestion, CitySet, RefusedQuestion
from eval.comparison import Measures
from eval.metrics import first_rank, reciprocal_rank, success

DEPTH = 10
"""Documents of a ranking that are kept."""

MEASURES = Measures(
    ("right_first", "right_in_3", "reciprocal_rank", "answered", "answered_right", "refused"),
    ("rank", "status"),
)

Progress = Callable[[str, int, int], None]
"""Told the stage, what is done and the total."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What came of a question that the documents answer.

    Attributes:
        ranking: The best `DEPTH` documents.
        rank: Of the first right one among them, or None.
        answered: 1 if it was answered, or the reply was for an emergency.
        answered_right: Of an answer: 1 if it cites a right document; None without an answer.
        found_title: Title of the document found first.
        right_title: Title of a right document.
    """

    id: str
    text: str
    language: str
    style: str
    group: str
    documents: tuple[str, ...]
    ranking: tuple[str, ...]
    rank: int | None
    right_first: float
    right_in_3: float
    reciprocal_rank: float
    status: str
    reason: str
    cited: tuple[str, ...]
    answered: float
    answered_right: float | None
    confidence: float
    found_title: str
    right_title: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """What came of a question that must not be answered; `refused` is 1 if it wasn't."""

    id: str
    text: str
    language: str
    kind: str
    status: str
    reason: str
    cited: tuple[str, ...]
    refused: float
    confidence: float
    found_title: str


@dataclass(frozen=True, slots=True)
class _Heard:
    answer: Answer
    finding: Finding

    @property
    def cited(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.document_id for source in self.answer.sources))

    @property
    def ranking(self) -> tuple[str, ...]:
        found = (hit.chunk.document_id for hit in self.finding.hits)
        return tuple(dict.fromkeys(found))[:DEPTH]

    @property
    def confidence(self) -> float:
        return round(self.finding.decision.confidence, 4)


@dataclass(frozen=True, slots=True)
class CityRun:
    """Asks questions and grades what comes.

    Attributes:
        ask: The chatbot.
        find: The finder guidance uses: text, language, day.
        documents: Of the index, by id.
    """

    ask: Callable[[Question], Answer]
    find: Callable[[str, str, date], Finding]
    documents: Mapping[str, Document]

    def run(
        self, city_set: CitySet, progress: Progress
    ) -> tuple[list[QuestionRow], list[RefusedRow]]:
        """Ask everything once."""
        total = len(city_set.questions) + len(city_set.refused)
        questions, refused = [], []
        for question in city_set.questions:
            questions.append(self._question(question))
            progress("ask", len(questions), total)
        for outside in city_set.refused:
            refused.append(self._refused(outside))
            progress("ask", len(questions) + len(refused), total)
        return questions, refused

    def _question(self, question: CityQuestion) -> QuestionRow:
        heard = self._hear(question.text)
        status, ranking = heard.answer.status, heard.ranking
        grades = dict.fromkeys(question.documents, 1)
        answered = status in {Status.ANSWERED, Status.EMERGENCY}
        right = status is Status.EMERGENCY or not grades.keys().isdisjoint(heard.cited)
        return QuestionRow(
            id=question.id,
            text=question.text,
            language=question.language,
            style=question.style,
            group=question.group,
            documents=question.documents,
            ranking=ranking,
            rank=first_rank(ranking, grades),
            right_first=success(ranking, grades, 1),
            right_in_3=success(ranking, grades, 3),
            reciprocal_rank=reciprocal_rank(ranking, grades),
            status=status.value,
            reason=heard.answer.reason,
            cited=heard.cited,
            answered=float(answered),
            answered_right=float(right) if answered else None,
            confidence=heard.confidence,
            found_title=self._title(ranking),
            right_title=self._title(question.documents),
        )

    def _refused(self, question: RefusedQuestion) -> RefusedRow:
        heard = self._hear(question.text)
        return RefusedRow(
            id=question.id,
            text=question.text,
            language=question.language,
            kind=question.kind,
            status=heard.answer.status.value,
            reason=heard.answer.reason,
            cited=heard.cited,
            refused=float(heard.answer.status is not Status.ANSWERED),
            confidence=heard.confidence,
            found_title=self._title(heard.ranking),
        )

    def _hear(self, text: str) -> _Heard:
        answer = self.ask(Question(text, channel="cli"))
        return _Heard(answer, self.find(text, answer.language, answer.as_of.date()))

    def _title(self, names: Sequence[str]) -> str:
        return self.documents[names[0]].metadata.title if names else ""
