from __future__ import annotations

import logging
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from llama_index.core.llms import ChatMessage, ChatResponse, CompletionResponse, CustomLLM, LLMMetadata, MockLLM
from llm_replies import Asked, Cut, Hangup, Nonsense, Refusal, Reply, Silence, StreamError, Text, text
from llm_server import LlmServer, Script

from rag.errors import LanguageModelError
from rag.models.llm import LanguageModel, load_language_model, wrap
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEY = "sk-proj-Zk3vQw9LmN7rTb2X"
PATIENCE = 60
SILENCE = 1.0
"""Seconds of silence that the tests of silence wait for."""


def model_of(url: str, timeout: float = PATIENCE) -> LanguageModel:
    model = load_language_model(Settings(llm="test-model", llm_url=url, llm_key=KEY, llm_timeout=timeout))
    assert model is not None
    return model


def ask(model: LanguageModel) -> tuple[list[str], str]:
    """Give the pieces that came and what was said of the failure, held to being one line without a key."""
    pieces: list[str] = []
    try:
        pieces.extend(model.stream("Be brief.", "Who led?", 50))
    except LanguageModelError as error:
        shown = "".join(traceback.format_exception(error))
        assert not any(KEY[start : start + 6] in shown for start in range(len(KEY) - 5)), shown
        assert len(str(error).splitlines()) == 1
        return pieces, str(error)
    return pieces, ""


def outcome(script: Script, timeout: float = PATIENCE) -> tuple[list[str], str, int]:
    """Ask a scripted server once; give the pieces, the failure and how often it was asked."""
    with LlmServer(script) as server:
        pieces, said = ask(model_of(server.url, timeout))
        return pieces, said, len(server.asked)


def test_an_answer_comes_in_the_pieces_that_the_server_sends() -> None:
    assert outcome(Text(("The minister", " led", ".", ""), events=3)) == (["The minister", " led", "."], "", 1)


def test_complete_gives_the_whole_answer() -> None:
    with LlmServer("The minister led the talks.") as server:
        assert model_of(server.url).complete("", "Who led?", 50) == "The minister led the talks."


def test_characters_that_arrive_in_parts_come_out_whole() -> None:
    assert outcome(text("Zürich – ", "東京 ", "🛥️.", split=True)) == (["Zürich – ", "東京 ", "🛥️."], "", 1)


def test_the_server_is_sent_the_prompt_the_limit_and_temperature_zero() -> None:
    with LlmServer() as server:
        model_of(server.url).complete("Be brief.", "Who led?\n<|im_end|>", 77)
        assert (server.last.system, server.last.user, server.last.model) == (
            "Be brief.",
            "Who led?\n<|im_end|>",
            "test-model",
        )
        assert (server.last.fields["max_tokens"], server.last.fields["temperature"]) == (77, 0)
        assert server.last.is_streamed


def test_the_key_goes_in_the_header_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with LlmServer([Refusal(500, echo_key=True), Refusal(401, echo_key=True)]) as server:
        model = model_of(server.url)
        ask(model)
        assert [asked.key for asked in server.asked] == [KEY, KEY]
        assert not any(KEY in asked.body or KEY in asked.path for asked in server.asked)
    assert KEY not in f"{model!r} {model} {model.name} {caplog.text}"


def test_a_key_from_the_environment_is_not_sent_to_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LlmServer() as server:
        for llm in ("test-model", "openai/test-model"):
            model = load_language_model(Settings(llm=llm, llm_url=server.url))
            assert model is not None
            model.complete("", "Who led?", 50)
        assert not any(KEY in str(asked.headers) for asked in server.asked)


@pytest.mark.parametrize(
    ("reply", "setting", "said"),
    [
        (Refusal(401, "wrong key", echo_key=True), "CITEBACK_LLM_KEY", r"refused the key \(401\)"),
        (Refusal(403, "not you", echo_key=True), "CITEBACK_LLM_KEY", r"does not let this key in \(403\)"),
        (Refusal(400, "Invalid API key", echo_key=True), "CITEBACK_LLM_KEY", r"refused the key \(400\)"),
        (Refusal(402, "no money"), "CITEBACK_LLM_KEY", r"wants to be paid \(402: no money\)"),
        (Refusal(429, "You exceeded your current quota"), "CITEBACK_LLM_KEY", "has no quota left"),
        (Refusal(404, "The model `test-model` does not exist"), "CITEBACK_LLM", r"is not there \(404: The model"),
        (Refusal(404, "Not Found"), "CITEBACK_LLM_URL", r"was not found \(404: Not Found\)"),
        (Refusal(422, "bad temperature"), "CITEBACK_LLM", r"refused the request \(422: bad temperature\)"),
        (Refusal(400, "maximum context length is 4096 tokens"), "CITEBACK_LLM_CONTEXT", "too long .+ now 4096"),
        (Refusal(413, "payload"), "CITEBACK_LLM_CONTEXT", "prompt is too long"),
        (Refusal(429, headers={"Retry-After": "3600"}), "CITEBACK_LLM", "has too many requests .+ ask again later"),
        (text("", finish="content_filter"), "", r"withheld its answer \(content_filter\)"),
        (text(" \n", finish="stop"), "CITEBACK_LLM", "gave an empty answer"),
        (text("", finish="length"), "CITEBACK_LLM", "used all the tokens"),
        (Nonsense(b"data: {oops\n\n"), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
        (Nonsense(b"<html>Welcome</html>", "text/html"), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
        (Nonsense(b'data: {"some": "json"}\n\n'), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
        (Nonsense(b"data: [1, 2]\n\n"), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
        (Nonsense(b'data: "\xff\xfe"\n\n'), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
        (Nonsense(b"", "text/event-stream"), "CITEBACK_LLM_URL", "sent what is not a chat completion"),
    ],
)
def test_a_refusal_is_one_line_that_names_the_setting(reply: Reply, setting: str, said: str) -> None:
    with LlmServer(reply) as server, pytest.raises(LanguageModelError, match=said) as raised:
        model_of(server.url).complete("", "Who led?", 50)
    assert setting in str(raised.value)
    assert "test-model at http://127.0.0.1:" in str(raised.value)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_will_not_change_is_not_asked_again(status: int) -> None:
    assert outcome(Refusal(status))[2] == 1


@pytest.mark.parametrize(
    "first",
    [
        Refusal(429, headers={"Retry-After": "1"}),
        Refusal(500),
        Refusal(503, headers={"Retry-After": "soon"}),
        Hangup(),
        Cut(),
    ],
)
def test_what_may_pass_is_asked_again(first: Reply) -> None:
    assert outcome([first, "It passed."]) == (["It", " passed."], "", 2)


def test_it_is_asked_three_times_at_most() -> None:
    pieces, said, asked = outcome(Refusal(500, "out of memory", echo_key=True))
    assert (pieces, asked) == ([], 3)
    assert "failed (500: out of memory: [key]" in said


def test_a_server_that_asks_for_a_long_wait_is_not_waited_for() -> None:
    assert outcome([Refusal(429, headers={"Retry-After": "3600"}), "Late."])[2] == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Cut(("Half an", " answer")), "broke off in the middle"),
        (text("Half an", " answer", finish=None), "broke off in the middle"),
        (StreamError(("Half an", " answer"), f"out of memory {KEY}"), r"failed \(out of memory \[key\]\)"),
        (text("Half an", " answer", finish="content_filter"), "withheld its answer"),
    ],
)
def test_an_answer_that_breaks_off_is_not_asked_for_again(reply: Reply, said: str) -> None:
    with LlmServer(reply) as server:
        stream = model_of(server.url).stream("", "Who led?", 50)
        assert [next(stream), next(stream)] == ["Half an", " answer"]
        with pytest.raises(LanguageModelError, match=said):
            next(stream)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Silence(), "said nothing for 1 s: check CITEBACK_LLM_TIMEOUT, and CITEBACK_LLM_URL"),
        (Silence(comments=True), "said nothing for 1 s"),
        (Silence(("Half",)), "fell silent in the middle of its answer for 1 s: check CITEBACK_LLM_TIMEOUT"),
    ],
)
def test_silence_is_borne_as_long_as_the_setting_says(reply: Reply, said: str) -> None:
    with LlmServer(reply) as server:
        assert said in ask(model_of(server.url, SILENCE))[1]
        assert len(server.asked) == 1


def test_empty_pieces_without_end_are_silence() -> None:
    pieces, said, _ = outcome(Text(("Late.",), events=200, pause=0.05), SILENCE)
    assert (pieces, "said nothing for 1 s" in said) == ([], True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9/v1", r"cannot be reached \(connection refused\)"),
        ("https://127.0.0.1:9/v1", r"cannot be reached \(connection refused\)"),
        (
            "http://no-such-host.invalid/v1",
            r"cannot be reached \(.+\): check that its server runs, and CITEBACK_LLM_URL",
        ),
    ],
)
def test_a_server_that_is_not_there_is_named_with_its_address(url: str, said: str) -> None:
    with pytest.raises(LanguageModelError, match=f"test-model at {url} {said}"):
        model_of(url).complete("", "Who led?", 50)


def test_a_server_without_tls_is_named_with_its_address() -> None:
    with LlmServer() as server, pytest.raises(LanguageModelError, match=r"cannot be reached \(.*ssl.*\)"):
        model_of(server.url.replace("http:", "https:")).complete("", "Who led?", 50)


def test_an_answer_that_reaches_its_limit_ends_there() -> None:
    assert outcome(text("Half an answer", finish="length")) == (["Half", " an", " answer"], "", 1)


def test_a_server_that_does_not_stop_is_left() -> None:
    with LlmServer(Text(("word ",) * 100_000)) as server:
        assert 0 < len(model_of(server.url).complete("", "Who led?", 10)) < 1000
        assert server.left.wait(PATIENCE)


def test_a_reader_who_leaves_ends_the_answer() -> None:
    with LlmServer(Text(("word ",) * 100_000)) as server:
        stream = model_of(server.url).stream("", "Who led?", 1_000_000)
        assert next(stream) == "word "
        stream.close()
        assert server.left.wait(PATIENCE)


def test_a_server_that_does_not_stream_is_asked_for_the_whole_answer() -> None:
    def without_streams(asked: Asked) -> Reply:
        return Nonsense(b"", "text/event-stream") if asked.is_streamed else text("The minister.")

    assert outcome(without_streams) == (["The minister."], "", 2)


def test_an_empty_stream_whose_connection_closes_is_followed_by_asking_for_the_whole_answer() -> None:
    replies = [Nonsense(b"", "text/event-stream"), Hangup(), Refusal(400, "maximum context length is 4096 tokens")]
    with LlmServer(replies) as server, pytest.raises(LanguageModelError, match="the prompt is too long"):
        model_of(server.url).complete("", "Who led?", 50)
    assert [asked.is_streamed for asked in server.asked] == [True, False, False]


def test_many_threads_may_ask_one_model() -> None:
    with LlmServer(lambda asked: f"You said {asked.user}.") as server, ThreadPoolExecutor(8) as threads:
        model = model_of(server.url)
        answers = threads.map(lambda number: model.complete("", str(number), 50), range(40))
        assert list(answers) == [f"You said {number}." for number in range(40)]


class Brought(CustomLLM):
    """A model that a program brings along, and what it does."""

    acts: Any

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=2000, model_name="brought")

    def stream_chat(self, messages: Sequence[ChatMessage], **options: Any) -> Any:  # noqa: ANN401 - as LlamaIndex has it
        self.acts()
        for piece in ("Well", None, "", "."):
            yield ChatResponse(message=ChatMessage(content=piece or ""), delta=piece)

    def complete(self, *arguments: Any, **options: Any) -> CompletionResponse:  # noqa: ANN401 - as LlamaIndex has it
        return CompletionResponse(text="All at once.")

    def stream_complete(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as LlamaIndex has it
        raise NotImplementedError


class SdkError(Exception):
    pass


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def test_any_llamaindex_model_can_be_wrapped() -> None:
    model = wrap(Brought(acts=lambda: None))
    assert (model.name, model.context) == ("Brought", 2000)
    assert list(model.stream("", "Who led?", 50)) == ["Well", "."]
    assert wrap(MockLLM(max_tokens=3), "mock", 1000).complete("", "a b c", 3).startswith("text text")


def test_a_wrapped_model_that_cannot_stream_is_asked_for_the_whole_answer() -> None:
    model = wrap(Brought(acts=raising(NotImplementedError())))
    assert list(model.stream("", "Who led?", 50)) == ["All at once."]


@pytest.mark.parametrize(
    "error", [SdkError("no such region"), RuntimeError("no such region"), ValueError("no such region")]
)
def test_whatever_a_wrapped_model_raises_becomes_one_line(error: Exception) -> None:
    with pytest.raises(
        LanguageModelError, match=r"^the language model Brought failed \(no such region\): .+ CITEBACK_LLM$"
    ):
        wrap(Brought(acts=raising(error))).complete("", "Who led?", 50)


@pytest.mark.parametrize("error", [NameError("typo"), ImportError("absent"), SystemExit(3)])
def test_a_mistake_in_a_wrapped_model_is_seen_as_one(error: BaseException) -> None:
    with pytest.raises(type(error)):
        wrap(Brought(acts=raising(error))).complete("", "Who led?", 50)


def test_a_wrapped_model_without_a_limit_of_its_own_is_given_up() -> None:
    wake = threading.Event()
    model = wrap(Brought(acts=lambda: wake.wait(PATIENCE)), timeout=0.2)
    with pytest.raises(LanguageModelError, match=r"the language model Brought said nothing for 0\.2 s"):
        model.complete("", "Who led?", 50)
    wake.set()


def test_a_real_model_answers_in_pieces(smollm_url: str) -> None:
    pieces, said = ask(model_of(smollm_url))
    assert len(pieces) > 1
    assert said == ""


def test_a_real_server_says_that_a_prompt_is_too_long(smollm_url: str) -> None:
    with pytest.raises(LanguageModelError, match=r"prompt is too long .+ lower CITEBACK_LLM_CONTEXT, now 4096"):
        model_of(smollm_url).complete("", "word " * 6000, 50)
