from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunker import MOST_PIECES, chunk
from ingest.split import split
from rag.document import Layout, Paragraph
from rag.models.embedder import BundledEmbedder

EMBEDDER = BundledEmbedder(threads=1)
WORDS = st.sampled_from(
    ["bridge", "ferry", "antidisestablishmentarianism", "橋は月曜日", "👩‍🚀🎈", "a" * 300, "é" * 90, ".", "\n", "Q!"]
)
ANYTHING = st.text(min_size=1, max_size=400)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=300).map(" ".join), ANYTHING).filter(
    lambda text: text.strip() != ""
)
HEADINGS = st.sampled_from(["", "Title", "Title > Bread", "Title > " + "very long heading " * 60, "橋" * 500])


def layout(*paragraphs: str, heading: str = "") -> Layout:
    return Layout(tuple(Paragraph(n, text, heading=heading) for n, text in enumerate(paragraphs, 1)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, HEADINGS), min_size=1, max_size=12), HEADINGS)
def test_no_chunk_is_more_than_the_embedder_reads_and_no_paragraph_is_left_out(
    paragraphs: list[tuple[str, str]], title: str
) -> None:
    numbered = tuple(Paragraph(n, text, heading=heading) for n, (text, heading) in enumerate(paragraphs, 1))
    chunks = chunk(title, Layout(numbered), EMBEDDER)
    assert max(EMBEDDER.count([one.embedded for one in chunks])) <= EMBEDDER.max_tokens - 2
    covered = {n for one in chunks for n in range(one.first, one.last + 1)}
    assert covered == {one.number for one in numbered}
    assert [one.first for one in chunks] == sorted(one.first for one in chunks)
    joined = "".join(one.text for one in chunks)
    assert letters(joined) == letters("".join(one.text for one in numbered))


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_neighbours_are_packed_and_a_paragraph_stays_whole() -> None:
    paragraphs = [
        f"Paragraph {n} tells of the ferry, of its captain, and of the weather on the sound." for n in range(60)
    ]
    chunks = chunk("Ferry", layout(*paragraphs), EMBEDDER)
    assert all(one.text.split("\n") == paragraphs[one.first - 1 : one.last] for one in chunks)
    sizes = EMBEDDER.count([one.embedded for one in chunks])
    assert all(150 <= size <= MOST_PIECES for size in sizes[:-1])


def test_a_paragraph_that_alone_is_too_long_is_cut_at_sentence_ends() -> None:
    sentence = "The captain of the ferry has worked on the sound for thirty years and knows it well."
    chunks = chunk("Ferry", layout("Before it.", " ".join([sentence] * 40), "After it."), EMBEDDER)
    parts = [one for one in chunks if one.first == one.last == 2]
    assert len(parts) > 1
    assert all(set(re.split(r"(?<=\.) ", one.text)) == {sentence} for one in parts)
    assert (chunks[0].text, chunks[-1].text) == ("Before it.", "After it.")


def test_a_big_chunk_ends_at_the_next_heading_and_a_small_one_runs_on() -> None:
    long = "The captain of the ferry has worked on the sound for thirty years and knows it well. " * 8
    big = Layout((Paragraph(1, long, heading="A"), Paragraph(2, "Short.", heading="B")))
    small = Layout((Paragraph(1, "Short.", heading="A"), Paragraph(2, "Short too.", heading="B")))
    assert [(one.first, one.last) for one in chunk("T", big, EMBEDDER)] == [(1, 1), (2, 2)]
    assert [(one.first, one.last, one.context) for one in chunk("T", small, EMBEDDER)] == [(1, 2, "T\nA")]


def test_title_and_heading_are_the_context_and_the_title_is_not_said_twice() -> None:
    one = chunk("Ferry", layout("It leaves at nine.", heading="Ferry > Times"), EMBEDDER)[0]
    assert (one.context, one.text) == ("Ferry\nTimes", "It leaves at nine.")


def test_a_document_without_paragraphs_has_no_chunks() -> None:
    assert chunk("Ferry", Layout(()), EMBEDDER) == ()


class ByThree:
    """Count as some tokenizers do: a text is more than its parts."""

    name = "by-three"
    dimensions = 3
    max_tokens = 40

    def count(self, texts: list[str]) -> list[int]:
        return [len(text) // 3 + text.count("\n") * 5 for text in texts]


def test_an_embedder_whose_counts_do_not_add_up_gets_no_chunk_over_its_limit() -> None:
    embedder = ByThree()
    paragraphs = ["one two three", "four five", "six seven eight", "nine"] * 5
    chunks = chunk("T", layout(*paragraphs), embedder)  # type: ignore[arg-type]
    assert max(embedder.count([one.embedded for one in chunks])) <= 38


@pytest.mark.parametrize("text", ["word " * 5000, "x" * 20_000, "橋" * 3000])
def test_parts_are_slices_that_fit_and_lose_nothing(text: str) -> None:
    parts = split(text, 100, lambda texts: [len(one) for one in texts])
    assert max(map(len, parts)) <= 100
    assert letters("".join(parts)) == letters(text)
