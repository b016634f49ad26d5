"""HTML pages as city sites serve them: a page's own text, without what stands on every page."""

from corpus.readers.html.page import read

__all__ = ["read"]
