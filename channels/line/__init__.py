"""LINE: the city's official account (DESIGN §10, Messaging API)."""
