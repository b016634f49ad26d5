"""Fits the guides' classifier and keeps it: `python -m chatbot.disaster.guides.prepare`.

A process of its own, because fitting takes 200 MB that a server would never give back.
"""

from pathlib import Path

from chatbot.disaster.guides.matcher import GuideMatcher
from chatbot.settings import load_settings
from corpus.guide import read_guides
from corpus.layout import CityLayout
from indexing.tokenizer import SudachiTokenizer


def has_kept(folder: Path) -> bool:
    """Return whether a classifier is kept, if maybe of earlier guides: a server fits that anew."""
    return any(folder.glob("guides-*.npz"))


def main() -> None:
    """Fit the settings' city's."""
    settings = load_settings()
    guides = read_guides(CityLayout.of(settings.city)).guides
    GuideMatcher.build(guides, SudachiTokenizer(), settings.data_dir / "models")


if __name__ == "__main__":
    main()
