"""Excel workbooks (.xlsx): the values of all visible sheets, merged cells filled in."""

from corpus.readers.excel.reader import read

__all__ = ["read"]
