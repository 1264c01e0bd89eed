from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder

from eval.benchmarks.ingesting import grow, second_run
from eval.benchmarks.madeup import PARAGRAPHS_OF_A_FILE, Writer
from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer()


def test_a_made_up_file_is_the_same_for_everybody(writer: Writer) -> None:
    assert Writer().text(7) == writer.text(7) != writer.text(8)
    assert len(writer.text(7).split("\n\n")) == PARAGRAPHS_OF_A_FILE


def test_a_question_is_made_of_words_that_its_file_has(writer: Writer) -> None:
    words = writer.question(7).removeprefix("What do the ").removesuffix(" have?").split()
    assert len(words) == 3
    assert set(words) <= set(writer.text(7).lower().replace(".", "").split())


def test_a_library_is_measured_at_each_size_it_grows_to(tmp_path: Path, writer: Writer) -> None:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        first, second = grow(library, tmp_path, writer, [40, 100], lambda _step: None)
        assert (first.paragraphs, second.paragraphs) == (40, 100)
        assert library.count_paragraphs() == 100
    assert min(first.rate, first.embedder_rate, first.memory) > 0
    assert first.share == pytest.approx(first.rate / first.embedder_rate)
    assert second.ask is not None


def test_a_second_run_is_timed_only_over_files_that_did_not_change(tmp_path: Path, writer: Writer) -> None:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        assert second_run(library, tmp_path / "files", writer, 3) > 0
        (tmp_path / "files" / "000" / "more.txt").write_text("One more line.")
        with pytest.raises(AssertionError, match="3 files that did not change"):
            second_run(library, tmp_path / "files", writer, 3)
