"""Answers worded by a language model, held to what the city's documents say."""
