"""What a stand-in for the language model reads of its prompt: the documents it is shown."""

import re

from chatbot.verification.sentence import Evidence

_DOCUMENT = re.compile(
    r"<<(?P<mark>\w+) 文書(?P<n>\d+)>>\n"
    r"題名: (?P<title>[^\n]*)\n項目: (?P<label>[^\n]*)\n(?P<text>.*?)\n"
    r"<</(?P=mark)>>",
    re.DOTALL,
)
"""As `chatbot/generation/prompts.toml` writes one."""


def shown_in(prompt: str) -> tuple[Evidence, ...]:
    """Return the pieces that a prompt shows, none where it doesn't ask for an answer."""
    return tuple(
        Evidence(int(found["n"]), found["title"], found["label"], found["text"])
        for found in _DOCUMENT.finditer(prompt)
    )
