"""Fine-tuning the bundled embedder on a city's own texts: what `annai index tune` does.

What trains needs torch, of the extra `[models]`; what it makes is opened without (`embedders`).
This package imports nothing, so that naming it costs nothing.
"""
