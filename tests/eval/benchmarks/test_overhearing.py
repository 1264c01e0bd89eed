from __future__ import annotations

import contextlib
import time

import pytest
from llm_replies import Refusal, Text
from llm_server import LlmServer

from eval.benchmarks.overhearing import Overhearing
from rag.errors import LanguageModelError
from rag.models.llm import load_language_model
from rag.settings import Settings


def ask(url: str) -> str:
    model = load_language_model(Settings(llm="test-model", llm_url=url))
    assert model is not None
    return model.complete("Be brief.", "Who mediated?", 50)


def test_what_the_model_says_is_passed_on_and_noted_with_its_first_moment() -> None:
    reply = Text(("Qatar ", "mediated ", "[1], “Türkiye” helped."), events=2)
    with LlmServer(reply) as server, Overhearing(server.url) as overhearing:
        assert ask(overhearing.url) == "Qatar mediated [1], “Türkiye” helped."
        assert overhearing.text == "Qatar mediated [1], “Türkiye” helped."
        assert overhearing.prompt == "Who mediated?"
        assert overhearing.first is not None
        assert overhearing.last is not None
        assert overhearing.first <= overhearing.last < time.perf_counter()
        overhearing.forget()
        assert (overhearing.text, overhearing.prompt, overhearing.first) == ("", None, None)


def test_the_model_is_heard_out_when_who_asked_has_hung_up() -> None:
    pieces = tuple(f"Word {number}. " for number in range(3000))
    with LlmServer(Text(pieces)) as server, Overhearing(server.url) as overhearing:
        model = load_language_model(Settings(llm="test-model", llm_url=overhearing.url))
        assert model is not None
        with contextlib.closing(iter(model.stream("Be brief.", "Who mediated?", 50))) as stream:
            assert next(stream) == "Word 0. "
        overhearing.wait()
        assert overhearing.text == "".join(pieces)


def test_a_refusal_comes_through_as_it_is() -> None:
    with LlmServer(Refusal(401)) as server, Overhearing(server.url) as overhearing:
        with pytest.raises(LanguageModelError, match="CITEBACK_LLM_KEY"):
            ask(overhearing.url)
        assert (overhearing.text, overhearing.prompt) == ("", "Who mediated?")


def test_the_key_is_passed_on_to_the_server() -> None:
    with LlmServer("Yes.") as server, Overhearing(server.url) as overhearing:
        model = load_language_model(Settings(llm="test-model", llm_url=overhearing.url, llm_key="secret-key"))
        assert model is not None
        assert model.complete("Be brief.", "Is it?", 50) == "Yes."
        assert server.last.key == "secret-key"
