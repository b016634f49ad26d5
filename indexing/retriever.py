"""annai's index as a LangChain retriever, for any chain.

The hits are those residents' answers are made of: same search, same dates, same languages.
"""

from collections.abc import Callable
from datetime import date

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from indexing.chunk import Hit
from indexing.index import Index
from indexing.live import LiveIndex


class AnnaiRetriever(BaseRetriever):
    """Finds the city's passages for a question.

    Attributes:
        index: What to search: one snapshot, or whichever is published.
        k: How many passages at the most.
        day: The city's day: documents not in force on it are not found.
        language: Language of the questions; what is written in it is found beside Japanese.

    Raises:
        SnapshotError: When asked while there is no good snapshot.
    """

    index: LiveIndex | Index
    day: Callable[[], date]
    k: int = 5
    language: str = "ja"

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager  # LangChain's own callbacks tell all there is to tell
        index = self.index.current() if isinstance(self.index, LiveIndex) else self.index
        result = index.search(query, day=self.day(), language=self.language, limit=self.k)
        return [_document(hit, index) for hit in result.hits]


def _document(hit: Hit, index: Index) -> LangChainDocument:
    """Return a hit as LangChain knows it; the date is text, so that it can become JSON."""
    chunk = hit.chunk
    metadata = index.documents[chunk.document_id].metadata
    department = index.departments.get(metadata.department)
    return LangChainDocument(
        page_content=chunk.text,
        metadata={
            "document_id": chunk.document_id,
            "title": metadata.title,
            "url": metadata.url,
            "section": " > ".join(chunk.headings),
            "page": chunk.page,
            "score": hit.score,
            "department": department.name if department else metadata.department,
            "updated_on": metadata.updated_on.isoformat() if metadata.updated_on else None,
        },
    )
