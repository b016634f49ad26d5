"""The language model an operator may configure: asked within a time and a budget, or not at all."""
