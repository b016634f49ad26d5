"""A tuned embedder serves where the published snapshot was made with it, and nowhere else."""

import logging
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from chatbot.publishing import Publisher
from chatbot.service import engines_for, index_dir, models_dir, open_engines
from chatbot.settings import Settings
from corpus.city import read_city_settings
from corpus.layout import CityLayout
from indexing.embedders.e5_weights import E5Weights
from indexing.embedders.model_cache import model_path
from indexing.embedders.tuned import save, tuned_id_of, tuned_path, untuned, with_tuned
from indexing.errors import EmbedderError
from indexing.live import LiveIndex
from indexing.search import Engines
from indexing.snapshots import Snapshots
from tests.building import NOON, silent

QUESTION = "粗大ごみを捨てたい"


@pytest.fixture
def settings(published_settings: Settings, embedder_cache: Path) -> Settings:
    """The small city, published with the untuned model; its directory of models is its own."""
    models = models_dir(published_settings)
    models.unlink()
    models.mkdir()
    plain = model_path(E5Weights(), embedder_cache)
    (models / plain.name).symlink_to(plain.resolve())
    return published_settings


@pytest.fixture
def tuned_id(settings: Settings) -> str:
    """A tuned model: one bias is a little different."""
    name = "l11.fo.b"
    bias = E5Weights().floats(name)
    return save({name: bias + np.float32(0.01)}, 0.9, models_dir(settings))


@pytest.fixture
def plain(settings: Settings) -> Engines:
    """The engines at the start, which are untuned."""
    return open_engines(settings)


@pytest.fixture
def tuned(settings: Settings, plain: Engines, tuned_id: str) -> Engines:
    """The engines with the tuned model."""
    return engines_for(settings)(with_tuned(plain.embedder.id, tuned_id), plain)


def _publish(settings: Settings, engines: Engines) -> str:
    later = NOON + timedelta(days=365 * 10)
    publisher = Publisher(settings, engines, lambda: later)
    return publisher.publish(publisher.build(silent).snapshot, "test").snapshot


def _live(settings: Settings, engines: Engines) -> LiveIndex:
    city = read_city_settings(CityLayout.of(settings.city)).name
    return LiveIndex(Snapshots(index_dir(settings)), engines, city, engines_for(settings))


def test_the_published_snapshot_decides(
    settings: Settings, plain: Engines, tuned: Engines, tuned_id: str
) -> None:
    """What is opened at a start is what made it, and builds go on with it."""
    assert tuned_id_of(plain.embedder.id) == ""

    _publish(settings, tuned)
    opened = open_engines(settings)

    assert opened.embedder.id == with_tuned(plain.embedder.id, tuned_id)
    publisher = Publisher(settings, opened)
    assert publisher.has_usable()
    assert publisher.build(silent).embedded == 0


def test_a_running_server_changes_over(settings: Settings, plain: Engines, tuned: Engines) -> None:
    """To the tuned model when it is published, and back; each index asks its own."""
    live = _live(settings, plain)
    untuned_snapshot = live.current().id

    tuned_snapshot = _publish(settings, tuned)
    live.refresh()
    assert live.current().id == tuned_snapshot
    assert live.current().manifest.dimension == tuned.embedder.dimension
    assert live.current().search(QUESTION, day=NOON.date()).hits

    Publisher(settings, tuned).roll_back("", "test")
    live.refresh()
    assert live.current().id == untuned_snapshot
    assert live.current().search(QUESTION, day=NOON.date()).hits


def test_a_running_server_keeps_what_it_has_when_the_model_is_gone(
    settings: Settings,
    plain: Engines,
    tuned: Engines,
    tuned_id: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing is asked with a model that didn't make the vectors."""
    live = _live(settings, plain)
    before = live.current()
    _publish(settings, tuned)
    tuned_path(models_dir(settings), tuned_id).unlink()

    live.refresh()

    assert live.current() is before
    assert f"{tuned_id}.npz" in caplog.text


def test_a_start_without_the_model_builds_anew(
    settings: Settings, tuned: Engines, tuned_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With the untuned one, and says so; what is published doesn't fit it."""
    _publish(settings, tuned)
    tuned_path(models_dir(settings), tuned_id).unlink()

    opened = open_engines(settings)

    assert opened.embedder.id == untuned(tuned.embedder.id)
    assert not Publisher(settings, opened).has_usable()
    (told,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert f"{tuned_id}.npz" in told.getMessage()


def test_another_family_is_never_opened_instead(settings: Settings, plain: Engines) -> None:
    """A snapshot of another model is for whoever checks it to refuse, tuned or not."""
    find = engines_for(settings)

    assert find("hashed", plain) is plain
    assert find(with_tuned("hashed", "0a1b"), plain) is plain
    assert find(plain.embedder.id, plain) is plain
    with pytest.raises(EmbedderError, match="0a1b"):
        find(with_tuned(plain.embedder.id, "0a1b"), plain)
