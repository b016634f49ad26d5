"""The gates a question passes; the engine lists them in order."""
