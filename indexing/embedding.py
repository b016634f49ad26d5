"""Vectors of a new snapshot: those of earlier texts are taken over, the others are made.

A text that an earlier snapshot holds a vector for (same embedder, same role, same text) is not
embedded again, so that a rebuild costs only what changed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexing.chunk import Chunk
from indexing.embedders.base import Embedder, Role, Vectors
from indexing.errors import SnapshotError
from indexing.layout import FIELDS, SnapshotLayout
from indexing.question import official_words
from indexing.records import ChunkFile, read_city, read_wordings
from indexing.snapshots import Snapshots
from indexing.vectors import VectorFile

Progress = Callable[[str, int, int], None]
"""Told the stage (`embed`, `neighbours`, `words`), what is done and the total."""

BATCH = 256
"""Texts given to the embedder at once: often enough to show progress, large enough to sort."""

EmbeddedText = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors by role and text, and how many of them had to be made."""

    vectors: dict[EmbeddedText, Vectors]
    made: int


def field_texts(chunk: Chunk) -> tuple[EmbeddedText, EmbeddedText, EmbeddedText]:
    """Return what is embedded for a chunk, in the order of `FIELDS`.

    The label is encoded as a question, for it meets questions of the same form.
    """
    return ("query", chunk.label), ("passage", chunk.passage), ("passage", chunk.text)


def question_text(text: str) -> EmbeddedText:
    """Return what is embedded for a wording or an official word: both meet questions."""
    return ("query", text)


def embed(
    texts: Iterable[EmbeddedText], embedder: Embedder, snapshots: Snapshots, progress: Progress
) -> Embedded:
    """Return a vector for each text.

    Raises:
        EmbedderError: The embedder fails.
    """
    wanted = dict.fromkeys(texts)
    known = _known(embedder, snapshots)
    missing = [text for text in wanted if text not in known]
    made = _made(missing, embedder, progress)
    vectors = {text: made[text] if text in made else known[text] for text in wanted}
    return Embedded(vectors, len(missing))


def _made(
    texts: Sequence[EmbeddedText], embedder: Embedder, progress: Progress
) -> dict[EmbeddedText, Vectors]:
    vectors: dict[EmbeddedText, Vectors] = {}
    ordered = sorted(texts, key=lambda text: (text[0], len(text[1])))
    progress("embed", 0, len(ordered))
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        for role in {role for role, _ in batch}:
            asked = [text for text in batch if text[0] == role]
            rows = embedder.encode([text for _, text in asked], role)
            vectors.update(zip(asked, rows, strict=True))
        progress("embed", len(vectors), len(ordered))
    return vectors


def _known(embedder: Embedder, snapshots: Snapshots) -> dict[EmbeddedText, Vectors]:
    """Return the vectors of the newest good snapshot of this embedder by role and text.

    The newest, not the published one: a build that the canary refused isn't paid for twice.
    """
    for name in reversed(snapshots.ids()):
        layout = snapshots.layout.snapshot(name)
        try:
            manifest = snapshots.manifest(name)
            manifest.verify(layout)
        except SnapshotError:
            continue
        if manifest.embedder == embedder.id:
            return _vectors_of(layout)
    return {}


def _vectors_of(layout: SnapshotLayout) -> dict[EmbeddedText, Vectors]:
    fields = [VectorFile(layout.field(name)).all() for name in FIELDS]
    vectors = {
        text: field[row]
        for row, chunk in enumerate(ChunkFile(layout.chunks))
        for text, field in zip(field_texts(chunk), fields, strict=True)
    }
    asked = VectorFile(layout.field("wording")).all()
    wordings = read_wordings(layout.wordings)
    vectors.update(
        (question_text(wording.text), row) for wording, row in zip(wordings, asked, strict=True)
    )
    words = read_city(layout.city)
    for name, texts in (
        ("synonym", official_words(words.synonyms)),
        ("gap", [gap.question for gap in words.gaps]),
    ):
        made = VectorFile(layout.field(name)).all()
        vectors.update(zip(map(question_text, texts), made, strict=True))
    return vectors
