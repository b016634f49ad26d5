"""Rerankers: what puts the first hits in a better order. `factory.open_reranker` makes one.

This package imports nothing, so that naming it costs nothing: each kind loads its libraries itself.
"""
