"""Putting generation together: done once, and only where there is a language model."""

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.compose import Composer
from chatbot.finding import Finder
from chatbot.follow_up import FollowUp
from chatbot.generation.easy import Easy
from chatbot.generation.generation import Generation
from chatbot.generation.prompts import Prompts
from chatbot.generation.understanding import Understanding
from chatbot.generation.wording import Wording
from chatbot.generation.writer import Counts, Verifies, Writer
from chatbot.llm.language_model import LanguageModel
from chatbot.suspicion import Suspicion
from indexing.tokenizer import SudachiTokenizer


@dataclass(frozen=True, slots=True)
class Llm:
    """A language model, who verifies what it writes, and who counts."""

    model: LanguageModel
    verifier: Verifies
    counts: Counts


def open_generation(
    llm: Llm,
    seconds: float,
    city: str,
    gate: tuple[Finder, FollowUp, Composer],
    refused: Callable[[str], bool],
) -> Generation:
    """Return the generation over what the guidance gate has.

    Args:
        llm: The language model.
        seconds: That one question may take of it.
        city: Its name.
        gate: The gate's own finder, follow-up and composer.
        refused: Whether a resident who asked so would be refused.
    """
    finder, follow_up, composer = gate
    tokenizer: SudachiTokenizer = composer.tokenizer
    prompts = Prompts(city)
    wording = Wording(prompts, tokenizer, refused)
    return Generation(
        model=llm.model,
        understanding=Understanding(finder, follow_up, wording),
        writer=Writer(
            prompts, llm.verifier, llm.counts, composer, Easy(tokenizer), Suspicion.load()
        ),
        seconds=seconds,
    )
