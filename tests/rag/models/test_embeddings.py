from __future__ import annotations

import numpy as np
import pytest
from word_embedding import BrokenEmbedding, WordEmbedding

from rag.errors import ModelError, SettingsError
from rag.models.embedder import Embedder, QuestionEmbedder, load_embedder
from rag.models.embeddings import Built, ConfiguredEmbedder
from rag.models.installed import is_installed
from rag.settings import Settings


@pytest.mark.parametrize("setting", ["minilm", "huggingface/", "pickle/rm:rf", "os/system"])
def test_a_setting_that_names_no_kind_of_embedding_is_refused_with_the_forms(setting: str) -> None:
    with pytest.raises(SettingsError, match=r'"huggingface/MODEL", "openai/MODEL" or "ollama/MODEL".*unset it'):
        load_embedder(Settings(embedding=setting))


@pytest.mark.parametrize("kind", ["huggingface", "openai", "ollama"])
def test_an_embedding_that_is_not_installed_is_refused_with_the_command_that_installs_it(kind: str) -> None:
    if is_installed(f"llama_index.embeddings.{kind}"):
        pytest.skip(f"llama-index-embeddings-{kind} is installed here")
    with pytest.raises(SettingsError, match=f"pip install llama-index-embeddings-{kind}$"):
        load_embedder(Settings(embedding=f"{kind}/any"))


def test_what_the_setting_names_names_its_vectors() -> None:
    embedder = ConfiguredEmbedder("ollama/words", Built(WordEmbedding(), (RuntimeError,), 300))
    assert isinstance(embedder, Embedder)
    assert isinstance(embedder, QuestionEmbedder)
    assert (embedder.name, embedder.dimensions, embedder.max_tokens) == ("ollama/words-96", 96, 300)
    assert np.allclose(embedder.embed(["a quay"])[0], embedder.embed_question("a quay"))
    assert embedder.count(["a cat", ""]) == [2, 0]


def test_what_a_server_says_becomes_one_line() -> None:
    embedder = ConfiguredEmbedder("openai/words", Built(BrokenEmbedding(), (RuntimeError,)))
    said = r"^the embedding openai/words failed: 429: the quota is spent; check"
    with pytest.raises(ModelError, match=said):
        embedder.embed(["one"])
    with pytest.raises(ModelError, match=said):
        embedder.embed_question("one")
