"""The verifier of generated answers, as the chatbot of the settings' city has it."""

from chatbot.settings import Settings
from corpus.city import read_city_settings
from corpus.department import read_departments
from corpus.layout import CityLayout
from eval.groundedness import FaultOf
from indexing.tokenizer import SudachiTokenizer


def open_verifier(settings: Settings) -> FaultOf:
    """Load the verifier; return what tells a sentence's fault.

    Raises:
        CityError: `city.toml` is not valid.
    """
    # Help pages import every command; only what verifies pays for its patterns.
    from chatbot.verification.verifier import Verifier  # noqa: PLC0415  # see above

    layout = CityLayout.of(settings.city)
    city, departments = read_city_settings(layout), read_departments(layout.departments)
    return Verifier.load(SudachiTokenizer(), city, departments).fault
