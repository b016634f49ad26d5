"""The composition root: builds everything a channel needs from the settings, and hands it down."""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chatbot.answer import Answer, Location, Mode, Question, Status
from chatbot.compose import Composer
from chatbot.contact import Desks
from chatbot.disaster.opening import Disaster, FeedReport, Ground, open_disaster
from chatbot.disaster.shelters.finder import LIMIT, Nearby
from chatbot.disaster.state import DisasterState
from chatbot.engine import Engine, Gates
from chatbot.errors import ChatbotError, StoreError
from chatbot.exchange_log import LONGEST_WAIT_S, SOON_S, ExchangeLog
from chatbot.finding import Finder
from chatbot.follow_up import FollowUp
from chatbot.furigana import Segment, furigana
from chatbot.gates.emergency import EmergencyGate
from chatbot.gates.guidance import GuidanceGate
from chatbot.gates.privacy import PrivacyGate
from chatbot.gates.protection import ProtectionGate
from chatbot.gates.scope import ScopeGate
from chatbot.gates.small_talk import SmallTalkGate
from chatbot.generation.opening import Llm, open_generation
from chatbot.known_needs import KnownNeeds
from chatbot.llm.guarded_model import GuardedModel, LlmReport
from chatbot.llm.opening import open_language_model
from chatbot.settings import Settings
from chatbot.store import CitedDocument, Exchange
from chatbot.store.opening import open_store_at_all
from chatbot.store.store import Store
from chatbot.turn import PastTurn, Reply
from chatbot.verification.verifier import Verifier
from corpus.city import CitySettings, read_city_settings
from corpus.department import read_departments
from corpus.layout import CityLayout
from indexing.embedders.broken import BrokenEmbedder
from indexing.embedders.cached import CachedEmbedder
from indexing.embedders.factory import BUNDLED, open_embedder
from indexing.embedders.tuned import tuned_id_of, untuned
from indexing.errors import EmbedderError, SnapshotError
from indexing.live import EnginesFor, LiveIndex
from indexing.rerankers.factory import open_reranker
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer, question_stop_words

HISTORY = 6
"""Earlier turns of a conversation looked at for a follow-up."""

GIVE_WAY_S = 0.001

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether residents can be served; `snapshot` is empty if there is none."""

    snapshot: str
    store: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What a chatbot is made of; without `llm` answers are quotes only."""

    engine: Engine
    live: LiveIndex
    store: Store
    disaster: Disaster
    tokenizer: SudachiTokenizer
    llm: GuardedModel | None = None


class Chatbot:
    """What a channel talks to. May be used from several threads."""

    def __init__(self, settings: Settings, city: CitySettings, parts: Parts) -> None:
        """Take the parts; `open_chatbot` makes them."""
        self.settings = settings
        self.city = city
        self._store = parts.store
        self._engine = parts.engine
        self._live = parts.live
        self._disaster = parts.disaster
        self._log = ExchangeLog(parts.store)
        self._tokenizer = parts.tokenizer
        self.llm = parts.llm

    def start(self) -> None:
        """Begin what runs in the background; it gives way to answers at once."""
        sys.setswitchinterval(GIVE_WAY_S)
        self._live.start()
        self._disaster.start()
        self._log.start()

    def ask(self, question: Question, tell: Callable[[str], None] | None = None) -> Answer:
        """Answer a question and log it, masked, in the background.

        Args:
            question: What was asked.
            tell: Takes verified sentences of a generated answer, on the thread that asks, while
                the rest is being written; what is told may be taken back by the answer.

        A store that fails doesn't keep the answer from the resident; it is reported in the log
        and by `readiness`.
        """
        history = self._history(question.conversation_id)
        answer, reply = self._engine.answer(question, history, tell)
        exchange = self._exchange(question, answer, reply)
        normal = answer.mode is Mode.NORMAL
        self._log.keep(exchange, SOON_S if normal else LONGEST_WAIT_S)
        return answer

    @property
    def store(self) -> Store:
        """The store, with everything in it that was asked so far; in a disaster nobody waits."""
        if not self.answers_at_once:
            self._log.flush()
        return self._store

    @property
    def answers_at_once(self) -> bool:
        """Whether an answer takes a millisecond: without search, and without the disk."""
        return self._disaster.state.mode() is not Mode.NORMAL

    @property
    def has_language_model(self) -> bool:
        """Whether answers may wait for a language model."""
        return self._engine.gates.guidance.generation is not None

    def now(self) -> datetime:
        """Return the city's time."""
        return self._engine.now()

    def disaster_state(self) -> DisasterState:
        """Return what is on; it neither waits nor fails."""
        return self._disaster.state.current()

    def feed_report(self) -> FeedReport | None:
        """Return how the feeds of the 気象庁 are read; None if this process doesn't read them."""
        return self._disaster.feed_report(self._engine.now())

    def llm_report(self) -> LlmReport | None:
        """Return how the language model is; None if there is none."""
        return self.llm.report() if self.llm else None

    def shelters_near(
        self, point: Location, hazards: Iterable[str] = (), limit: int = LIMIT
    ) -> Nearby:
        """Return the shelters around a point: in a drill with the drill's statuses."""
        drill = self._disaster.state.mode() is Mode.DRILL
        finder = self._disaster.gate.shelters.finder
        return finder.near(point, hazards, limit, now=self._engine.now(), drill=drill)

    def give_feedback(
        self, answer_id: str, *, helpful: bool, reason: str = "", comment: str = ""
    ) -> None:
        """Keep what a resident says of an answer; the comment is masked.

        Raises:
            StoreError: There is no such answer (`store.unknown_answer`), or the store fails.
        """
        self._log.flush()
        self._store.give_feedback(
            answer_id,
            helpful=helpful,
            reason=reason,
            comment=self._masked(comment),
            now=self._engine.now(),
        )

    def forget(self, conversation_id: str) -> None:
        """Make a conversation's questions nobody's, also those that wait to be written.

        Raises:
            StoreError: The store fails.
        """
        self._log.flush()
        self._store.unlink(conversation_id)

    def suggestions(self, language: str) -> tuple[str, ...]:
        """Return questions to begin with."""
        return self.city.suggestions_in(language)

    def furigana(self, text: str) -> list[Segment]:
        """Return `text`, at most `PIECE` characters, in pieces, kanji with their reading."""
        return furigana(self._tokenizer.readings(text))

    def readiness(self) -> Readiness:
        """Return whether there is an index to answer from and a store to log to."""
        try:
            snapshot = self._live.current().id
        except SnapshotError:
            snapshot = ""
        try:
            self._store.ping()
        except StoreError:
            return Readiness(snapshot, store=False)
        return Readiness(snapshot, store=True)

    def close(self) -> None:
        """Stop what runs in the background and close the store."""
        self._live.close()
        self._disaster.close()
        self._log.close()
        if self.llm:
            self.llm.close()
        self._store.close()

    def _history(self, conversation_id: str) -> tuple[PastTurn, ...]:
        if not conversation_id or self._disaster.state.mode() is not Mode.NORMAL:
            return ()
        try:
            exchanges = self.store.history(conversation_id, HISTORY)
        except StoreError:
            return ()
        return tuple(PastTurn(past.question_masked, past.status, past.reason) for past in exchanges)

    def _exchange(self, question: Question, answer: Answer, reply: Reply) -> Exchange:
        return Exchange(
            answer_id=answer.answer_id,
            conversation_id=answer.conversation_id,
            asked_at=answer.as_of,
            channel=question.channel,
            language=answer.language,
            mode=answer.mode,
            status=answer.status,
            reason=answer.reason,
            question_masked=self._masked(question.text),
            answer_text=answer.text,
            sources=tuple(CitedDocument(s.document_id, s.title) for s in answer.sources),
            contact=answer.contact,
            timing_ms=answer.timing_ms,
            confidence=reply.confidence,
            topic=self._topic(answer),
        )

    def _topic(self, answer: Answer) -> str:
        """Return what an answer counts under; nothing in a disaster, which needs no index."""
        if answer.mode is not Mode.NORMAL:
            return ""
        if answer.status is Status.NO_ANSWER:
            return answer.contact.department if answer.contact else ""
        if answer.status is not Status.ANSWERED or not answer.sources:
            return ""
        first = answer.sources[0]
        document = self._live.current().documents.get(first.document_id)
        return (document.metadata.category if document else "") or first.department

    def _masked(self, text: str) -> str:
        return self._engine.gates.privacy.masked(text).text


def open_chatbot(
    settings: Settings,
    now: Callable[[], datetime] | None = None,
    engines: Engines | None = None,
    llm: Llm | None = None,
) -> Chatbot:
    """Build a chatbot: city, embedder, newest snapshot, store.

    Args:
        settings: The settings.
        now: The clock; without one, the system's in the city's time zone.
        engines: Embedder and tokenizer if they are open already.
        llm: The language model if it is open already.

    Raises:
        CityError: `city.toml` is not valid.
        IndexingError: The reranker can't be made.
        SettingsError: There can't be a language model as the settings have it.
        StoreError: The database's URL is of no known kind.
    """
    layout = CityLayout.of(settings.city)
    city = read_city_settings(layout)
    departments = read_departments(layout.departments)
    zone = ZoneInfo(city.timezone)
    now = now or (lambda: datetime.now(zone))
    engines = engines or open_engines_at_all(settings)
    store = open_store_at_all(settings.resolved_database_url)
    live = LiveIndex(Snapshots(index_dir(settings)), engines, city.name, engines_for(settings))
    catalogue = ChatbotError.catalogue
    stop_words = question_stop_words()
    desks = Desks(city, departments)
    host = city.website.host if city.website else None
    needs = KnownNeeds(models_dir(settings) / "patterns.json")
    public = {department.phone for department in departments.values() if department.phone}
    ground = Ground(
        layout,
        city,
        store,
        settings.data_dir,
        engines.tokenizer,
        catalogue,
        now,
        needs.of,
        settings.jma_feed_url,
    )
    disaster = open_disaster(ground)
    model = open_language_model(settings, store, now)
    if llm is None and model is not None:
        verifier = Verifier.load(engines.tokenizer, city, departments)
        llm = Llm(model, verifier, model.counts)
    finder = Finder(live, city, open_reranker(settings.reranker))
    follow_up = FollowUp.load(engines.tokenizer, stop_words)
    links = {str(link.url): link.title for link in city.links}
    composer = Composer(catalogue, engines.tokenizer, stop_words, links)
    parts = (finder, follow_up, composer)
    protection = ProtectionGate.load(catalogue, city.name, settings.max_message_chars, needs.of)
    scope = ScopeGate.load(catalogue, desks, needs.of)
    generation = None
    if llm:

        def refused(text: str) -> bool:
            return bool(protection.kind_of(text) or scope.kind(text))

        generation = open_generation(llm, settings.llm_timeout_s, city.name, parts, refused)
    gates = Gates(
        emergency=EmergencyGate.load(catalogue, needs.of),
        privacy=PrivacyGate.of(catalogue, public | ({host} if host else set())),
        protection=protection,
        disaster=disaster.gate,
        small_talk=SmallTalkGate.load(catalogue, city, needs.of),
        scope=scope,
        guidance=GuidanceGate(
            finder=finder,
            follow_up=follow_up,
            composer=composer,
            desks=desks,
            catalogue=catalogue,
            city=city,
            generation=generation,
        ),
    )
    needs.keep()
    engine = Engine(
        gates,
        city.languages,
        city.notice_in,
        now,
        lambda language: catalogue.text("disaster.drill_prefix", language),
    )
    chatbot = Chatbot(
        settings, city, Parts(engine, live, store, disaster, engines.tokenizer, model)
    )
    chatbot.start()
    return chatbot


def open_engines(settings: Settings) -> Engines:
    """Make the embedder of the settings and the tokenizer.

    The bundled embedder is the tuned one that made the published snapshot, if one did. If that one
    can't be opened the untuned one is, for which an index has to be built.

    Raises:
        EmbedderError: The embedder can't be made.
    """
    tokenizer = SudachiTokenizer()
    tuned_id = _published_tuned_id(settings)
    try:
        return Engines(_open_embedder(settings, tuned_id), tokenizer)
    except EmbedderError as error:
        if not tuned_id:
            raise
        log.error("%s", error)  # noqa: TRY400  # the message says it all
        return Engines(_open_embedder(settings, ""), tokenizer)


def open_engines_at_all(settings: Settings) -> Engines:
    """Make the engines; with an embedder that can't be opened, those that search nothing."""
    try:
        return open_engines(settings)
    except EmbedderError as error:
        log.error("embedder not usable: %s", error)  # noqa: TRY400  # the message says it all
        return Engines(BrokenEmbedder(error), SudachiTokenizer())


def engines_for(settings: Settings) -> EnginesFor:
    """Return what opens the engines of a snapshot: they differ by how the embedder is tuned."""

    def reopen(embedder_id: str, engines: Engines) -> Engines:
        found = engines.embedder.id
        if embedder_id == found or untuned(embedder_id) != untuned(found):
            return engines
        return Engines(_open_embedder(settings, tuned_id_of(embedder_id)), engines.tokenizer)

    return reopen


def _open_embedder(settings: Settings, tuned_id: str) -> CachedEmbedder:
    key = settings.embedder_api_key
    return CachedEmbedder(
        open_embedder(
            settings.embedder,
            models_dir(settings),
            tuned_id=tuned_id,
            base_url=settings.embedder_base_url,
            api_key=key.get_secret_value() if key else None,
        )
    )


def _published_tuned_id(settings: Settings) -> str:
    snapshots = Snapshots(index_dir(settings))
    current = snapshots.current()
    if settings.embedder != BUNDLED or current is None:
        return ""
    try:
        return tuned_id_of(snapshots.manifest(current).embedder)
    except SnapshotError:
        return ""


def models_dir(settings: Settings) -> Path:
    """Return the directory of model files, `<data dir>/models`."""
    return settings.data_dir / "models"


def index_dir(settings: Settings) -> Path:
    """Return the index directory, `<data dir>/index` (DESIGN §5)."""
    return settings.data_dir / "index"
