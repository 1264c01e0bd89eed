"""The bundled embedder."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ModelError
from rag.models.embedder import BundledEmbedder, Embedder, load_embedder
from rag.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found: list[str] = json.loads((HERE / "minilm_reference.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def reference() -> NDArray[np.float32]:
    vectors = np.load(HERE / "minilm_reference.npz")["vectors"].astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_the_reference_texts_are_200_different_ones_of_three_words_or_more_up_to_250_pieces(
    embedder: BundledEmbedder, texts: list[str], reference: NDArray[np.float32]
) -> None:
    assert len(set(texts)) == len(texts) == len(reference) == 200
    assert min(len(text.split()) for text in texts) >= 3
    assert 240 <= max(embedder.count(texts)) + 2 <= 250


def test_int8_vectors_point_where_fp32_vectors_point(
    embedder: BundledEmbedder, texts: list[str], reference: NDArray[np.float32]
) -> None:
    cosines = (embedder.embed(texts) * reference).sum(axis=1)
    assert cosines.min() >= 0.97, texts[int(cosines.argmin())]
    assert cosines.mean() >= 0.99


def test_a_text_embedded_alone_is_as_close_to_fp32_as_in_a_batch(
    embedder: BundledEmbedder, texts: list[str], reference: NDArray[np.float32]
) -> None:
    alone = np.concatenate([embedder.embed([text]) for text in texts[::10]])
    assert ((alone * reference[::10]).sum(axis=1)).min() >= 0.97


def test_vectors_come_in_the_order_of_the_texts_at_unit_length(
    embedder: BundledEmbedder, texts: list[str], reference: NDArray[np.float32]
) -> None:
    order = np.random.default_rng(3).permutation(len(texts))
    vectors = embedder.embed([texts[row] for row in order])
    assert vectors.dtype == np.float32
    assert vectors.shape == (200, embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert ((vectors @ reference.T).argmax(axis=1) == order).all()


def test_a_question_lies_nearest_to_the_passage_that_answers_it(embedder: BundledEmbedder) -> None:
    passages = ["The pier is closed for repairs.", "Bees dance to show where food is.", "The bank left its rate alone."]
    question = embedder.embed(["How do insects tell each other about flowers?"])[0]
    assert int((embedder.embed(passages) @ question).argmax()) == 1


def test_no_texts_give_no_vectors(embedder: BundledEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)
    assert embedder.count([]) == []


def test_progress_adds_up_to_the_texts(embedder: BundledEmbedder, texts: list[str]) -> None:
    done: list[int] = []
    embedder.embed(texts, on_batch=done.append)
    assert sum(done) == 200
    assert len(done) > 1


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\0\0\0", "😀", "\ud800", "a\udfffb", "x" * 1_000_000, "<|endoftext|>", "[CLS] [SEP] [PAD] [MASK]"],
    ids=["empty", "blank", "nulls", "emoji", "surrogate", "surrogate inside", "1 MB", "endoftext", "specials"],
)
def test_an_odd_text_gets_a_vector_of_unit_length(embedder: BundledEmbedder, text: str) -> None:
    vector = embedder.embed([text, "an ordinary neighbour"])[0]
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)


def test_special_pieces_written_in_a_text_are_text(embedder: BundledEmbedder) -> None:
    assert embedder.count(["[SEP]", "[CLS] hello [SEP]"]) == [3, 8]
    plain, marked = embedder.embed(["the truce holds", "the truce holds [SEP]"])
    assert plain @ marked < 0.999


def test_a_text_beyond_the_limit_is_truncated_to_embed_but_counted_in_full(embedder: BundledEmbedder) -> None:
    assert embedder.count(["word " * 5_000, "word"]) == [5_000, 1]
    limit = embedder.max_tokens - 2
    exact = embedder.embed(["word " * limit])
    assert (embedder.embed(["word " * limit + "banana " * 500]) @ exact.T).item() > 0.999
    assert (embedder.embed(["word " * (limit - 100) + "banana " * 100]) @ exact.T).item() < 0.99


def test_many_threads_share_one_embedder(texts: list[str], reference: NDArray[np.float32]) -> None:
    shared = BundledEmbedder(threads=1)
    with ThreadPoolExecutor(8) as pool:
        vectors = np.concatenate(list(pool.map(lambda row: shared.embed([texts[row]]), range(40))))
    assert ((vectors * reference[:40]).sum(axis=1)).min() >= 0.97


def test_missing_weights_are_reported_at_first_use(tmp_path: Path) -> None:
    embedder = BundledEmbedder(folder=tmp_path)
    with pytest.raises(ModelError, match="cannot be used"):
        embedder.embed(["a text"])


def test_without_a_setting_the_bundled_model_is_used() -> None:
    embedder: Embedder = load_embedder(Settings())
    assert (embedder.name, embedder.dimensions, embedder.max_tokens) == ("minilm-l6-v2-int8", 384, 256)


COUNTER = BundledEmbedder(threads=1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=6))
def test_the_word_pieces_of_texts_on_lines_of_their_own_are_the_sum_of_theirs(texts: list[str]) -> None:
    assert COUNTER.counts_add_up
    assert COUNTER.count(["\n".join(texts)]) == [sum(COUNTER.count(texts))]
