"""Alembic's migrations; `chatbot.store.upgrade` runs them."""
