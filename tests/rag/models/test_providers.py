from __future__ import annotations

import importlib.util

import pytest

from rag.errors import SettingsError
from rag.models.llm import load_language_model
from rag.models.providers import Provider, demand
from rag.settings import Settings

URL = "http://127.0.0.1:9/v1"

anthropic = pytest.mark.skipif(
    importlib.util.find_spec("anthropic") is None, reason="anthropic is not installed: pip install '.[anthropic]'"
)
ollama = pytest.mark.skipif(
    importlib.util.find_spec("ollama") is None, reason="ollama is not installed: pip install '.[ollama]'"
)


def test_without_a_model_in_the_settings_there_is_none() -> None:
    assert load_language_model(Settings(llm_url=URL, llm_key="a-key")) is None


@pytest.mark.parametrize(
    ("llm", "url", "kind", "model", "base"),
    [
        ("small", URL, "OpenAILike", "small", URL),
        ("small", f"{URL}/", "OpenAILike", "small", URL),
        ("meta-llama/Llama-3", URL, "OpenAILike", "meta-llama/Llama-3", URL),
        ("openai/small", URL, "OpenAILike", "small", URL),
        ("openai/anthropic/claude", URL, "OpenAILike", "anthropic/claude", URL),
        ("openai/gpt-4o", None, "openai_llm", "gpt-4o", "https://api.openai.com/v1"),
        ("OpenAI/gpt-4o", None, "openai_llm", "gpt-4o", "https://api.openai.com/v1"),
        ("openai/gpt-newer-than-this", None, "OpenAILike", "gpt-newer-than-this", "https://api.openai.com/v1"),
        pytest.param("ollama/llama3.2:1b", None, "Ollama_llm", "llama3.2:1b", "http://localhost:11434", marks=ollama),
        pytest.param("ollama/hf.co/a/b", URL, "Ollama_llm", "hf.co/a/b", "http://127.0.0.1:9", marks=ollama),
        pytest.param(
            "anthropic/claude-opus-4-5", URL, "Anthropic_LLM", "claude-opus-4-5", "http://127.0.0.1:9", marks=anthropic
        ),
        pytest.param("anthropic/claude-opus-4-5", None, "Anthropic_LLM", "claude-opus-4-5", None, marks=anthropic),
    ],
)
def test_each_form_builds_its_llamaindex_model(
    llm: str, url: str | None, kind: str, model: str, base: str | None
) -> None:
    built = load_language_model(Settings(llm=llm, llm_url=url, llm_key="a-key-of-ours"))
    assert built is not None
    assert (built.name, built.llm.class_name(), getattr(built.llm, "model", None)) == (llm, kind, model)
    assert (getattr(built.llm, "api_base", None) or getattr(built.llm, "base_url", None)) == base
    assert getattr(built.llm, "temperature", None) == 0


def test_the_context_is_the_setting_s() -> None:
    built = load_language_model(Settings(llm="small", llm_url=URL, llm_context=2048))
    assert built is not None
    assert (built.context, built.llm.metadata.context_window) == (2048, 2048)


@pytest.mark.parametrize("llm", ["gpt-4o", "meta-llama/Llama-3", "openai/", "ollama/ ", "/", "openai"])
def test_what_names_no_model_is_refused_with_the_forms(llm: str) -> None:
    with pytest.raises(
        SettingsError, match=r'^CITEBACK_LLM is .+ set it to "openai/MODEL", "anthropic/MODEL", "ollama/MODEL"'
    ):
        load_language_model(Settings(llm=llm, llm_key="a-key"))


def test_a_key_in_the_place_of_the_model_is_not_shown() -> None:
    with pytest.raises(SettingsError) as raised:
        load_language_model(Settings(llm="sk-proj-Zk3vQw9LmN7rTb2X"))
    assert "Zk3" not in str(raised.value)


def test_a_model_that_does_not_speak_chat_completions_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"'openai/gpt-5\.2-pro', which does not speak chat completions"):
        load_language_model(Settings(llm="openai/gpt-5.2-pro", llm_key="a-key"))


@anthropic
def test_a_model_that_the_package_does_not_know_is_refused_with_the_cure() -> None:
    with pytest.raises(
        SettingsError, match=r"'anthropic/claude-99', .+ pip install --upgrade llama-index-llms-anthropic"
    ):
        load_language_model(Settings(llm="anthropic/claude-99", llm_key="a-key"))


def test_a_provider_that_is_not_installed_is_refused_with_the_extra() -> None:
    absent = Provider("anthropic", "llama_index.llms.nowhere", lambda _: pytest.fail("built"))
    with pytest.raises(SettingsError, match=r'is not installed: pip install "citeback\[anthropic\]"$'):
        demand(absent, "anthropic/any")


def test_openai_without_a_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="has no key: set CITEBACK_LLM_KEY"):
        load_language_model(Settings(llm="openai/gpt-4o"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://host/v1", "'ftp://host/v1', which is not an http address"),
        ("localhost:8080", "'localhost:8080', which is not an http address"),
        ("http://", "which is not an http address"),
        ("http://host:99999/v1", "which is not an http address"),
        ("http://[::1/v1", "which is not an http address"),
        ("http://host/a b", "which is not an http address"),
        ("http://me:password@host/v1", "'http://host/v1' with a user or password in it: .+ CITEBACK_LLM_KEY"),
        ("http://host/v1?key=password", "with something after it"),
        ("http://host/v1#password", "with something after it"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_secrets(url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^CITEBACK_LLM_URL is .*{said}") as raised:
        load_language_model(Settings(llm="small", llm_url=url))
    assert "password@" not in str(raised.value)
    assert "=password" not in str(raised.value)
    assert "#password" not in str(raised.value)


@pytest.mark.parametrize("key", ["two words", "line\nend", "schlüssel", "tab\tkey"])
def test_a_key_that_no_header_can_carry_is_refused_unseen(key: str) -> None:
    with pytest.raises(SettingsError, match=r"^CITEBACK_LLM_KEY holds characters that no key has") as raised:
        load_language_model(Settings(llm="small", llm_url=URL, llm_key=key))
    assert key not in str(raised.value)
