"""Alembic's migrations; `chatbot.store.migrate` runs them."""
