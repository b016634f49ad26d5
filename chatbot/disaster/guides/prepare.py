"""Fits the guides' classifier and keeps it: `python -m chatbot.disaster.guides.prepare`.

A process of its own, because fitting takes 600 MB that a server would never give back. What it was
fitted for is noted beside it, as a digest of the files: a server that starts needn't read the
guides to learn whether it has to be done again.
"""

import logging
from hashlib import sha256
from importlib.resources import files

from chatbot.disaster.guides.learning import FORMAT
from chatbot.disaster.guides.matcher import GuideMatcher
from chatbot.service import models_dir
from chatbot.settings import Settings, load_settings
from corpus.guide import read_guides
from corpus.layout import CityLayout
from indexing.tokenizer import SudachiTokenizer, tokenizer_id

_NOTE = "guides.sha256"

log = logging.getLogger(__name__)


def is_prepared(settings: Settings) -> bool:
    """Return whether a classifier is kept for the city's guides as they are now."""
    note = models_dir(settings) / _NOTE
    try:
        return note.read_text(encoding="ascii") == _digest(CityLayout.of(settings.city))
    except (OSError, UnicodeError):
        return False


def prepare(settings: Settings) -> None:
    """Fit the city's guides."""
    layout, folder = CityLayout.of(settings.city), models_dir(settings)
    digest = _digest(layout)
    GuideMatcher.build(read_guides(layout).guides, SudachiTokenizer(), folder)
    try:
        (folder / _NOTE).write_text(digest, encoding="ascii")
    except OSError as error:
        log.warning("guides will be prepared again: %s", error)


def _digest(layout: CityLayout) -> str:
    """Return what changes with the guides, their wordings, and what is made of them."""
    made_of = sha256(f"{FORMAT} {tokenizer_id()}".encode())
    own = files("chatbot.disaster.guides")
    for each in (own / "other.csv", own / "intents.toml"):
        made_of.update(each.read_bytes())
    for path in (*sorted(layout.guides.glob("*")), layout.guide_wordings):
        if path.is_file():
            made_of.update(path.name.encode() + path.read_bytes())
    return made_of.hexdigest()


if __name__ == "__main__":
    prepare(load_settings())
