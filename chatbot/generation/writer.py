"""The generated answer: written by a language model, held to the documents sentence by sentence.

Each sentence is verified as soon as it is whole and only then told. One that fails is dropped. If
the rest doesn't answer any more - the first was dropped, or more than half, or one that the next
leans on - nothing generated is shown in the end, and the extractive answer, which was made before,
stands. So it does whenever the model gives nothing, breaks off, or isn't to be understood. A mere
yes is dropped too, but an answer lacks nothing without it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from chatbot.compose import Composer, Composition
from chatbot.generation.draft import Draft
from chatbot.generation.easy import Easy
from chatbot.generation.evidence import Shown, shown
from chatbot.generation.patience import Patience
from chatbot.generation.points_back import points_back
from chatbot.generation.prompts import Prompts, answer_schema
from chatbot.generation.reading import Completeness, Malformed, Reader
from chatbot.llm.language_model import LlmError, Prompt
from chatbot.suspicion import Suspicion
from chatbot.verification.fault import Fault
from chatbot.verification.sentence import Evidence, Sentence
from indexing.chunk import Hit
from indexing.index import Index

GENERATED, PARTIAL, NONE = "generated", "partial", "fallback.none"
BUSY = "fallback.busy"
MOST = 20
"""Sentences; who writes on and on isn't answering."""

REWRITING_S = 2.0
"""Seconds that must be left to have an answer rewritten in easier Japanese."""

Tell = Callable[[str], None]

log = logging.getLogger(__name__)


class Verifies(Protocol):
    """Tells whether a sentence may be shown."""

    def fault(
        self,
        sentence: Sentence,
        evidence: Mapping[int, Evidence],
        language: str,
        prompt: str = "",
        question: str = "",
    ) -> Fault | None:
        """Return what is wrong with it, None if nothing is."""


class Counts(Protocol):
    """Counts what became of answers."""

    def count_fault(self, fault: Fault) -> None:
        """Count a dropped sentence."""

    def count_outcome(self, outcome: str) -> None:
        """Count an answer."""


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """What is to be answered, and from what.

    Attributes:
        question: In the asker's words, or as a question of its own if it was a follow-up.
        searched: What was searched for; in Japanese where the question had to be translated.
        language: The asker's.
        hits: Best first, at least one.
        index: Where they were found.
    """

    question: str
    searched: str
    language: str
    hits: Sequence[Hit]
    index: Index


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it.

    Attributes:
        composition: None where the extractive answer stands.
        outcome: `generated`, `partial` (the documents answer a part), or `fallback.` and why: a
            `Trouble`, a `Fault`, `malformed`, `none` (the documents don't answer), `not_easy`,
            `busy` (too many wait for the model), `error`.
    """

    composition: Composition | None
    outcome: str


class _GivenUp(Exception):  # noqa: N818  # never seen by people
    """Nothing generated is to be shown; the text says why."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes answers. May be used from several threads."""

    prompts: Prompts
    verifier: Verifies
    counts: Counts
    composer: Composer
    easy: Easy
    suspicion: Suspicion

    def write(self, request: WriteRequest, patience: Patience, tell: Tell) -> Written:
        """Write an answer; each sentence is told when it is verified. Raises nothing."""
        try:
            with patience.at_work():
                written = self._write(_Task(request, self, patience), tell)
        except LlmError as error:
            written = _fallback(error.trouble)
        except Malformed:
            written = _fallback("malformed")
        except _GivenUp as reason:
            written = _fallback(str(reason))
        except Exception:
            log.exception("answer not written")
            written = _fallback("error")
        self.counts.count_outcome(written.outcome)
        return written

    def _write(self, task: "_Task", tell: Tell) -> Written:
        said = task.said(task.asked, tell)
        if said.hard:
            if task.patience.left < REWRITING_S:
                raise _GivenUp("not_easy")
            said = task.said(task.simpler(said), lambda _: None)
            if said.hard:
                raise _GivenUp("not_easy")
        cited = [
            (piece.found, f"{task.request.searched}\n{about}")
            for piece, about in said.draft.cited()
        ]
        composition = self.composer.cite(said.draft.text, cited, task.request.index)
        return Written(composition, GENERATED if said.complete else PARTIAL)


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer of the model, verified.

    Attributes:
        hard: What makes it too hard for easy Japanese, by kind; empty if nothing does.
    """

    draft: Draft
    complete: bool
    hard: Mapping[str, Sequence[str]]


class _Task:
    """One answer being written."""

    def __init__(self, request: WriteRequest, writer: Writer, patience: Patience) -> None:
        self.request = request
        self.patience = patience
        self._writer = writer
        self._pieces: Mapping[int, Shown] = shown(
            request.hits, request.index, request.language, writer.suspicion.without
        )
        self._evidence = {n: piece.evidence for n, piece in self._pieces.items()}
        self._is_easy = request.language == "ja-easy"
        self._rules = writer.prompts.answer_rules(request.language)
        self.asked = writer.prompts.answer(
            request.question, self._evidence.values(), request.language
        )

    def simpler(self, said: _Said) -> Prompt:
        """Return what asks for the same in easier Japanese."""
        return self._writer.prompts.simpler(self.asked, said.draft.sentences, said.hard)

    def said(self, prompt: Prompt, tell: Tell) -> _Said:
        """Ask, and read the answer while it is written.

        Raises:
            LlmError: The model gave nothing, or not all.
            Malformed: It isn't to be understood.
            _GivenUp: Too little of it may be shown, or it says that nothing answers.
        """
        reader = Reader()
        sieve = _Sieve(self._fault)
        worded = self._writer.easy.read_out if self._is_easy else str
        draft = Draft(self._pieces, worded, apart=self._is_easy)
        hard: dict[str, list[str]] = {}
        with closing(self.patience.pieces(prompt, answer_schema(self._pieces))) as pieces:
            for piece in pieces:
                for sentence in filter(sieve.lets_through, reader.feed(piece)):
                    self._look_at(sentence, hard)
                    shown_now = draft.add(sentence)
                    if not hard:
                        tell(shown_now)
        complete = reader.finish()
        if complete is Completeness.NONE:
            raise _GivenUp("none")
        sieve.check()
        return _Said(draft, complete is Completeness.COMPLETE and not sieve.dropped, hard)

    def _fault(self, sentence: Sentence) -> Fault | None:
        request, verifier = self.request, self._writer.verifier
        fault = verifier.fault(
            sentence, self._evidence, request.language, self._rules, request.question
        )
        if fault:
            self._writer.counts.count_fault(fault)
        return fault

    def _look_at(self, sentence: Sentence, hard: dict[str, list[str]]) -> None:
        """Note what makes a sentence too hard, where easy Japanese was asked for."""
        if not self._is_easy:
            return
        documents = [
            f"{one.title}\n{one.label}\n{one.text}"
            for one in map(self._evidence.__getitem__, sentence.sources)
        ]
        for kind, words in self._writer.easy.faults(sentence.text, documents).items():
            hard.setdefault(kind, []).extend(words)


class _Sieve:
    """Drops sentences that aren't borne out, and gives up when the rest doesn't answer."""

    def __init__(self, fault_of: Callable[[Sentence], Fault | None]) -> None:
        self._fault_of = fault_of
        self._seen: set[str] = set()
        self._gap = ""
        self._shown = 0
        self.dropped: list[Fault] = []

    def lets_through(self, sentence: Sentence) -> bool:
        """Tell whether a sentence may be shown; one that is said again may not.

        Raises:
            Malformed: There are too many.
            _GivenUp: None was shown before and it fails, or it leans on one that failed.
        """
        if not sentence.text or sentence.text in self._seen:
            return False
        self._seen.add(sentence.text)
        if len(self._seen) > MOST:
            raise Malformed
        fault = self._fault_of(sentence)
        if fault is Fault.ASSENT:
            return False
        if fault:
            self.dropped.append(fault)
            self._gap = fault
            if not self._shown:
                raise _GivenUp(fault)
            return False
        if self._gap and points_back(sentence.text):
            raise _GivenUp(self._gap)
        self._gap = ""
        self._shown += 1
        return True

    def check(self) -> None:
        """Give up if nothing was said, or too much was dropped.

        Raises:
            Malformed: Nothing was said.
            _GivenUp: More than half was dropped, or nothing is left.
        """
        if not self._seen:
            raise Malformed
        if not self._shown:
            raise _GivenUp(Fault.ASSENT)
        if 2 * len(self.dropped) > len(self._seen):
            raise _GivenUp(self.dropped[-1])


def _fallback(why: str) -> Written:
    return Written(None, f"fallback.{why}")
