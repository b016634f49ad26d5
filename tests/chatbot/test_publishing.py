"""From a city's directory to the published index, with the hashing embedder."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.publishing import Publisher, publish_log
from chatbot.service import index_dir
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from indexing.errors import CanaryError, SnapshotError
from indexing.layout import FIELDS
from indexing.search import Engines
from indexing.snapshots import Snapshots
from indexing.tokenizer import SudachiTokenizer
from tests.building import silent
from tests.hashed_embedder import HashedEmbedder

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
FAQS = 12
NOWHERE = "question,expected_document\n粗大ごみを捨てたい,どこにもない質問\n"


@pytest.fixture
def settings(small_city: CityLayout, tmp_path: Path) -> Settings:
    """Settings of the small city; two snapshots are kept."""
    return load_settings(city=str(small_city.root), data_dir=tmp_path / "data", snapshots_kept=2)


@pytest.fixture
def open_publisher(settings: Settings) -> Callable[..., Publisher]:
    """Opens publishers, with an embedder of one's own if need be."""
    tokenizer = SudachiTokenizer()

    def make(embedder: HashedEmbedder | None = None) -> Publisher:
        return Publisher(settings, Engines(embedder or HashedEmbedder(), tokenizer), lambda: NOW)

    return make


@pytest.fixture
def publisher(open_publisher: Callable[..., Publisher]) -> Publisher:
    """A publisher."""
    return open_publisher()


def _logged(settings: Settings) -> list[dict[str, object]]:
    lines = publish_log(index_dir(settings)).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_building_tells_what_it_did(publisher: Publisher, settings: Settings) -> None:
    """Every Faq and the guide are in it, and nothing is published by building."""
    built = publisher.build(silent)

    assert built.documents == FAQS + 1
    assert built.chunks == FAQS + 2, "the guide has two headings"
    assert built.reused == 0
    assert built.problems == ()
    assert Snapshots(index_dir(settings)).current() is None


def test_a_second_build_embeds_only_what_changed(
    open_publisher: Callable[..., Publisher], small_city: CityLayout
) -> None:
    """Of an unchanged city nothing; of one more answer its own texts."""
    embedder = HashedEmbedder()
    publisher = open_publisher(embedder)
    first = publisher.build(silent)
    publisher.publish(first.snapshot, "clerk")
    embedder.batches.clear()

    again = publisher.build(silent)
    assert (again.embedded, again.reused, embedder.texts) == (0, first.embedded, [])

    with (small_city.faqs / "faq.csv").open("a", encoding="utf-8") as file:
        file.write("猫の相談はどこですか。,猫の相談は動物愛護の担当です。,,,\n")
    changed = publisher.build(silent)
    assert changed.embedded == len(embedder.texts) == 3, "label, both together, answer"
    assert changed.reused == first.embedded


def test_the_citys_wordings_are_built_in(
    publisher: Publisher, settings: Settings, small_city: CityLayout
) -> None:
    """A new one costs one text; then it is taken over like all the others."""
    first = publisher.build(silent)
    rows = "document,language,wording\n引っ越しの案内,ja,越してきた\nどこにもない,ja,何\n"
    small_city.wordings.write_text(rows, encoding="utf-8")
    second, third = publisher.build(silent), publisher.build(silent)

    assert (second.embedded, second.reused) == (1, first.embedded)
    assert (third.embedded, third.reused) == (0, first.embedded + 1)
    assert Snapshots(index_dir(settings)).manifest(second.snapshot).wordings == 1


def test_vectors_taken_over_are_those_of_the_published_snapshot(
    publisher: Publisher, settings: Settings
) -> None:
    """Bit for bit: a rebuild of the same city finds the same."""
    first = publisher.build(silent).snapshot
    publisher.publish(first, "clerk")
    second = publisher.build(silent).snapshot
    snapshots = Snapshots(index_dir(settings))

    for name in FIELDS:
        files = [snapshots.layout.snapshot(each).field(name) for each in (first, second)]
        assert files[0].read_bytes() == files[1].read_bytes(), name


def test_what_cannot_be_read_is_told_and_the_rest_is_built(
    publisher: Publisher, small_city: CityLayout
) -> None:
    """One bad file doesn't keep a city from being served."""
    (small_city.documents / "empty.pdf").write_bytes(b"")
    built = publisher.build(silent)

    assert [problem.path for problem in built.problems] == ["documents/empty.pdf"]
    assert built.documents == FAQS + 1


def test_the_newest_snapshot_is_published_unless_one_is_named(
    publisher: Publisher, settings: Settings
) -> None:
    """Staff needn't copy ids."""
    first, second = publisher.build(silent), publisher.build(silent)

    assert publisher.publish("", "clerk").snapshot == second.snapshot
    published = publisher.publish(first.snapshot, "clerk")
    assert (published.snapshot, published.before) == (first.snapshot, second.snapshot)
    assert Snapshots(index_dir(settings)).current() == first.snapshot


def test_nothing_to_publish_is_an_error(publisher: Publisher) -> None:
    """It says that an index must be built first."""
    with pytest.raises(SnapshotError, match="annai index build"):
        publisher.publish("", "clerk")


def test_a_failing_canary_refuses_and_a_reason_forces(
    publisher: Publisher, settings: Settings, small_city: CityLayout
) -> None:
    """The refusal lists the questions; the reason, who and how many failed are kept."""
    small_city.canary.write_text(NOWHERE, encoding="utf-8")
    snapshot = publisher.build(silent).snapshot
    with pytest.raises(CanaryError, match="粗大ごみを捨てたい → どこにもない質問"):
        publisher.publish(snapshot, "clerk")
    assert Snapshots(index_dir(settings)).current() is None

    forced = publisher.publish(snapshot, "clerk", forced_because="台風のため急ぐ")

    assert [failure.canary.question for failure in forced.failures] == ["粗大ごみを捨てたい"]
    assert Snapshots(index_dir(settings)).current() == snapshot
    assert _logged(settings) == [
        {
            "time": "2026-04-01T12:00:00+00:00",
            "action": "publish",
            "id": snapshot,
            "actor": "clerk",
            "reason": "台風のため急ぐ",
            "failures": 1,
        }
    ]


def test_rolling_back_goes_one_back_or_to_the_one_named(
    publisher: Publisher, settings: Settings
) -> None:
    """It asks no canary, and is logged as what it is."""
    first, second = publisher.build(silent).snapshot, publisher.build(silent).snapshot
    publisher.publish(second, "clerk")

    assert publisher.roll_back("", "chief").snapshot == first
    assert publisher.roll_back(second, "chief").before == first
    assert [(line["action"], line["id"]) for line in _logged(settings)] == [
        ("publish", second),
        ("rollback", first),
        ("rollback", second),
    ]


def test_what_servers_would_refuse_is_not_published(
    publisher: Publisher,
    open_publisher: Callable[..., Publisher],
    settings: Settings,
    small_city: CityLayout,
) -> None:
    """Of another city or embedder, or damaged: the old one stays published."""
    good, other = publisher.build(silent).snapshot, publisher.build(silent).snapshot
    publisher.publish(good, "clerk")
    text = small_city.settings.read_text(encoding="utf-8")
    small_city.settings.write_text(text.replace("試験市", "隣の市"), encoding="utf-8")
    with pytest.raises(SnapshotError, match=r"試験市.*隣の市"):
        publisher.publish(other, "clerk")
    small_city.settings.write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError, match="another"):
        open_publisher(HashedEmbedder("another")).publish(other, "clerk")
    chunks = Snapshots(index_dir(settings)).layout.snapshot(other).chunks
    chunks.write_bytes(chunks.read_bytes()[:-10])
    with pytest.raises(SnapshotError, match=r"chunks\.jsonl"):
        publisher.roll_back(other, "clerk")

    assert Snapshots(index_dir(settings)).current() == good


def test_what_is_published_is_usable_for_its_own_city_and_engines_only(
    publisher: Publisher, open_publisher: Callable[..., Publisher], small_city: CityLayout
) -> None:
    """Otherwise a server builds anew when it starts."""
    assert not publisher.has_usable(), "nothing is published"
    publisher.publish(publisher.build(silent).snapshot, "clerk")
    assert publisher.has_usable()
    assert not open_publisher(HashedEmbedder("another")).has_usable()
    text = small_city.settings.read_text(encoding="utf-8")
    small_city.settings.write_text(text.replace("試験市", "隣の市"), encoding="utf-8")
    assert not publisher.has_usable()


def test_old_snapshots_go_but_never_the_published_one(
    publisher: Publisher, settings: Settings
) -> None:
    """Two are kept, as the settings say, and the one residents are answered from."""
    published = publisher.build(silent).snapshot
    publisher.publish(published, "clerk")
    others = [publisher.build(silent) for _ in range(3)]

    assert others[-1].pruned == (others[0].snapshot,)
    assert Snapshots(index_dir(settings)).ids() == [
        published,
        others[1].snapshot,
        others[2].snapshot,
    ]
