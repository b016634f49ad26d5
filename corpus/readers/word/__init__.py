"""Word documents (.docx): headings by style, lists with their numbers, tables in their place."""

from corpus.readers.word.reader import read

__all__ = ["read"]
