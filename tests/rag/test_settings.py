from __future__ import annotations

from pathlib import Path

import pytest

from rag.settings import Settings


def test_a_variable_that_is_empty_counts_as_unset() -> None:
    empty = dict.fromkeys(("CITEBACK_LIBRARY", "CITEBACK_LLM", "CITEBACK_EMBEDDING", "CITEBACK_FOLLOW_UP"), " ")
    assert Settings.from_environment(empty) == Settings()


def test_settings_are_read_from_the_environment() -> None:
    settings = Settings.from_environment({"CITEBACK_LIBRARY": "shelf", "CITEBACK_LLM": "ollama/any"})
    assert (settings.library, settings.llm) == (Path("shelf"), "ollama/any")


@pytest.mark.parametrize(("value", "on"), [("off", False), ("OFF", False), ("0", False), ("no", False), ("on", True)])
def test_follow_ups_can_be_switched_off(value: str, on: bool) -> None:
    assert Settings.from_environment({"CITEBACK_FOLLOW_UP": value}).follow_up is on
