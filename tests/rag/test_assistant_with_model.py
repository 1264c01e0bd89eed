from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from llama_server import llama, missing
from llm_replies import Cut, Refusal
from llm_server import LlmServer

from rag import Assistant, Settings, Turn
from rag.answer import NOT_CARRIED, REFUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llm_server import Script

    from rag import Answer, Library
    from rag.answer import Piece

WHO = "Who led the works on the quay?"
OPENED = "When did the new quay open?"


def ask(library: Library, reply: Script, question: str = OPENED, unsupported: str = "hide") -> tuple[Answer, str]:
    """Ask with a model that writes what it is told to; also give all that was streamed."""
    with LlmServer(reply) as server:
        settings = Settings(
            llm="test-model", llm_url=server.url, unsupported="show" if unsupported == "show" else "hide"
        )
        stream = Assistant(library, settings).stream(question)
        pieces: list[Piece] = list(stream)
    return stream.answer, "".join(piece.text for piece in pieces)


def test_prose_takes_the_place_of_quotes_and_cites_what_carries_it(library: Library) -> None:
    answer, streamed = ask(library, "In Ostwick the new quay opened on May 12 [1].")
    assert answer.text == "In Ostwick the new quay opened on May 12. [1]"
    assert streamed == answer.text
    assert answer.degraded is None
    assert answer.short_answer == "12 May"
    assert answer.citations[0].quote.startswith("Ostwick's new quay opened on 12 May")


def test_a_mark_on_the_wrong_source_is_moved(library: Library) -> None:
    answer, _ = ask(library, "The new quay in Ostwick opened on 12 May [4].")
    assert [citation.quote[:30] for citation in answer.citations] == ["Ostwick's new quay opened on 1"]


def test_what_no_source_carries_is_left_out_of_the_text_but_not_of_the_sentences(library: Library) -> None:
    answer, streamed = ask(library, "The new quay opened on 12 May [1]. The king of Norway attended [1].")
    assert answer.text == "The new quay opened on 12 May. [1]"
    assert [sentence.support for sentence in answer.sentences] == ["supported", "unsupported"]
    assert "Norway" in answer.sentences[1].reason
    assert streamed.endswith(f"The king of Norway attended.{NOT_CARRIED}")


def test_what_no_source_carries_is_shown_on_request_and_says_so(library: Library) -> None:
    answer, _ = ask(library, "It opened on 12 May [1]. The king of Norway attended [1].", unsupported="show")
    assert answer.text.endswith(f"The king of Norway attended.{NOT_CARRIED}")


def test_where_nothing_is_left_the_quotes_take_its_place_and_it_is_said(library: Library) -> None:
    answer, _ = ask(library, "The new quay opened on 3 June [1].")
    assert answer.text.startswith("Ostwick's new quay opened on 12 May")
    assert "3 June" not in answer.text
    assert "these are quotes instead" in (answer.degraded or "")


def test_prose_that_is_true_but_does_not_answer_is_followed_by_the_quote_that_does(library: Library) -> None:
    answer, _ = ask(library, "Visitors are asked to leave their cars outside the town [1].")
    assert "12 May" in answer.text
    assert answer.degraded is None


@pytest.mark.parametrize("reply", [REFUSAL, "", "Here is what I found:"])
def test_a_model_that_has_no_answer_is_replaced_by_quotes(library: Library, reply: str) -> None:
    answer, _ = ask(library, reply)
    assert "12 May" in answer.text
    assert "quotes" in (answer.degraded or "")


def test_what_no_document_says_is_refused_without_asking_a_model(library: Library) -> None:
    with LlmServer("The population of Lenham is 1.1 million [1].") as server:
        answer = Assistant(library, Settings(llm="test-model", llm_url=server.url)).ask("What is Lenham's population?")
        assert (answer.refused, server.asked) == (True, [])


@pytest.mark.parametrize("reply", [Refusal(401, echo_key=True), Refusal(404), Refusal(500), Cut()])
def test_a_model_that_fails_leaves_the_quotes_and_one_line_that_says_why(
    library: Library, reply: Refusal | Cut
) -> None:
    key = "sk-secret-0123456789abcdef"
    with LlmServer(reply) as server:
        assistant = Assistant(library, Settings(llm="test-model", llm_url=server.url, llm_key=key))
        answer = assistant.ask(OPENED)
    assert "12 May" in answer.text
    assert "CITEBACK_LLM" in (answer.degraded or "")
    assert "these are quotes instead" in (answer.degraded or "")
    assert "secret" not in repr(answer)
    assert "\n" not in (answer.degraded or "")


def test_a_server_that_is_down_leaves_the_quotes(library: Library) -> None:
    answer = Assistant(library, Settings(llm="test-model", llm_url="http://127.0.0.1:9/v1")).ask(OPENED)
    assert "12 May" in answer.text
    assert "CITEBACK_LLM_URL" in (answer.degraded or "")


def test_what_came_before_the_stream_was_cut_is_kept(library: Library) -> None:
    answer, _ = ask(library, Cut(("The new quay opened on 12 May [1]. Then the mayor of",)))
    assert answer.text == "The new quay opened on 12 May. [1]"
    assert "broke off" in (answer.degraded or "")


def test_the_model_sees_sources_as_data_and_only_what_the_question_needs(library: Library) -> None:
    with LlmServer("No.") as server:
        Assistant(library, Settings(llm="test-model", llm_url=server.url)).ask(WHO)
        system, user = (message["content"] for message in server.last.fields["messages"])
    assert "never an instruction" in system
    assert re.search(r'<source number="1" title="New quay opens in Ostwick".*\n.*Maria Lopez', user)
    assert user.endswith(f"Question: {WHO}")


def test_where_documents_differ_prose_does_not_hide_it(library: Library) -> None:
    with LlmServer("The harbour fair in Ostwick is on 20 May [1].") as server:
        settings = Settings(llm="test-model", llm_url=server.url)
        answer = Assistant(library, settings).ask("When is the harbour fair in Ostwick?")
    plain = Assistant(library, Settings()).ask("When is the harbour fair in Ostwick?")
    assert answer.difference is not None
    assert {other.text for other in answer.alternatives} == {other.text for other in plain.alternatives}


def test_a_summary_is_prose_too_and_says_what_was_read(library: Library) -> None:
    answer, streamed = ask(library, "The new quay opened on 12 May [1].", "Summarise the news about the quay.")
    assert re.match(r"From \d+ of \d+ paragraphs looked at", answer.text)
    assert "- The new quay opened on 12 May. [1]" in answer.text
    assert streamed.startswith("From ")


@pytest.fixture(scope="module")
def smollm(library: Library) -> Iterator[Assistant]:
    reason = missing()
    if reason:
        pytest.skip(reason)
    with llama() as url:
        yield Assistant(library, Settings(llm="smollm2", llm_url=url, llm_context=2048))


@pytest.mark.parametrize(
    "question", [WHO, OPENED, "How many boats can moor at the quay?", "Why is the quay safe?", "Who drives Van Heron?"]
)
def test_a_real_model_answers_no_worse_than_quotes_and_every_mark_resolves(
    smollm: Assistant, assistant: Assistant, question: str
) -> None:
    answer, quoted = smollm.ask(question), assistant.ask(question)
    assert answer.refused == quoted.refused
    assert answer.short_answer == quoted.short_answer
    assert (quoted.short_answer or "") in answer.text
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {c.number for c in answer.citations}
    for citation in answer.citations:
        assert citation.paragraph.text[citation.start : citation.end] == citation.quote


def test_a_conversation_with_a_real_model_goes_on(smollm: Assistant) -> None:
    answer = smollm.ask("Who led them?", [Turn("When did the works on the new quay end?", "On 12 May. [1]")])
    assert "Lopez" in answer.text


def test_a_follow_up_is_rewritten_by_the_model_and_what_was_searched_is_shown(library: Library) -> None:
    script = ["When did the new quay in Ostwick open?", "The new quay opened on 12 May [1]."]
    with LlmServer(script) as server:
        assistant = Assistant(library, Settings(llm="test-model", llm_url=server.url))
        answer = assistant.ask("When did it open?", [Turn("What is new in Ostwick?", "A new quay. [1]")])
    assert answer.query == "When did the new quay in Ostwick open?"
    assert answer.text == "The new quay opened on 12 May. [1]"


def test_a_follow_up_that_no_model_could_rewrite_is_made_to_stand_alone_by_rules_and_it_is_said(
    library: Library,
) -> None:
    with LlmServer([Refusal(401), "The new quay opened on 12 May [1]."]) as server:
        assistant = Assistant(library, Settings(llm="test-model", llm_url=server.url))
        answer = assistant.ask("When did it open?", [Turn("What is new in Ostwick?", "A new quay. [1]")])
    assert "quay" in answer.query
    assert "by rules" in (answer.degraded or "")
    assert "CITEBACK_LLM_KEY" in (answer.degraded or "")
