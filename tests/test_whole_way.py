"""From files to a checked answer through the public API alone, as a script that embeds it would go."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from command import environment

from eval.facts import load_facts
from eval.sample import add_sample, facts_file
from ingest import ingest
from rag import Assistant, CitebackError, Library, Settings, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag import Answer

QUESTIONS = [fact.question for fact in load_facts(facts_file()).facts]
UNANSWERABLE = [fact.question for fact in load_facts(facts_file()).facts if fact.unanswerable]
FURNITURE = (
    "Share This Article",
    "Min Read",
    "Advertisement",
    "Leave a Comment",
    "Leave a Reply",
    "Required fields",
    "cookie",
    "Read More",
    "Subscribe",
    "All Rights Reserved",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("sample")) as library:
        assert add_sample(library).failed == []
        yield library


@pytest.fixture(scope="module")
def answers(sample: Library) -> list[Answer]:
    assistant = Assistant(sample, Settings())
    return [assistant.ask(question) for question in QUESTIONS]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def test_every_citation_of_every_answer_is_the_words_of_its_paragraph(answers: list[Answer], sample: Library) -> None:
    citations = [citation for answer in answers for citation in answer.citations]
    assert len(citations) > len(QUESTIONS) / 2
    for citation in citations:
        stored = sample.document(citation.document.id).paragraphs[citation.paragraph.number - 1]
        assert stored.text[citation.start : citation.end] == citation.quote != ""


def test_every_sentence_is_supported_and_carries_its_marks(answers: list[Answer]) -> None:
    answered = [answer for answer in answers if not answer.refused]
    assert answered
    for answer in answered:
        numbers = {citation.number for citation in answer.citations}
        for sentence in answer.sentences:
            assert sentence.support == "supported"
            assert sentence.citations
            assert f"{sentence.text} [{sentence.citations[0].number}]" in answer.text
        assert numbers == {citation.number for sentence in answer.sentences for citation in sentence.citations}


def test_an_answer_repeats_no_sentence(answers: list[Answer]) -> None:
    for answer in answers:
        texts = [sentence.text for sentence in answer.sentences]
        assert len(texts) == len(set(texts))


def test_page_furniture_is_kept_for_display_and_never_found_or_cited(answers: list[Answer], sample: Library) -> None:
    kept = [aside.text for document in sample.documents() for aside in document.asides if aside.kind == "furniture"]
    assert {"Share This Article", "Leave a Comment", "3 Min Read", "- Advertisement -"} <= set(kept)
    shown = [citation.paragraph.text for answer in answers for citation in answer.citations]
    shown += [paragraph.text for answer in answers for hit in answer.nearest for paragraph in hit.paragraphs]
    assistant = Assistant(sample, Settings())
    for words in FURNITURE:
        shown += [paragraph.text for hit in assistant.search(words) for paragraph in hit.paragraphs]
        answer = assistant.ask(words)
        shown += [citation.quote for citation in answer.citations]
    assert shown
    assert not set(kept) & set(shown)
    assert not [text for text in shown if any(words in text for words in FURNITURE)]


def test_what_is_refused_says_so_and_shows_what_came_nearest(answers: list[Answer]) -> None:
    refused = [answer for answer in answers if answer.refused]
    assert len(refused) >= len(UNANSWERABLE) * 0.8
    for answer in refused:
        assert answer.text == answer.reason == "The documents do not say."
        assert (answer.sentences, answer.citations, answer.short_answer) == ((), (), None)
        assert 1 <= len(answer.nearest) <= 3


def test_the_link_of_every_citation_opens_its_words(answers: list[Answer], sample: Library) -> None:
    for citation in {citation for answer in answers for citation in answer.citations}:
        opened = sample.open_link(citation.link)
        assert (opened.document.id, opened.paragraph) == (citation.document.id, citation.paragraph)
        assert opened.paragraph.text[opened.start : opened.end] == citation.quote
        assert opened.current


@pytest.mark.parametrize("question", QUESTIONS[::9])
def test_a_stream_ends_in_the_answer_that_ask_gives(sample: Library, question: str) -> None:
    assistant = Assistant(sample, Settings())
    stream = assistant.stream(question)
    with pytest.raises(CitebackError, match="to its end"):
        _ = stream.answer
    pieces = list(stream)
    asked = assistant.ask(question)
    assert stream.answer == asked
    assert "".join(piece.text for piece in pieces) == asked.text
    assert tuple(piece.settled for piece in pieces if piece.settled) == asked.sentences


def test_hits_come_best_first_and_scoped_to_the_named_documents(sample: Library) -> None:
    assistant = Assistant(sample, Settings())
    hits = assistant.search("who led the talks?", k=5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    other = next(document for document in sample.documents() if document.id != hits[0].document.id)
    assert {hit.document.id for hit in assistant.search("who led the talks?", documents=[other.id])} == {other.id}
    assert assistant.search("who led the talks?", documents=[]) == []
    assert assistant.ask("Who led the talks?", documents=[]).refused


def test_many_threads_get_the_answers_that_one_gets(answers: list[Answer], sample: Library) -> None:
    assistant = Assistant(sample, Settings())
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(assistant.ask, QUESTIONS[:24])) == answers[:24]


def test_threads_may_ask_while_another_ingests_and_removes(library: Library, tmp_path: Path) -> None:
    keeper, guest = tmp_path / "keeper.txt", tmp_path / "guest.txt"
    keeper.write_text("The keeper of the lighthouse at Farholm is called Edda Brandt.\n")
    ingest(keeper, library)
    assistant = Assistant(library, Settings())

    def change(day: int) -> None:
        guest.write_text(f"On day {day} the guest of the lighthouse at Farholm paid in silver.\n")
        report = ingest(guest, library)
        assert report.failed == []
        if day % 2:
            library.remove(report.updated[0].id)

    with ThreadPoolExecutor(5) as pool:
        asked = [pool.submit(assistant.ask, "Who is the keeper of the lighthouse at Farholm?") for _ in range(40)]
        for day in range(8):
            change(day)
        assert all("Edda Brandt" in one.result().text for one in asked)
    assert [document.path for document in library.documents()] == [str(keeper)]


def test_earlier_turns_may_be_given_as_a_list(sample: Library) -> None:
    history = [Turn(question="Who mediated the truce?", answer="Qatar [1]"), Turn("Where?", "In Doha.")]
    answer = Assistant(sample, Settings()).ask("How many paragraphs does the draft have?", history=history)
    assert "four" in answer.text


SCRIPT = """
import sys
from rag import Assistant, Library
from ingest import ingest

library = Library(sys.argv[1])
report = ingest(sys.argv[2], library)
answer = Assistant(library).ask("Who is the keeper of the lighthouse at Farholm?")
print(answer.text)
"""


def test_a_script_needs_no_main_guard_and_no_close(tmp_path: Path) -> None:
    keeper = tmp_path / "keeper.txt"
    keeper.write_text("The keeper of the lighthouse at Farholm is called Edda Brandt.\n")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(tmp_path / "library"), str(keeper)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=120, check=False)
    assert done.stderr == ""
    assert done.stdout == "The keeper of the lighthouse at Farholm is called Edda Brandt. [1]\n"
    assert done.returncode == 0


HOSTILE = [
    "?" * 100,
    "who " * 24_000,
    "' OR 1=1 --",
    'AND OR NOT "unclosed (paren: *',
    "<|endoftext|>",
    "\x00\x01\x1b[31m",
    "\ud800 lone surrogate",
    "谁领导了代表团？",
    "🦊" * 1000,
    "[1] [2] [3]",
    "a" * 100_000,
]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_gets_an_answer_or_a_refusal(sample: Library, question: str) -> None:
    answer = Assistant(sample, Settings()).ask(question)
    assert answer.refused or answer.citations
    assert answer.text.encode()
