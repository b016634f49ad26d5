"""How it is answered: the engine and its gates, composition, the store, settings."""
