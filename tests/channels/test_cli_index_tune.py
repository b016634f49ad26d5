"""`annai index tune`: what it refuses, how to go back, and tuning for real where the extra is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from channels.cli.trial_run import Comparison, TrialFigures
from chatbot.publishing import Publisher
from chatbot.service import engines_for, index_dir, models_dir, open_engines
from chatbot.settings import Settings
from corpus.layout import CityLayout
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import model_path
from indexing.embedders.tuned import save, tuned_id_of, tuned_path, with_tuned
from indexing.snapshots import Snapshots
from tests.building import silent
from tests.conftest import Ended

WORDINGS = """document,language,wording
犬の登録はどこでしますか。,ja,犬を飼い始めた
犬の登録はどこでしますか。,en,I got a dog
市立図書館の休館日はいつですか。,ja,本を借りたい
水道の使用をやめるにはどうしますか。,ja,水を止めたい
印鑑登録証明書はどう取りますか。,ja,はんこの証明
選挙の投票所はどこですか。,ja,投票はどこ
"""
CANARY = "question,expected_document\n粗大ごみを捨てたい,どこにもない質問\n"
QUERIES = (
    {"text": "粗大ごみを出したい", "documents": ["粗大ごみの出し方を教えてください。"]},
    {"text": "隣の市の図書館", "documents": []},
)


@pytest.fixture
def settings(
    published_settings: Settings, small_city: CityLayout, embedder_cache: Path
) -> Settings:
    """The small city with wordings, published; its directory of models is its own."""
    small_city.wordings.write_text(WORDINGS, encoding="utf-8")
    models = models_dir(published_settings)
    models.unlink()
    models.mkdir()
    plain = model_path(E5Weights(), embedder_cache)
    (models / plain.name).symlink_to(plain.resolve())
    return published_settings


def _published(settings: Settings) -> tuple[str, str]:
    """Return the published snapshot and the tuned model that made it."""
    snapshots = Snapshots(index_dir(settings))
    current = snapshots.current() or ""
    return current, tuned_id_of(snapshots.manifest(current).embedder)


def _kept(settings: Settings) -> list[str]:
    """Return the tuned models that are kept."""
    return [path.stem for path in (models_dir(settings) / "tuned").glob("*")]


@pytest.mark.usefixtures("published_settings")
@pytest.mark.parametrize("option", [["--dry-run"], ["--queries", "q.jsonl"]])
def test_going_back_takes_no_other_option(annai: Callable[..., Ended], option: list[str]) -> None:
    """There is nothing to compare, and nothing to do short of publishing."""
    ended = annai("index", "tune", "--off", *option)

    assert (ended.status, ended.out) == (2, "")
    assert "--off" in ended.err


@pytest.mark.usefixtures("published_settings")
def test_only_the_bundled_embedder_is_tuned(
    annai: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says which setting to change."""
    monkeypatch.setenv("ANNAI_EMBEDDER", "openai:text-embedding-3-large")

    ended = annai("index", "tune")

    assert (ended.status, ended.out) == (1, "")
    assert "ANNAI_EMBEDDER" in ended.err


def test_a_missing_extra_is_named(
    annai: Callable[..., Ended], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without torch the error says what to install, and nothing has changed."""
    before = _published(settings)
    monkeypatch.setitem(sys.modules, "torch", None)
    for module in ("model", "training", "tuner"):
        monkeypatch.delitem(sys.modules, f"indexing.tuning.{module}", raising=False)

    ended = annai("index", "tune")

    assert (ended.status, ended.out) == (1, "")
    assert "annai[models]" in ended.err
    assert _published(settings) == before


def test_going_back_to_the_untuned_model(annai: Callable[..., Ended], settings: Settings) -> None:
    """A new snapshot without it is published; what older snapshots need stays for a rollback."""
    bias = E5Weights().floats("l11.fo.b")
    tuned_id = save({"l11.fo.b": bias + np.float32(0.01)}, 0.9, models_dir(settings))
    save({"l11.fo.b": bias}, 0.9, models_dir(settings))
    plain = open_engines(settings)
    tuned = engines_for(settings)(with_tuned(plain.embedder.id, tuned_id), plain)
    publisher = Publisher(settings, tuned)
    publisher.publish(publisher.build(silent).snapshot, "test")
    assert _published(settings)[1] == tuned_id

    ended = annai("index", "tune", "--off", "--json")

    snapshot = json.loads(ended.out)["snapshot"]
    assert ended.status == 0
    assert _published(settings) == (snapshot, "")
    assert _kept(settings) == [tuned_id]
    assert annai("index", "rollback").status == 0
    assert _published(settings)[1] == tuned_id
    assert annai("index", "status").status == 0


@pytest.fixture
def judged_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was tuned has better figures, and refuses worse.

    A city of 13 documents is too easy to be found better in.
    """
    pytest.importorskip("torch", reason="the extra [models] isn't installed")
    before = TrialFigures(0.7, 0.6, 0.9, 0.2, 0.95)
    after = TrialFigures(0.8, 0.7, 0.9, 0.3, 0.9)
    comparison = Comparison(20, 5, 0.5, before, after)
    monkeypatch.setattr("channels.cli.tuning.Comparison.of", lambda *_: comparison)


@pytest.mark.models
def test_what_is_not_better_is_not_published(
    annai: Callable[..., Ended], settings: Settings, tmp_path: Path
) -> None:
    """Trained and tried for real: everything was found before. Status 1, and nothing is left."""
    pytest.importorskip("torch", reason="the extra [models] isn't installed")
    before, queries = _published(settings), tmp_path / "queries.jsonl"
    queries.write_text("".join(f"{json.dumps(line)}\n" for line in QUERIES), encoding="utf-8")

    ended = annai("index", "tune", "--queries", str(queries), "--json")
    told = json.loads(ended.out)

    assert (ended.status, told["published"], told["tuned"]) == (1, False, "")
    assert (told["questions"], told["outside"]) == (1, 1)
    assert told["before"]["ndcg_at_10"] == told["after"]["ndcg_at_10"] == 1.0
    assert 0 < told["after"]["outside_confidence"] < 1
    assert "学習する" in ended.err
    assert "公開しません" in ended.err
    assert _published(settings) == before
    assert _kept(settings) == []
    assert len(Snapshots(index_dir(settings)).ids()) == 1


@pytest.mark.models
@pytest.mark.usefixtures("judged_better")
def test_what_is_better_is_published(annai: Callable[..., Ended], settings: Settings) -> None:
    """With the figures before and after; the next build is made with it, and the server's too."""
    ended = annai("index", "tune")
    snapshot, tuned_id = _published(settings)

    assert ended.status == 0
    assert "nDCG@10\t0.7000\t0.8000\t+0.1000" in ended.out
    assert "高い確信度" in ended.err, "it refuses worse"
    assert snapshot in ended.out
    assert _kept(settings) == [tuned_id]
    built = json.loads(annai("index", "build", "--json").out)
    assert built["embedded"] == 0
    assert tuned_id_of(open_engines(settings).embedder.id) == tuned_id


@pytest.mark.models
@pytest.mark.usefixtures("judged_better")
def test_a_dry_run_stops_before_publishing(annai: Callable[..., Ended], settings: Settings) -> None:
    """What was built can be published by hand."""
    before = _published(settings)
    told = json.loads(annai("index", "tune", "--dry-run", "--json").out)

    assert (told["published"], _published(settings)) == (False, before)
    assert annai("index", "publish", told["snapshot"]).status == 0
    assert _published(settings) == (told["snapshot"], told["tuned"])


@pytest.mark.models
@pytest.mark.usefixtures("judged_better")
@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_failing_canary_questions_keep_it_back(
    annai: Callable[..., Ended], settings: Settings, small_city: CityLayout, option: list[str]
) -> None:
    """However good the figures; status 1 and the question."""
    small_city.canary.write_text(CANARY, encoding="utf-8")
    before = _published(settings)

    ended = annai("index", "tune", "--json", *option)

    assert (ended.status, json.loads(ended.out)["published"]) == (1, False)
    assert "粗大ごみを捨てたい" in ended.err
    assert _published(settings) == before
    assert tuned_path(models_dir(settings), json.loads(ended.out)["tuned"]).is_file()
