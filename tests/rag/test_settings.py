from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import Settings

VARIABLES = (
    "CITEBACK_LIBRARY",
    "CITEBACK_LLM",
    "CITEBACK_LLM_URL",
    "CITEBACK_LLM_KEY",
    "CITEBACK_LLM_TIMEOUT",
    "CITEBACK_LLM_CONTEXT",
    "CITEBACK_UNSUPPORTED",
    "CITEBACK_EMBEDDING",
    "CITEBACK_AUTH",
    "CITEBACK_FOLLOW_UP",
)


def test_a_variable_that_is_empty_counts_as_unset() -> None:
    assert Settings.from_environment(dict.fromkeys(VARIABLES, " ")) == Settings()


def test_settings_are_read_from_the_environment() -> None:
    settings = Settings.from_environment({"CITEBACK_LIBRARY": "shelf", "CITEBACK_LLM": "ollama/any"})
    assert (settings.library, settings.llm) == (Path("shelf"), "ollama/any")


def test_the_settings_of_a_language_model_are_read_from_the_environment() -> None:
    settings = Settings.from_environment(
        {
            "CITEBACK_LLM": "small",
            "CITEBACK_LLM_URL": " http://127.0.0.1:8080/v1 ",
            "CITEBACK_LLM_KEY": "a-key",
            "CITEBACK_LLM_TIMEOUT": "2.5",
            "CITEBACK_LLM_CONTEXT": "8192",
            "CITEBACK_UNSUPPORTED": "SHOW",
        }
    )
    assert (settings.llm_url, settings.llm_key) == ("http://127.0.0.1:8080/v1", "a-key")
    assert (settings.llm_timeout, settings.llm_context, settings.unsupported) == (2.5, 8192, "show")


def test_without_its_settings_a_language_model_has_a_minute_and_a_small_context() -> None:
    assert (Settings().llm_timeout, Settings().llm_context, Settings().unsupported) == (60, 4096, "hide")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("CITEBACK_LLM_TIMEOUT", value) for value in ("soon", "0", "-1", "nan", "inf", "1e9", "60s")],
        *[
            ("CITEBACK_LLM_CONTEXT", value)
            for value in ("many", "0", "-4096", "511", "4096.5", "4k", "9" * 5000, "४०९६")
        ],
        *[("CITEBACK_UNSUPPORTED", value) for value in ("maybe", "hidden", "1")],
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_cure(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} is '{value}', but must be .+: set .+ unset it") as raised:
        Settings.from_environment({name: value})
    assert "\n" not in str(raised.value)


def test_neither_the_key_nor_the_address_is_in_the_repr() -> None:
    shown = repr(Settings(llm="small", llm_key="the-key", llm_url="http://me:the-password@host/v1"))
    assert "the-key" not in shown
    assert "the-password" not in shown
    assert "small" in shown


@pytest.mark.parametrize(("value", "on"), [("off", False), ("OFF", False), ("0", False), ("no", False), ("on", True)])
def test_follow_ups_can_be_switched_off(value: str, on: bool) -> None:
    assert Settings.from_environment({"CITEBACK_FOLLOW_UP": value}).follow_up is on


def test_who_may_sign_in_is_read_from_the_environment_and_never_shown() -> None:
    settings = Settings.from_environment({"CITEBACK_AUTH": "ann:scrypt:15:8:3:00:00"})
    assert settings.auth == "ann:scrypt:15:8:3:00:00"
    assert "scrypt" not in repr(settings)
