"""What DESIGN fixes word for word, for the tests of every channel."""

DESIGN_KEYS = [
    "answer_id",
    "conversation_id",
    "mode",
    "status",
    "text",
    "language",
    "sources",
    "contact",
    "procedures",
    "suggestions",
    "notices",
    "shelters",
    "as_of",
    "timing_ms",
]
