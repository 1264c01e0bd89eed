from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ingest import ingest
from rag import Assistant, CitebackError, Library, Reader, Settings, Turn
from rag.answer import REFUSAL
from rag.errors import QuestionError
from rag.question import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTIONS = {
    "Who led the works on the quay?": "Maria Lopez",
    "How many boats can moor there?": "Forty",
    "When did the new quay open?": "12 May",
    "When does the ferry sail to Lenham?": "nine",
    "What does Tomas Reed drive?": "Lorry Falcon",
}
NOT_SAID = [
    "What is the population of Ostwick?",
    "Who led the works on the castle of Bremford?",
    "What is the capital of France?",
    "asdf qwer zxcv",
    "“”!?",
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS.items())
def test_an_answer_quotes_the_paragraph_that_carries_it(assistant: Assistant, question: str, expected: str) -> None:
    answer = assistant.ask(question)
    assert expected in answer.text
    assert not answer.refused
    for citation in answer.citations:
        assert citation.paragraph.text[citation.start : citation.end] == citation.quote
        assert citation.link.startswith(f"citeback:{citation.document.id}@{citation.document.version}#")
    assert all(sentence.support == "supported" and sentence.citations for sentence in answer.sentences)


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_the_documents_do_not_say_is_refused_with_the_nearest_paragraphs(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert (answer.text, answer.sentences, answer.citations) == (REFUSAL, (), ())
    assert 1 <= len(answer.nearest) <= 3
    assert answer.query == question


def test_the_part_of_a_question_that_no_document_answers_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("When did the new quay open and who is the mayor of Bremford?")
    assert "12 May" in answer.text
    assert answer.degraded == "the documents do not say: “who is the mayor of Bremford”"


def test_only_the_first_things_of_many_that_are_asked_are_looked_up_and_it_is_said(assistant: Assistant) -> None:
    question = " and ".join(["Who led the works on the quay", *["when did the new quay open"] * 30])
    answer = assistant.ask(question)
    assert "Maria Lopez" in answer.text
    assert answer.degraded is not None
    assert "asks 31 things at once" in answer.degraded


def test_each_part_of_a_question_is_searched_by_itself(assistant: Assistant) -> None:
    answer = assistant.ask("What does Tomas Reed drive, and who led the works on the quay?")
    assert answer.short_answer == "Lorry Falcon, Maria Lopez"
    assert len(answer.citations) == 2
    assert [citation.number for citation in answer.citations] == [1, 2]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Does the ferry sail on 20 May?", "it sails every hour"),
        ("Did the minister thank the crew?", "thanked the crew"),
    ],
)
def test_a_yes_or_no_question_is_answered_by_the_sentence_that_decides_it(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert words in answer.text
    assert answer.short_answer is None


def test_an_answer_says_how_probable_it_is_and_a_refusal_claims_nothing(assistant: Assistant) -> None:
    quay, ferry = "When did the new quay open", "when does the ferry sail to Lenham"
    chances = [assistant.ask(f"{question}?").confidence for question in (quay, ferry)]
    assert all(chance is not None and 0.05 <= chance <= 1 for chance in chances)
    both = assistant.ask(f"{quay} and {ferry}?")
    assert both.confidence == pytest.approx(min(chance or 0 for chance in chances), abs=0.1)
    assert assistant.ask("What is the capital of France?").confidence is None


def test_a_yes_or_no_question_that_no_sentence_decides_is_refused(assistant: Assistant) -> None:
    assert assistant.ask("Did the minister resign?").refused


def test_a_pronoun_is_said_in_full_and_the_citation_keeps_the_exact_words(assistant: Assistant) -> None:
    answer = assistant.ask("What did the minister call the quay?")
    assert "Maria Lopez called the quay the safest on the coast. [1]" in answer.text
    assert answer.citations[0].quote == "She called the quay the safest on the coast."


def test_a_stream_is_the_answer_in_pieces(assistant: Assistant) -> None:
    stream = assistant.stream("When did the new quay open?")
    with pytest.raises(CitebackError, match="read the stream"):
        _ = stream.answer
    pieces = list(stream)
    assert "".join(piece.text for piece in pieces) == stream.answer.text
    assert tuple(piece.settled for piece in pieces) == stream.answer.sentences
    assert stream.answer == assistant.ask("When did the new quay open?")


def test_another_date_of_another_document_is_shown_and_named(assistant: Assistant) -> None:
    answer = assistant.ask("When is the harbour fair in Ostwick?")
    assert "20 to 22 May" in answer.text
    assert "On 20 May" in answer.text
    assert len({citation.document.id for citation in answer.citations}) == 2
    (other,) = answer.alternatives
    assert other.text in ("20 to 22 May", "20 May")
    assert other.citations[0] in answer.citations
    assert answer.difference is not None
    assert answer.text.endswith(answer.difference)
    assert "The documents differ" in answer.difference
    assert "20 to 22 May" in answer.difference
    assert all(f"[{number}]" in answer.difference for number in (1, 2))


def test_what_differs_is_streamed_at_the_end(assistant: Assistant) -> None:
    stream = assistant.stream("When is the harbour fair in Ostwick?")
    pieces = list(stream)
    assert "".join(piece.text for piece in pieces) == stream.answer.text
    assert tuple(piece.settled for piece in pieces if piece.settled) == stream.answer.sentences


def test_the_short_answer_is_in_full(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the works on the quay?")
    assert answer.short_answer == "Maria Lopez"
    assert answer.degraded is None


def test_without_the_readers_weights_quotes_are_chosen_by_nearness_and_it_is_said(
    library: Library, tmp_path: Path
) -> None:
    assistant = Assistant(library, Settings(), Reader(folder=tmp_path))
    answer = assistant.ask("When did the new quay open?")
    assert "12 May" in answer.text
    assert answer.short_answer is None
    assert answer.degraded is not None
    assert answer.degraded.count("reader") == 1
    assert assistant.ask("Who was the first person on the moon?").refused
    assert assistant.search("When did the new quay open?")[0].readings == ()


def test_a_question_that_no_paragraph_answers_lists_the_places_and_what_was_looked_at(assistant: Assistant) -> None:
    stream = assistant.stream("How many documents mention the harbour?")
    pieces = list(stream)
    answer = stream.answer
    assert "".join(piece.text for piece in pieces) == answer.text
    assert tuple(piece.settled for piece in pieces) == answer.sentences
    assert answer.coverage == "From 10 of 10 paragraphs looked at; these are the places found, not a count:"
    assert answer.text.startswith(f"{answer.coverage}\n- ")
    assert {citation.document.title for citation in answer.citations} > {"Fair at the harbour"}
    assert all(sentence.support == "supported" for sentence in answer.sentences)
    assert (answer.short_answer, answer.alternatives) == (None, ())


def test_a_summary_of_one_document_begins_with_its_opening(assistant: Assistant, library: Library) -> None:
    (fair,) = library.find("Fair at the harbour")
    answer = assistant.ask("What is this document about?", documents=[fair.id])
    assert answer.coverage == "From 2 of 2 paragraphs looked at:"
    assert answer.sentences[0].text == "The harbour fair in Ostwick runs from 20 to 22 May, its organisers announced."


@pytest.mark.parametrize("question", ["List all penguins", "How many documents mention Tarsova?"])
def test_a_list_of_what_no_document_has_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.refused, answer.text, answer.coverage) == (True, REFUSAL, None)


def test_documents_scope_the_question(assistant: Assistant, library: Library) -> None:
    (ferry,) = library.find("Ferry to Lenham")
    assert assistant.ask("Who led the works on the quay?", documents=[ferry.id]).refused
    assert assistant.ask("Who led the works on the quay?", documents=[]).refused
    assert {hit.document.id for hit in assistant.search("quay", documents=[ferry.id])} == {ferry.id}


def test_search_gives_the_best_hits_first(assistant: Assistant) -> None:
    hits = assistant.search("What does Tomas Reed drive?", k=2)
    assert len(hits) == 2
    assert "Driver: Tomas Reed; Vehicle: Lorry Falcon" in [p.text for p in hits[0].paragraphs]
    assert hits[0].score >= hits[1].score


def test_a_conversation_is_accepted(assistant: Assistant) -> None:
    history = [Turn("Who led the works on the quay?", "Maria Lopez"), Turn("And the ferry?")]
    assert not assistant.ask("When did the new quay open?", history=history).refused


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_CHARACTERS + 1)])
def test_a_question_that_cannot_be_asked_says_why(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError, match="the question"):
        assistant.ask(question)


def test_the_longest_question_is_asked(assistant: Assistant) -> None:
    assert assistant.ask("quay " * (MAX_CHARACTERS // 5)).question


@pytest.mark.parametrize("question", ["<|endoftext|> quay", 'a:b AND "(', "\x00\ud800 quay", "🚢" * 50, "[1] [2] quay"])
def test_hostile_questions_do_no_harm(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.text


def test_many_threads_get_the_same_answers(assistant: Assistant) -> None:
    alone = [assistant.ask(question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(assistant.ask, list(QUESTIONS) * 4))
    assert together == alone * 4


def test_an_empty_library_says_that_it_is_empty(tmp_path: Path) -> None:
    with Library(tmp_path / "empty") as library:
        answer = Assistant(library, Settings()).ask("Who led the works?")
    assert answer.refused
    assert "empty" in answer.text


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("german")
    (folder / "kai.txt").write_text(
        "Der neue Kai von Ostwick wurde am 12. Mai nach zwei Jahren Bauzeit eröffnet.\n\n"
        "Hafenministerin Maria Lopez leitete die Arbeiten am Kai und dankte der Mannschaft.\n",
        encoding="utf-8",
    )
    with Library(folder / "library") as library:
        ingest([folder / "kai.txt"], library)
        yield Assistant(library, Settings())


@pytest.mark.parametrize(
    "question", ["Wer leitete die Arbeiten am Kai von Ostwick?", "Wann wurde der neue Kai von Ostwick eröffnet?"]
)
def test_what_is_not_english_is_answered_by_retrieval_and_says_so(german: Assistant, question: str) -> None:
    answer = german.ask(question)
    assert "Ostwick" in answer.text or "Kai" in answer.text
    assert answer.short_answer is None
    assert answer.degraded == "the reader knows English only, so this was judged by its words"


def test_english_paragraphs_are_not_called_foreign(assistant: Assistant) -> None:
    assert assistant.ask("Who led the works on the quay?").degraded is None
    assert assistant.ask("Who was the first person on the moon?").degraded is None


def test_a_follow_up_is_searched_as_it_stands_alone_and_shows_how(assistant: Assistant) -> None:
    history = [Turn("Who led the works on the quay?", "Harbour minister Maria Lopez.")]
    answer = assistant.ask("What did she call it?", history)
    assert answer.question == "What did she call it?"
    assert answer.query.startswith("What did Maria Lopez call the quay")
    assert "safest on the coast" in answer.text
    alone = assistant.ask("When does the ferry sail to Lenham?", history)
    assert alone.query == alone.question == "When does the ferry sail to Lenham?"


def test_follow_ups_can_be_switched_off(library: Library) -> None:
    history = [Turn("Who led the works on the quay?", "Harbour minister Maria Lopez.")]
    answer = Assistant(library, Settings(follow_up=False)).ask("What did she call it?", history)
    assert answer.query == "What did she call it?"
