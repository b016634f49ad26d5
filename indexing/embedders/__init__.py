"""Embedders: what turns texts into vectors. `factory.open_embedder` makes the one a setting names.

This package imports nothing, so that naming it costs nothing: each kind loads its libraries itself.
"""
