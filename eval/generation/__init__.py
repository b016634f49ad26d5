"""Answers worded by a language model: asked and kept (`asking`), and graded apart (`scoring`)."""
