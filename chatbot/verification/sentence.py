"""What is verified: a sentence with the numbers of its sources, against what those say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a generated answer.

    Attributes:
        text: Without citation marks; a link is the token `{{link:n}}`, n one of `sources`.
        sources: Numbers of the evidence it rests on, from 1.
    """

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of a document, as the language model was shown it.

    Attributes:
        n: Its number, from 1.
        title: Of the document.
        label: What the piece is about (`Chunk.label`): a Faq's question, a record's name, headings.
        text: What it says; for a Faq that is translated into the asker's language, the translation
            stands below the original.
        url: Where the document can be read; empty if nowhere.
    """

    n: int
    title: str
    label: str
    text: str
    url: str = ""
