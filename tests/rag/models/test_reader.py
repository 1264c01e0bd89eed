"""The reader finds the words that answer, or that there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Reader
from rag.errors import ModelError
from rag.models.reader import MAX_TOKENS, Passage

TALKS = "The delegation was led by the harbour minister, Maria Lopez, who arrived in Ostwick on 12 May 2024."
ROW = "Driver: Tomas Reed; Vehicle: Lorry Falcon; Depot: Lenham"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("question", "paragraph", "words"),
    [
        ("Who led the delegation?", TALKS, "Maria Lopez"),
        ("When did she arrive in Ostwick?", TALKS, "12 May 2024"),
        ("Where did the minister arrive?", TALKS, "Ostwick"),
        ("What does Tomas Reed drive?", ROW, "Lorry Falcon"),
        ("Who drives Lorry Falcon?", ROW, "Tomas Reed"),
        ("how many boats can moor at the quay", "Forty boats can moor there at a time.", "Forty"),
    ],
)
def test_the_words_that_answer_are_found_where_they_stand(
    reader: Reader, question: str, paragraph: str, words: str
) -> None:
    (span,) = reader.read(question, [paragraph])
    assert span.text is not None
    assert words in span.text
    assert span.start is not None
    assert paragraph[span.start : span.end] == span.text
    assert span.probability >= 0.5


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("How old is the harbour master's dog?", TALKS),
        ("What is the boiling point of mercury?", ROW),
        ("Who drives Van Heron?", ROW),
    ],
)
def test_a_paragraph_without_the_answer_has_none(reader: Reader, question: str, paragraph: str) -> None:
    (span,) = reader.read(question, [paragraph])
    assert (span.text, span.start, span.end) == (None, None, None)
    assert 0 <= span.probability < 0.5


def test_each_paragraph_gets_its_span_in_order(reader: Reader) -> None:
    filler = "The weather stayed dry for most of the week, and the market opened late."
    spans = reader.read("Who led the delegation?", [filler, TALKS, "", filler])
    assert [span.text is None for span in spans] == [True, False, True, True]
    assert spans[1].probability > max(spans[0].probability, spans[3].probability)


def test_an_answer_at_the_end_of_a_long_paragraph_is_found(reader: Reader) -> None:
    filler = "The weather stayed dry for most of the week, and the market opened late. "
    paragraph = filler * (MAX_TOKENS // 8) + TALKS
    (span,) = reader.read("Who led the delegation?", [paragraph])
    assert span.text is not None
    assert "Maria Lopez" in span.text


def test_what_stands_over_a_paragraph_is_read_but_never_the_answer(reader: Reader) -> None:
    question = "Who led the delegation?"
    over, alone = reader.readings(question, [Passage(TALKS, over="Talks in Ostwick"), Passage(TALKS)])
    assert TALKS[over.start : over.end]
    assert "Maria Lopez" in TALKS[alone.start : alone.end]
    assert "Maria Lopez" in TALKS[over.start : over.end]


@pytest.mark.parametrize("question", ["", "?", "who " * 30_000, "\ud800", "[SEP] [CLS] who led it?", "谁领导了代表团"])
@pytest.mark.parametrize("paragraph", ["", " ", "\ud800", "a" * 20_000, "[SEP] [MASK]", "كان الوفد برئاسة ماريا"])
def test_hostile_texts_are_read_without_harm(reader: Reader, question: str, paragraph: str) -> None:
    (span,) = reader.read(question, [paragraph])
    assert 0 <= span.probability <= 1
    if span.text is not None:
        assert span.text == paragraph[span.start : span.end]


def test_no_paragraphs_give_no_spans(reader: Reader) -> None:
    assert reader.read("Who?", []) == []


def test_a_missing_model_is_known_before_it_is_used(tmp_path: Path) -> None:
    reader = Reader(folder=tmp_path)
    assert not reader.is_installed
    with pytest.raises(ModelError, match="install citeback again"):
        reader.read("Who?", ["Maria Lopez led it."])
