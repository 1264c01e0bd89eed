from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from word_embedding import BrokenEmbedding, ShrinkingEmbedding, WordEmbedding

from ingest import ingest
from rag import Assistant, Library, Settings
from rag.errors import ModelError
from rag.models.embedder import Embedder
from rag.models.foreign import LlamaIndexEmbedder
from rag.retriever import Retriever

if TYPE_CHECKING:
    from pathlib import Path

QUAY = "Harbour minister Maria Lopez, who led the works, thanked the crew.\n"


def test_its_vectors_have_unit_length_and_the_order_of_the_texts() -> None:
    embedder = LlamaIndexEmbedder(WordEmbedding())
    both = embedder.embed(["a quay", "a ferry"])
    assert both.dtype == np.float32
    assert np.linalg.norm(both, axis=1) == pytest.approx([1, 1])
    assert np.array_equal(both[1:], embedder.embed(["a ferry"]))


def test_it_learns_how_long_vectors_are_and_names_class_model_and_length() -> None:
    embedder = LlamaIndexEmbedder(WordEmbedding(dimensions=32))
    assert isinstance(embedder, Embedder)
    assert (embedder.dimensions, embedder.name) == (32, "WordEmbedding-words-32")
    assert LlamaIndexEmbedder(WordEmbedding(dimensions=32), name="mine").name == "mine-32"


def test_texts_go_in_the_batches_of_the_embedding_and_progress_is_told() -> None:
    embedding, told = WordEmbedding(embed_batch_size=2), []
    embedder = LlamaIndexEmbedder(embedding)
    embedder.embed(["one", "two", "three"], told.append)
    assert (embedding.asked, told) == ([1, 2, 1], [2, 1])
    assert embedder.embed([]).shape == (0, 96)


def test_a_question_is_embedded_as_the_embedding_wants_questions_embedded(tmp_path: Path) -> None:
    class Asking(WordEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding("Forty boats can moor at the quay.")

    (tmp_path / "quay.txt").write_text("Forty boats can moor at the quay.\n", encoding="utf-8")
    (tmp_path / "fair.txt").write_text("Visitors leave their cars outside.\n", encoding="utf-8")
    embedder = LlamaIndexEmbedder(Asking())
    assert np.linalg.norm(embedder.embed_question("Parking?")) == pytest.approx(1)
    with Library(tmp_path / "library", embedder=embedder) as library:
        ingest([tmp_path / "quay.txt", tmp_path / "fair.txt"], library)
        for found in (Retriever(library).retrieve("Parking?"), Assistant(library, Settings()).search("Parking?")):
            assert found[0].document.path.endswith("quay.txt")


def test_a_vector_of_nothing_stays_a_vector_of_numbers() -> None:
    class Nothing(WordEmbedding):
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[0.0, 0.0] for _ in texts]

    assert LlamaIndexEmbedder(Nothing()).embed([""]).tolist() == [[0, 0]]


def test_vectors_of_another_length_than_before_are_refused() -> None:
    embedder = LlamaIndexEmbedder(ShrinkingEmbedding())
    with pytest.raises(ModelError, match=r"1 vectors of \[95\] numbers for 1 texts, where each should have 96"):
        embedder.embed(["a quay"])


def test_tokens_are_counted_though_its_word_pieces_are_not_known() -> None:
    assert LlamaIndexEmbedder(WordEmbedding()).count(["a quay", ""]) == [2, 0]


def test_a_library_finds_and_answers_by_a_llamaindex_embedding(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(QUAY, encoding="utf-8")
    with Library(tmp_path / "library", embedder=LlamaIndexEmbedder(WordEmbedding())) as library:
        ingest([tmp_path / "quay.txt"], library)
        assistant = Assistant(library, Settings())
        (hit,) = assistant.search("Who thanked the crew?")
        assert hit.dense is not None
        assert hit.dense > 0.1
        assert "Maria Lopez" in assistant.ask("Who led the works?").text


def test_an_embedding_that_fails_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(QUAY, encoding="utf-8")
    with Library(tmp_path / "library", embedder=LlamaIndexEmbedder(WordEmbedding())) as library:
        ingest([tmp_path / "quay.txt"], library)
    broken = LlamaIndexEmbedder(BrokenEmbedding(dimensions=32))
    with Library(tmp_path / "library", embedder=broken) as library, pytest.raises(RuntimeError, match="quota"):
        library.rebuild()
    with Library(tmp_path / "library", embedder=LlamaIndexEmbedder(WordEmbedding())) as library:
        (hit,) = Assistant(library, Settings()).search("Who thanked the crew?")
        assert hit.dense is not None
