"""`annai corpus remove`: take a document out."""

from channels.cli.confirm import confirmed
from channels.cli.options import Json, Yes
from channels.cli.output import text, write, write_json
from channels.cli.status import CANCELLED, DONE
from chatbot.settings import load_settings
from corpus.edit import find_source, remove_document
from corpus.layout import CityLayout


def run(name: str, *, yes: Yes = False, as_json: Json = False) -> int:
    """Delete a document's file and sidecar, after asking back."""
    layout = CityLayout.of(load_settings().city)
    path = layout.relative(find_source(layout, name))
    if not (yes or confirmed(text("corpus.remove.confirm", path=path))):
        return CANCELLED
    removed = remove_document(layout, name)
    if as_json:
        write_json({"removed": removed})
    else:
        for path in removed:
            write(text("corpus.remove.done", path=path))
    return DONE
