"""The HTTP API and the page to chat with (DESIGN §7)."""
