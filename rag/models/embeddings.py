"""The setting of an embedding, turned into an embedder over LlamaIndex: one function a kind of model or server."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.errors import ModelError, SettingsError
from rag.models.foreign import LlamaIndexEmbedder
from rag.models.installed import is_installed
from rag.models.secrecy import scrubbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from numpy.typing import NDArray

FORMS: Final = '"huggingface/MODEL", "openai/MODEL" or "ollama/MODEL"'
MAX_TOKENS: Final = 512
"""What nearly every embedding model reads; where one reads less and says so, that counts."""
PIECES_PER_TOKEN: Final = 1.33
"""Word pieces of a small model's vocabulary for one token as language models count: its limit is in those."""

Errors = tuple[type[Exception], ...]


@dataclass(frozen=True, slots=True)
class Built:
    """Hold an embedding with what it raises where it cannot work, and the tokens that it reads."""

    embedding: BaseEmbedding
    errors: Errors
    max_tokens: int = MAX_TOKENS


@dataclass(frozen=True, slots=True)
class Provider:
    """Name the package that has a kind of embedding, as Python and as pip call it."""

    package: str
    distribution: str
    build: Callable[[str], Built]


class ConfiguredEmbedder:
    """Embed with the embedding that a setting names; what it raises becomes one line without keys."""

    def __init__(self, setting: str, built: Built) -> None:
        """Wrap an embedding; one text is embedded at once, to learn how long its vectors are."""
        self._setting = setting
        self._errors = built.errors
        with self._in_one_line():
            self._inner = LlamaIndexEmbedder(built.embedding, built.max_tokens, setting)
        self.name = self._inner.name
        self.dimensions = self._inner.dimensions
        self.max_tokens = self._inner.max_tokens

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Embed texts: float32 (texts, dimensions), unit length, in their order.

        Raises:
            ModelError: the model or its server failed.
        """
        with self._in_one_line():
            return self._inner.embed(texts, on_batch)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Embed a question as the embedding wants questions embedded: float32 (dimensions,), unit length.

        Raises:
            ModelError: the model or its server failed.
        """
        with self._in_one_line():
            return self._inner.embed_question(question)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text as language models count."""
        return self._inner.count(texts)

    @contextmanager
    def _in_one_line(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            said = scrubbed(str(error)) or type(error).__name__
            msg = f"the embedding {scrubbed(self._setting)} failed: {said}; check CITEBACK_EMBEDDING and what it needs"
            raise ModelError(msg) from error


def build_embedder(setting: str) -> ConfiguredEmbedder:
    """Build what CITEBACK_EMBEDDING names.

    Raises:
        SettingsError: it names none that is known, or one whose package is not installed.
        ModelError: the model cannot be loaded, or its server does not answer.
    """
    kind, _, model = setting.partition("/")
    provider = _PROVIDERS.get(kind.lower())
    if provider is None or not model.strip():
        msg = f"CITEBACK_EMBEDDING is {scrubbed(setting)!r}: set it to {FORMS}, or unset it for the bundled model"
        raise SettingsError(msg)
    if not is_installed(provider.package):
        msg = (
            f"CITEBACK_EMBEDDING is {scrubbed(setting)!r}, but {provider.package} is not installed: "
            f"pip install {provider.distribution}"
        )
        raise SettingsError(msg)
    model = model.strip()
    try:
        built = provider.build(model)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        msg = f"CITEBACK_EMBEDDING is {scrubbed(setting)!r}, which cannot be loaded: {scrubbed(str(error))}"
        raise ModelError(msg) from error
    return ConfiguredEmbedder(f"{kind.lower()}/{model}", built)


def _huggingface(model: str) -> Built:
    """Load a model of sentence-transformers; it is downloaded where it lies neither here nor at a path of that name."""
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    embedding = HuggingFaceEmbedding(model_name=model, trust_remote_code=False)
    reads = int(getattr(embedding, "max_length", None) or MAX_TOKENS)
    return Built(embedding, (OSError, ValueError, RuntimeError), min(MAX_TOKENS, int(reads / PIECES_PER_TOKEN)))


def _openai(model: str) -> Built:
    """Speak to OpenAI with the key in OPENAI_API_KEY: the language model's key may be another server's."""
    from llama_index.embeddings.openai import OpenAIEmbedding
    from openai import OpenAIError

    return Built(OpenAIEmbedding(model=model), (OpenAIError, OSError, ValueError))


def _ollama(model: str) -> Built:
    """Speak to the Ollama of this machine."""
    from httpx import HTTPError
    from llama_index.embeddings.ollama import OllamaEmbedding
    from ollama import ResponseError

    return Built(OllamaEmbedding(model_name=model), (ResponseError, HTTPError, OSError, ValueError))


_PROVIDERS: Final = {
    "huggingface": Provider("llama_index.embeddings.huggingface", "llama-index-embeddings-huggingface", _huggingface),
    "openai": Provider("llama_index.embeddings.openai", "llama-index-embeddings-openai", _openai),
    "ollama": Provider("llama_index.embeddings.ollama", "llama-index-embeddings-ollama", _ollama),
}
