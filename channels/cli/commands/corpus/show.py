"""`annai corpus show`: a document as annai reads it."""

from channels.cli.options import Json
from channels.cli.output import write, write_json
from channels.cli.records import as_text, whole
from channels.cli.status import DONE
from chatbot.settings import load_settings
from corpus.corpus import read_documents
from corpus.edit import find_source
from corpus.errors import CorpusError
from corpus.layout import CityLayout


def run(name: str, *, as_json: Json = False) -> int:
    """Write metadata and text; of a table every row, of a Faq's id only this one."""
    layout = CityLayout.of(load_settings().city)
    documents = read_documents(layout, find_source(layout, name))
    if "#" in name:
        documents = [document for document in documents if document.id == name]
    if not documents:
        raise CorpusError("edit.unknown", name=name)
    if as_json:
        write_json({"documents": [whole(document) for document in documents]})
    else:
        write("\n\n".join(map(as_text, documents)))
    return DONE
