"""HTML pages as city web sites serve them: the page's own text, without what stands on every page."""

from corpus.readers.html.page import read

__all__ = ["read"]
