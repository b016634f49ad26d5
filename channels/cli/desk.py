"""What commands on the index share: the publisher, the published index."""

from chatbot.publishing import Publisher
from chatbot.service import index_dir, open_engines
from chatbot.settings import Settings
from indexing.errors import SnapshotError
from indexing.index import Index
from indexing.search import Engines
from indexing.snapshots import Snapshots


def open_publisher(settings: Settings) -> Publisher:
    """Return the publisher of the settings' city, with the embedder loaded.

    Raises:
        EmbedderError: The embedder can't be made.
    """
    return Publisher(settings, open_engines(settings))


def open_published(settings: Settings, engines: Engines) -> Index:
    """Open what residents are answered from, as a server would.

    Raises:
        SnapshotError: Nothing is published, or it is damaged, of another city or embedder.
    """
    snapshots = Snapshots(index_dir(settings))
    published = snapshots.current()
    if published is None:
        raise SnapshotError("snapshot.none", path=snapshots.layout.root)
    return Publisher(settings, engines).open_snapshot(published)
