from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.errors import IndexStoreError
from rag.library.vectors import EXACT_SCOPE, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSIONS = 16


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    index = Vectors(tmp_path / "chroma", "maker/model: ä", DIMENSIONS)
    yield index
    index.close()


def scatter(count: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(7).standard_normal((count, DIMENSIONS))
    scattered: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return scattered


def test_more_than_one_batch_is_written_found_read_and_dropped(vectors: Vectors) -> None:
    count = 6_000  # Chroma takes 5,461 at once
    keys, places = list(range(1, count + 1)), scatter(count)
    vectors.write(keys, places)
    vectors.check(keys)
    assert vectors.count() == count
    key, cosine = vectors.search(places[5_999], 1)[0]
    assert key == 6_000
    assert cosine == pytest.approx(1.0, abs=1e-5)
    np.testing.assert_allclose(vectors.read([6_000, 1]), places[[5_999, 0]], atol=1e-6)
    vectors.drop(keys)
    assert vectors.count() == 0
    assert vectors.search(places[0], 5) == []


def test_the_nearest_are_those_of_an_exact_search(vectors: Vectors) -> None:
    places = scatter(2_000)
    vectors.write(list(range(2_000)), places)
    exact = np.argsort(-(places[:20] @ places.T), axis=1)[:, :50]
    found = [[key for key, _ in vectors.search(vector, 50)] for vector in places[:20]]
    recall = np.mean([len(set(a) & set(b)) / 50 for a, b in zip(found, exact.tolist(), strict=True)])
    assert recall >= 0.99


def test_a_missing_vector_is_noticed(vectors: Vectors) -> None:
    vectors.write([1, 2], scatter(2))
    vectors.check([])
    vectors.check([2, 1])
    with pytest.raises(IndexStoreError, match="delete that folder"):
        vectors.check([1, 2, 3])


def test_writing_a_key_again_replaces_its_vector(vectors: Vectors) -> None:
    places = scatter(2)
    vectors.write([1], places[:1])
    vectors.write([1], places[1:])
    np.testing.assert_allclose(vectors.read([1]), places[1:], atol=1e-6)
    assert vectors.count() == 1


def test_dropping_what_is_not_there_is_fine(vectors: Vectors) -> None:
    vectors.drop([])
    vectors.drop([1, 2])
    assert vectors.count() == 0


def test_equal_vectors_stay_as_good_as_equal(vectors: Vectors) -> None:
    places = np.repeat(scatter(1), 3, axis=0)
    vectors.write([1, 2, 3], places)
    assert (vectors.read([1, 2, 3]) @ places[0] > 0.9999).all()


@pytest.mark.parametrize("count", [50, EXACT_SCOPE + 100])
def test_a_search_among_some_keys_finds_the_nearest_of_them(vectors: Vectors, count: int) -> None:
    places = scatter(1_000)
    vectors.write(list(range(1_000)), places)
    among = list(range(0, count * 2, 2))
    exact = sorted(among, key=lambda key: -float(places[key] @ places[1]))[:10]
    found = vectors.search(places[1], 10, among)
    assert [key for key, _ in found] == exact
    assert found[0][1] == pytest.approx(float(places[exact[0]] @ places[1]), abs=1e-5)
    assert vectors.search(places[1], 10, []) == []
    vectors.drop([among[3]])
    assert among[3] not in [key for key, _ in vectors.search(places[1], count, among)]
    assert len(vectors.search(places[1], count, among)) == count - 1


def graph_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("*/*.bin") if file.name != "header.bin")


def test_no_memory_that_was_never_set_is_written_to_the_disk(tmp_path: Path) -> None:
    def fill_memory() -> None:
        _ = ["a secret " * length for length in (5, 50, 500, 5_000, 6_000) for _ in range(200)]

    places = scatter(3)
    for count in (1, 2, 3):
        fill_memory()
        index = Vectors(tmp_path / "chroma", "model", DIMENSIONS)
        index.write([count], places[count - 1 : count])
        index.check(list(range(1, count + 1)))
        index.search(places[0], 2)
        assert not any(graph_bytes(tmp_path / "chroma"))
        index.close()
        assert not any(graph_bytes(tmp_path / "chroma"))


def test_a_graph_that_was_saved_is_left_alone(tmp_path: Path) -> None:
    places = scatter(2_000)
    for _ in range(2):
        index = Vectors(tmp_path / "chroma", "model", DIMENSIONS)
        if not index.count():
            index.write(list(range(2_000)), places)
        index.check(list(range(2_000)))
        assert index.search(places[7], 1)[0][0] == 7
        index.close()
    assert any(graph_bytes(tmp_path / "chroma"))
