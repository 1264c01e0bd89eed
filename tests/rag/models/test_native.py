"""The models of LlamaIndex that speak a protocol of their own, against a server that speaks it."""

from __future__ import annotations

import importlib.util

import pytest
from llm_replies import Cut, Hangup, Nonsense, Refusal, Reply, Silence, StreamError, text
from llm_server import LlmServer

from rag.errors import LanguageModelError
from rag.models.llm import LanguageModel, load_language_model
from rag.settings import Settings

KEY = "sk-proj-Zk3vQw9LmN7rTb2X"
PATHS = {"anthropic/claude-opus-4-5": "/v1/messages", "ollama/llama3.2": "/api/chat"}

both = pytest.mark.parametrize(
    "llm",
    [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                importlib.util.find_spec(name.split("/")[0]) is None, reason=f"pip install '.[{name.split('/')[0]}]'"
            ),
        )
        for name in PATHS
    ],
)


def model_of(llm: str, server: LlmServer, timeout: float = 60) -> LanguageModel:
    model = load_language_model(Settings(llm=llm, llm_url=server.url, llm_key=KEY, llm_timeout=timeout))
    assert model is not None
    return model


@both
def test_an_answer_comes_in_pieces_over_the_protocol_of_its_own(llm: str) -> None:
    with LlmServer(text("Zürich – ", "東京", ".", split=True)) as server:
        assert list(model_of(llm, server).stream("Be brief.", "Who led?", 77)) == ["Zürich – ", "東京", "."]
        asked = server.last
    assert (asked.path, asked.system, asked.user, asked.key) == (PATHS[llm], "Be brief.", "Who led?", KEY)
    options = asked.fields.get("options", asked.fields)
    assert (options["temperature"], options.get("max_tokens", options.get("num_predict"))) == (0, 77)


@both
@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Refusal(401, "wrong key", echo_key=True), r"refused the key \(401\): check CITEBACK_LLM_KEY"),
        (
            Refusal(404, "model 'x' not found, try pulling it first"),
            r"is not there \(404: model 'x' .+ check CITEBACK_LLM",
        ),
        (Refusal(400, "prompt is too long: 9000 tokens > 4096"), "prompt is too long .+ lower CITEBACK_LLM_CONTEXT"),
        (Refusal(400, "bad options", echo_key=True), r"refused the request \(400: bad options: \[key\]"),
        (Cut(("Half",)), "broke off in the middle"),
        (text("Half", finish=None), "broke off in the middle"),
        (StreamError(("Half",), f"out of memory {KEY}"), r"failed \(out of memory \[key\]\)"),
        (text("Half", finish="content_filter"), "withheld its answer"),
        (text("", finish="length"), "used all the tokens"),
        (Nonsense(b"data: {oops\n\n"), "sent what is not a chat completion"),
        (Nonsense(b'{"some": "json"}\n'), "sent what is not a chat completion"),
    ],
)
def test_a_failure_is_one_line_that_names_the_setting(llm: str, reply: Reply, said: str) -> None:
    with LlmServer(reply) as server, pytest.raises(LanguageModelError, match=said) as raised:
        model_of(llm, server).complete("", "Who led?", 50)
    assert len(str(raised.value).splitlines()) == 1
    assert not any(KEY[start : start + 6] in str(raised.value) for start in range(len(KEY) - 5))


@both
@pytest.mark.parametrize("first", [Refusal(429), Refusal(529), Hangup()])
def test_what_may_pass_is_asked_again(llm: str, first: Reply) -> None:
    with LlmServer([first, "It passed."]) as server:
        assert model_of(llm, server).complete("", "Who led?", 50) == "It passed."
        assert len(server.asked) == 2


@both
def test_silence_is_borne_as_long_as_the_setting_says(llm: str) -> None:
    with LlmServer(Silence(("Half",))) as server, pytest.raises(LanguageModelError, match=r"fell silent .+ for 1 s"):
        model_of(llm, server, 1).complete("", "Who led?", 50)


def test_anthropic_without_a_key_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("anthropic")
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    model = load_language_model(Settings(llm="anthropic/claude-opus-4-5"))
    assert model is not None
    with pytest.raises(LanguageModelError, match="has no key that can be used: check CITEBACK_LLM_KEY"):
        model.complete("", "Who led?", 50)
