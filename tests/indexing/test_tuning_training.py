"""Training for real: the model in torch, a few steps of it, and its way back to ONNX Runtime."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.document import Document
from indexing.build import Source
from indexing.embedders.base import Embedder, Role, Vectors
from indexing.embedders.bundled import BundledEmbedder
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.tuned import TunedWeights, save
from indexing.snapshots import Snapshots
from indexing.tuning.pairs import Pair
from tests.building import CITY, make_document, make_faq, make_words, silent

if TYPE_CHECKING:
    from indexing.tuning.model import TrainableE5

pytestmark = pytest.mark.models

FAQS = {
    "粗大ごみの出し方を教えてください。": "電話で申し込み、納付券を貼って出してください。",
    "住民票の写しはどこで取れますか。": "市民課の窓口とコンビニで取れます。",
    "犬の登録はどこでしますか。": "動物愛護の担当でします。",
    "市立図書館の休館日はいつですか。": "月曜日です。",
    "保育所の申し込み方法を教えてください。": "保育課に申し込みます。",
    "転入の届出に必要なものは何ですか。": "転出証明書と本人確認書類を持ってきてください。",
    "How do I register my dog?": "At the desk for animals.",
}
PAIRS = [Pair(question, answer, "passage", question, question) for question, answer in FAQS.items()]
TEXTS: list[tuple[str, Role]] = [
    ("住民票の写しを取るにはどうすればいいですか", "query"),
    ("粗大ごみは電話で申し込み、処理券を貼って朝８時までに出してください。", "passage"),
    ("A", "query"),
    ("쓰레기 배출 요일을 알려 주세요", "query"),
]


@pytest.fixture
def model() -> "TrainableE5":
    """The bundled model, untrained."""
    pytest.importorskip("torch", reason="the extra [models] isn't installed")
    from indexing.tuning.model import TrainableE5  # noqa: PLC0415 - needs the extra

    return TrainableE5(E5Weights())


def _vectors(model: "TrainableE5", texts: Sequence[tuple[str, Role]]) -> Vectors:
    vectors: Vectors = model.encode(texts).detach().numpy()
    return vectors


def _served(embedder: Embedder, texts: Sequence[tuple[str, Role]]) -> Vectors:
    return np.concatenate([embedder.encode([text], role) for text, role in texts])


def _topics(pairs: Sequence[Pair], embedder: Embedder) -> dict[str, Vectors]:
    return {pair.topic: embedder.encode([pair.topic], "query")[0] for pair in pairs}


def test_it_is_the_bundled_model(model: "TrainableE5", embedder: Embedder) -> None:
    """The vectors of the bundled embedder but for its int8; padding changes nothing."""
    together = _vectors(model, TEXTS)
    alone = np.concatenate([_vectors(model, [text]) for text in TEXTS])

    assert (together * _served(embedder, TEXTS)).sum(axis=1).min() >= 0.98
    assert together == pytest.approx(alone, abs=1e-4)


def test_a_few_steps(model: "TrainableE5", embedder: Embedder, tmp_path: Path) -> None:
    """The loss falls, what is frozen stays, and ONNX Runtime serves what torch has learned."""
    from indexing.tuning.training import Recipe, train  # noqa: PLC0415 - needs the extra

    before = _vectors(model, TEXTS)
    steps: list[int] = []
    recipe = Recipe(epochs=8, rate=1e-4)
    trained = train(
        model, PAIRS, _topics(PAIRS, embedder), recipe, lambda _, done, __: steps.append(done)
    )

    assert steps == list(range(9))
    assert fmean(trained.losses[-2:]) < 0.5 * trained.losses[0]
    assert not any(name.startswith(("emb.", "l0.", "l4.")) for name in trained.tensors)
    tuned_id = save(trained.tensors, 1.0, tmp_path)
    weights = TunedWeights(tmp_path, tuned_id)
    for name, tensor in trained.tensors.items():
        read = weights.blocks(name).values() if tensor.ndim > 1 else weights.floats(name)
        assert read.ravel() == pytest.approx(tensor.ravel(), abs=1e-2)
    after = _vectors(model, TEXTS)
    served = _served(BundledEmbedder(tmp_path, tuned_id), TEXTS)
    assert (served * after).sum(axis=1).min() >= 0.98
    assert (served * after).sum(axis=1).min() > (before * after).sum(axis=1).max()


def test_what_is_related_is_no_negative(model: "TrainableE5", embedder: Embedder) -> None:
    """A batch of one document, or of one topic in two wordings, has nothing to be told apart."""
    from indexing.tuning.training import Recipe, train  # noqa: PLC0415 - needs the extra

    one = Pair(
        "犬を飼った", "動物愛護の担当でします。", "passage", "a", "犬の登録はどこでしますか。"
    )
    same_document = Pair("愛犬の届", "犬の登録", "query", "a", "狂犬病の予防注射")
    same_topic = Pair("dog", "届け出ます。", "passage", "b", "犬の登録はどこでしますか？")
    other = Pair("図書館の休み", "月曜日です。", "passage", "c", "市立図書館の休館日はいつですか。")
    recipe = Recipe(epochs=1, rate=0.0)

    losses = {
        second: train(model, [one, second], _topics([one, second], embedder), recipe, silent).losses
        for second in (same_document, same_topic, other)
    }

    assert losses[same_document] == losses[same_topic] == (0.0,)
    assert losses[other][0] > 0


def test_the_tuner_makes_the_same_of_the_same(
    embedder: Embedder, snapshots: Snapshots, tmp_path: Path
) -> None:
    """From documents and wordings to a file: twice the same."""
    pytest.importorskip("torch", reason="the extra [models] isn't installed")
    from indexing.tuning.training import Recipe  # noqa: PLC0415 - needs the extra
    from indexing.tuning.tuner import Tuner  # noqa: PLC0415 - the same

    documents: list[Document] = [make_faq(*each) for each in FAQS.items()]
    documents.append(make_document("guide", "引っ越した日から14日以内に転入届を出します。"))
    words = make_words(
        synonyms=[("犬を飼う", "犬の登録")],
        wordings=[(question, "ja", f"{question}知りたい") for question in FAQS],
    )
    tuner = Tuner(embedder, snapshots, tmp_path, Recipe(epochs=2, batch=4, rate=1e-4))

    first, again = (tuner.tune(Source(CITY, documents, words), silent) for _ in range(2))

    assert first.id == again.id
    assert first.pairs == len(documents) + 1 + 2 * len(FAQS)
    assert len(first.losses) == 2 * -(-first.pairs // 4)
    tuned = BundledEmbedder(tmp_path, first.id)
    near, far = (
        float(tuned.encode([question], "query")[0] @ tuned.encode([text], "passage")[0])
        for question, text in (("犬を飼い始めた", "犬の登録"), ("犬を飼い始めた", "図書館の休み"))
    )
    assert near > far
