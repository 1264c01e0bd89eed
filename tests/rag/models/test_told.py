from __future__ import annotations

import pytest
from llama_index.core.llms import ChatMessage, ChatResponse
from llm_replies import Cut, Refusal
from llm_server import LlmServer
from scripted_llm import ScriptedLLM

from rag.errors import LanguageModelError
from rag.models.llm import load_language_model, wrap
from rag.models.told import Told
from rag.models.usage import Usage
from rag.settings import Settings
from rag.tokens import count_tokens

PROMPT, SAID = "Be brief.Who led the talks?", "The minister led."


def response(**counts: object) -> ChatResponse:
    return ChatResponse(message=ChatMessage(content=SAID), delta=SAID, additional_kwargs=counts)


def told(*responses: ChatResponse) -> Usage:
    counts = Told()
    for one in responses:
        counts.follow(one)
    return counts.usage(PROMPT, SAID)


def test_what_the_server_counted_goes_before_our_own_count() -> None:
    assert told(response(), response(prompt_tokens=90, completion_tokens=12)) == Usage(1, 90, 12)


@pytest.mark.parametrize("nothing", [{}, {"prompt_tokens": 0, "completion_tokens": None}, {"prompt_tokens": "many"}])
def test_where_the_server_tells_nothing_the_texts_are_counted(nothing: dict[str, object]) -> None:
    assert told(response(**nothing)) == Usage(1, count_tokens(PROMPT), count_tokens(SAID))


def test_a_call_to_which_nothing_came_back_counts_for_nothing() -> None:
    assert told() == Usage()


def test_use_is_added_up_and_taken_apart() -> None:
    both = Usage(1, 10, 5) + Usage(2, 100, 50)
    assert (both, both.tokens) == (Usage(3, 110, 55), 165)
    assert both - Usage(1, 10, 5) == Usage(2, 100, 50)


def test_a_model_counts_every_call_over_all_that_it_was_asked() -> None:
    model = wrap(ScriptedLLM(replies=["One.", "Two words."]))
    assert model.usage == Usage()
    model.complete("Be brief.", "Who?", 20)
    first = model.usage
    assert (first.calls, first.read, first.written) == (1, count_tokens("Be brief.Who?"), count_tokens("One."))
    model.complete("", "And who else?", 20)
    assert model.usage - first == Usage(1, count_tokens("And who else?"), count_tokens("Two words."))


def test_a_refused_call_costs_nothing_and_one_that_broke_off_costs_what_came() -> None:
    with LlmServer([Refusal(401), Cut(("The minister", " led"))]) as server:
        model = load_language_model(Settings(llm="test-model", llm_url=server.url, llm_key="k"))
        assert model is not None
        with pytest.raises(LanguageModelError):
            model.complete("", "Who led?", 20)
        assert model.usage == Usage()
        with pytest.raises(LanguageModelError):
            model.complete("", "Who led?", 20)
        assert (model.usage.calls, model.usage.read) == (1, count_tokens("Who led?"))
