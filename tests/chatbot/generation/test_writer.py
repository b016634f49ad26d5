"""The writer: what becomes of what a model says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from chatbot.compose import Composer
from chatbot.errors import ChatbotError
from chatbot.generation.easy import Easy
from chatbot.generation.evidence import MOST, shown
from chatbot.generation.patience import Patience
from chatbot.generation.prompts import Prompts
from chatbot.generation.writer import REWRITING_S, Writer, WriteRequest, Written
from chatbot.llm.language_model import Prompt, Trouble
from chatbot.suspicion import Suspicion
from chatbot.verification.fault import Fault
from chatbot.verification.verifier import Verifier
from corpus.document import Block, BlockKind, Document, Metadata, Translation
from indexing.index import Index
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import question_stop_words
from tests.building import make_document, make_faq, open_index
from tests.language_models import Counted, NumbersVerifier, Script, ScriptedModel, answer_of

WASTE = make_faq(
    "粗大ごみはどう出しますか。",
    "粗大ごみは電話で申し込みます。手数料は1点500円です。\n集める日は受付で決まります。",
    Metadata(
        title="粗大ごみ", url="https://a.example/sodai", procedure_url="https://a.example/ask"
    ),
    translations={"en": Translation("Bulky waste?", "Apply by phone. It costs 500 yen.")},
)
GUIDE = make_document(
    "guide",
    Block("粗大ごみの受付は平日です。" + "窓口は混みます。" * 20, headings=("受付",)),
    metadata=Metadata(title="ごみの手引き"),
)
RECORDS = make_document(
    "records",
    *(Block(f"{name}：粗大ごみ", BlockKind.RECORD, name=name) for name in "机棚椅箱板柱壁床"),
    metadata=Metadata(title="分別表"),
)
DAY = date(2026, 4, 1)
FIRST, SECOND, THIRD = (
    ("電話で申し込みます。", [1]),
    ("1点500円です。", [1]),
    ("受付は平日です。", [2]),
)
INVENTED = ("1点900円です。", [1])


@dataclass
class Desk:
    """A writer at work, with what it told and counted."""

    index: Index
    composer: Composer
    easy: Easy
    counted: Counted = field(default_factory=Counted)
    told: list[str] = field(default_factory=list)
    model: ScriptedModel = field(default_factory=lambda: ScriptedModel(lambda _: []))
    patience: Patience | None = None

    def write(self, script: Script, language: str = "ja", seconds: float = 9.0) -> Written:
        """Write an answer about bulky waste."""
        self.model = ScriptedModel(script)
        prompts = Prompts("青空市", lambda: "印")
        writer = Writer(
            prompts, NumbersVerifier(), self.counted, self.composer, self.easy, Suspicion.load()
        )
        found = self.index.search("粗大ごみはどう出しますか。", day=DAY, limit=12).hits
        order = {WASTE.id: 0, GUIDE.id: 1}
        hits = sorted(found, key=lambda hit: order.get(hit.chunk.document_id, 2))
        request = WriteRequest("粗大ごみは？", "粗大ごみ", language, hits, self.index)
        self.patience = Patience(self.model, seconds)
        return writer.write(request, self.patience, self.told.append)

    def say(self, text: str, language: str = "ja") -> Written:
        """Write what a model says in one piece."""
        return self.write(lambda _: [text], language)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, engines: Engines) -> Index:
    """A Faq, a document and records about bulky waste."""
    snapshots = Snapshots(tmp_path_factory.mktemp("writer"))
    documents: list[Document] = [WASTE, GUIDE, RECORDS]
    return open_index(snapshots, engines, documents)


@pytest.fixture
def desk(index: Index, engines: Engines) -> Desk:
    """A writer over the index."""
    composer = Composer(ChatbotError.catalogue, engines.tokenizer, question_stop_words(), {})
    return Desk(index, composer, Easy(engines.tokenizer))


def test_sentences_get_marks_and_their_sources_quotes(desk: Desk) -> None:
    """Sources are numbered by their first use, and quoted as they stand in the document."""
    written = desk.say(answer_of(THIRD, FIRST, ("どちらも平日です。", [2, 1])))
    assert written.outcome == "generated"
    composition = written.composition
    assert composition
    assert composition.text == (
        "受付は平日です。 [1] 電話で申し込みます。 [2] どちらも平日です。 [1][2]"
    )
    assert [(s.n, s.title) for s in composition.sources] == [(1, "ごみの手引き"), (2, "粗大ごみ")]
    assert composition.sources[0].quote.startswith("粗大ごみの受付は平日です。")
    assert composition.sources[1].quote == WASTE.answer
    assert [procedure.url for procedure in composition.procedures] == ["https://a.example/ask"]
    assert "".join(desk.told) == composition.text


def test_a_sentence_is_told_before_the_next_is_written(desk: Desk) -> None:
    """The model writes the second only when the first has been told."""
    text = answer_of(FIRST, SECOND)
    whole = text.index("}") + 1

    def script(_: Prompt) -> Iterator[str]:
        yield text[:whole]
        assert desk.told == ["電話で申し込みます。 [1]"]
        yield text[whole:]

    assert desk.write(script).outcome == "generated"
    assert desk.told == ["電話で申し込みます。 [1]", " 1点500円です。 [1]"]


def test_links_become_the_sources_addresses(desk: Desk) -> None:
    """Where the text goes on, a blank ends the address."""
    first = ("申込は{{link:1}}へ。", [1])
    written = desk.say(answer_of(first, ("{{link:1}}。", [1])))
    assert written.composition
    assert written.composition.text == (
        "申込はhttps://a.example/sodai へ。 [1] https://a.example/sodai。 [1]"
    )


def test_lists_have_lines_of_their_own(desk: Desk) -> None:
    """What is not in the list begins a new line, too; line breaks within are blanks."""
    written = desk.say(answer_of(FIRST, ("・電話\nで", [1]), ("・平日", [2]), SECOND))
    assert written.composition
    assert written.composition.text.split("\n") == [
        "電話で申し込みます。 [1]",
        "・電話 で [1]",
        "・平日 [2]",
        "1点500円です。 [1]",
    ]


def test_a_failing_sentence_is_dropped_and_counted(desk: Desk) -> None:
    """The rest is shown, and isn't called complete."""
    written = desk.say(answer_of(FIRST, INVENTED, THIRD))
    assert written.outcome == "partial"
    assert written.composition
    assert written.composition.text == "電話で申し込みます。 [1] 受付は平日です。 [2]"
    assert desk.counted.faults == {Fault.NUMBER: 1}
    assert desk.counted.outcomes == {"partial": 1}


def test_partial_is_what_the_model_says(desk: Desk) -> None:
    """The documents answer a part of the question."""
    assert desk.say(answer_of(FIRST, completeness="partial")).outcome == "partial"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (answer_of(INVENTED, FIRST, SECOND, THIRD), "fallback.number"),
        (answer_of(FIRST, INVENTED, ("900円と500円。", [2])), "fallback.number"),
        (answer_of(FIRST, INVENTED, ("その場合は電話します。", [1])), "fallback.number"),
        (answer_of(FIRST, ("はい。", []), ("ただし、平日です。", [2])), "fallback.uncited"),
        (answer_of(("はい。", [9])), "fallback.unknown_source"),
        (answer_of(completeness="none"), "fallback.none"),
        (answer_of(FIRST, completeness="none"), "fallback.none"),
        (answer_of(), "fallback.malformed"),
        (answer_of(*((f"{'あ' * n}。", [1]) for n in range(1, 30))), "fallback.malformed"),
        (answer_of(FIRST, SECOND)[:-30], "fallback.malformed"),
        ("お答えできません。", "fallback.malformed"),
        ("", "fallback.malformed"),
    ],
)
def test_what_answers_no_more_falls_back(desk: Desk, said: str, outcome: str) -> None:
    """The first dropped, more than half, one that the next leans on; none, or no answer at all."""
    assert desk.say(said) == Written(None, outcome)
    assert desk.counted.outcomes == {outcome: 1}


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_falls_back(desk: Desk, trouble: Trouble) -> None:
    """Before the first piece, and after a sentence that was told."""
    said = answer_of(FIRST, SECOND)
    assert desk.write(lambda _: [trouble]).outcome == f"fallback.{trouble}"
    assert desk.told == []
    assert desk.write(lambda _: [said[:-20], trouble]).outcome == f"fallback.{trouble}"
    assert desk.told == ["電話で申し込みます。 [1]"]


def test_a_mere_yes_is_dropped_without_harm(
    desk: Desk, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is complete without it; nothing else but yes is no answer."""
    verifier = Verifier(engines.tokenizer, "青空市")
    monkeypatch.setattr("tests.chatbot.generation.test_writer.NumbersVerifier", lambda: verifier)
    written = desk.say(answer_of(("はい、できます。", [1]), ("電話で申し込みます。", [1])))
    assert written.outcome == "generated"
    assert desk.told == ["電話で申し込みます。 [1]"]
    assert desk.say(answer_of(("はい。", [1]))).outcome == "fallback.assent"
    assert desk.counted.faults == {Fault.ASSENT: 2}


def test_a_first_sentence_that_fails_ends_it_at_once(desk: Desk) -> None:
    """The rest isn't waited for: the model is hung up on."""
    text = answer_of(INVENTED, FIRST)
    desk.write(lambda _: [text[: text.index("}") + 1], Trouble.TIMEOUT])
    assert desk.counted.outcomes == {"fallback.number": 1}
    assert desk.model.hung_up == 1
    assert desk.told == []


def test_a_fault_of_ours_costs_no_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractive one stands."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(NumbersVerifier, "fault", broken)
    assert desk.say(answer_of(FIRST)) == Written(None, "fallback.error")


def test_no_time_left_asks_nobody(desk: Desk) -> None:
    """The clock has run since the question came."""
    assert desk.write(lambda _: [answer_of(FIRST)], seconds=0.0).outcome == "fallback.timeout"
    assert desk.model.asked == []


def test_repeated_sentences_are_said_once(desk: Desk) -> None:
    """Small models go in circles."""
    written = desk.say(answer_of(FIRST, FIRST, FIRST))
    assert written.composition
    assert written.composition.text == "電話で申し込みます。 [1]"
    assert written.outcome == "generated"


def test_documents_stand_between_marks_that_nobody_can_foresee() -> None:
    """The rules are the same for everybody; a document can't close its fence."""
    prompts = Prompts("青空市")
    asked = [prompts.answer("粗大ごみは？", [], "ja") for _ in range(2)]
    marks = [re.findall(r"<<([0-9a-f]+) ", prompt[1][1])[0] for prompt in asked]
    assert asked[0][0] == asked[1][0] == ("system", prompts.answer_rules("ja"))
    assert marks[0] != marks[1]
    assert f"<<{marks[0]} 質問>>\n粗大ごみは？\n<</{marks[0]}>>" in asked[0][1][1]


def test_evidence_is_the_best_pieces_with_translations(desk: Desk) -> None:
    """A Faq whole, in both languages; so many pieces and no more."""
    desk.say(answer_of(FIRST), "en")
    ((_, (_, human)),) = desk.model.asked
    assert human.count("題名: ") == MOST
    assert f"{WASTE.answer}\nApply by phone. It costs 500 yen." in human
    assert "Answer in English" in human


def test_a_long_document_leaves_room_for_fewer(index: Index) -> None:
    """The first is always shown, cut between sentences."""
    hits = index.search("粗大ごみ", day=DAY, limit=3).hits
    pieces = shown(hits, index, "ja", str)
    assert list(pieces) == [1, 2, 3]


def test_what_is_suspected_is_not_shown(index: Index) -> None:
    """The piece stays without it, for the answer and for its verification."""
    hits = index.search("粗大ごみ", day=DAY, limit=3).hits
    pieces = shown(hits, index, "ja", lambda text: f"({text[:2]})")
    assert [len(piece.evidence.text) for piece in pieces.values()] == [4, 4, 4]


EASY = ("電話（でんわ）で申しこみます。", [1])
HARD = ("速やかに電話で受理いたします。", [1])


def test_easy_japanese_has_readings_and_lines(desk: Desk) -> None:
    """The readings are ours; each sentence stands alone."""
    written = desk.say(answer_of(EASY, THIRD), "ja-easy")
    assert written.composition
    assert written.composition.text == (
        "電話（でんわ）で申（もう）しこみます。 [1]\n受付（うけつけ）は平日（へいじつ）です。 [2]"
    )


def test_what_is_not_easy_is_rewritten_once(desk: Desk) -> None:
    """The model is told what is too hard; nothing hard is told meanwhile."""

    def script(prompt: Prompt) -> list[str]:
        again = "やさしい日本語になっていない" in prompt[1][1]
        return [answer_of(EASY if again else HARD)]

    written = desk.write(script, "ja-easy")
    assert written.outcome == "generated"
    assert "速やか、受理、いたします" in desk.model.asked[1][1][1]
    assert desk.told == []


@pytest.mark.parametrize(("seconds", "asked"), [(9.0, 2), (REWRITING_S / 2, 1)])
def test_what_stays_hard_falls_back(desk: Desk, seconds: float, asked: int) -> None:
    """After one attempt, or none where the time is short."""
    assert (
        desk.write(lambda _: [answer_of(HARD)], "ja-easy", seconds).outcome == "fallback.not_easy"
    )
    assert len(desk.model.asked) == asked


def test_own_time_is_told_apart_from_waiting() -> None:
    """By a clock that moves only when it is told to: 2 s waited, 3 s worked."""
    seconds = 0.0

    def later(by: float) -> None:
        nonlocal seconds
        seconds += by

    def slow(_: Prompt) -> list[str]:
        later(2)
        return ["a"]

    patience = Patience(ScriptedModel(slow), 9, lambda: seconds)
    with patience.at_work():
        later(3)
        assert list(patience.pieces((), {})) == ["a"]
    later(1)
    assert (patience.spent_ms, patience.own_ms, patience.left) == (5000, 3000, 3)


def test_a_call_has_no_more_than_what_is_left() -> None:
    """Whatever it asks for."""
    model = ScriptedModel(lambda _: [])
    patience = Patience(model, 9, lambda: 0.0)
    for within in (4.0, 20.0):
        list(patience.pieces((), {}, within))
    assert model.within == [4, 9]
