"""The extra `[models]` with a real model: the bundled weights as a sentence-transformers folder."""

from pathlib import Path

import pytest

from indexing.embedders.base import Embedder
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.factory import open_embedder
from tests.model_folders import write_sentence_transformer

pytestmark = pytest.mark.models

TEXTS = (
    "住民票の写しを取るにはどうすればいいですか",
    "粗大ごみは電話で申し込み、処理券を貼って朝８時までに出してください。",
    "㈱まつど商会　☎０４７－３６６－１１１１　受付①②③番窓口",
    "市民税の納期限は６月末、８月末、１０月末です。\n督促状が届いた方はご相談ください。",
    "How do I dispose of a broken refrigerator?",
    "我想知道垃圾分类的方法",
    "쓰레기 배출 요일을 알려 주세요",
    "Tôi muốn đăng ký bảo hiểm y tế quốc dân",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model's folder; its name tells the family, and so the prefixes."""
    pytest.importorskip("sentence_transformers", reason="the extra [models] isn't installed")
    return write_sentence_transformer(
        tmp_path_factory.mktemp("models") / "multilingual-e5-small", E5Weights()
    )


def test_it_is_the_bundled_model(folder: Path, embedder: Embedder) -> None:
    """The library gives the vectors of the bundled embedder, in each language annai answers in."""
    other = open_embedder(f"sentence-transformers:{folder}", folder)

    assert other.dimension == embedder.dimension
    for role in ("query", "passage"):
        cosines = (other.encode(TEXTS, role) * embedder.encode(TEXTS, role)).sum(axis=1)
        assert cosines.min() >= 0.98
