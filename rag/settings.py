"""Values that a user may set; the only place that reads the environment."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import platformdirs

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

Unsupported = Literal["hide", "show"]

TIMEOUT: Final = 60.0
"""Seconds: a small model on a busy processor may read a full prompt for half of them."""
CONTEXT: Final = 4096
"""Tokens: what small models and the servers that run them have when nothing else is said."""
LONGEST_TIMEOUT: Final = 24 * 3600
"""Seconds: longer waits are no waits, and some clocks cannot hold them."""
SMALLEST_CONTEXT: Final = 512
"""Tokens: with fewer there is no room for a question, one paragraph and an answer."""
_OFF = frozenset(("off", "no", "false", "0"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold every setting of one run; `Settings.from_environment()` reads them, tests write them."""

    library: Path | None = None
    """CITEBACK_LIBRARY: folder of the library; None: the user's data folder."""
    llm: str | None = None
    """CITEBACK_LLM: "openai/MODEL", "ollama/MODEL", "anthropic/MODEL" or "MODEL"; None: extractive answers."""
    llm_url: str | None = field(default=None, repr=False)
    """CITEBACK_LLM_URL: the model's server, as http://127.0.0.1:8080/v1; not in repr, where a password could show."""
    llm_key: str | None = field(default=None, repr=False)
    """CITEBACK_LLM_KEY: its key; never logged, never shown."""
    llm_timeout: float = TIMEOUT
    """CITEBACK_LLM_TIMEOUT: seconds that the model may be silent: before its first piece and between two."""
    llm_context: int = CONTEXT
    """CITEBACK_LLM_CONTEXT: tokens that prompt and answer may have together."""
    unsupported: Unsupported = "hide"
    """CITEBACK_UNSUPPORTED: "hide" leaves sentences that no source carries out of the answer's text; or "show"."""
    embedding: str | None = None
    """CITEBACK_EMBEDDING: "huggingface/MODEL", "openai/MODEL" or "ollama/MODEL"; None: the bundled model."""
    auth: str | None = field(default=None, repr=False)
    """CITEBACK_AUTH: who may sign in to `citeback chat`: a file of lines NAME:HASH, or the lines; None: nobody need."""
    follow_up: bool = True
    """CITEBACK_FOLLOW_UP: "off" searches every question as it was typed, without the turns before it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; a variable that is empty counts as unset.

        Raises SettingsError where a value cannot be used.
        """
        values = os.environ if environment is None else environment
        library = values.get("CITEBACK_LIBRARY", "").strip()
        return cls(
            library=Path(library).expanduser() if library else None,
            llm=_text(values, "CITEBACK_LLM"),
            llm_url=_text(values, "CITEBACK_LLM_URL"),
            llm_key=_text(values, "CITEBACK_LLM_KEY"),
            llm_timeout=_timeout(values),
            llm_context=_context(values),
            unsupported=_unsupported(values),
            embedding=_text(values, "CITEBACK_EMBEDDING"),
            auth=_text(values, "CITEBACK_AUTH"),
            follow_up=values.get("CITEBACK_FOLLOW_UP", "").strip().lower() not in _OFF,
        )

    @property
    def library_folder(self) -> Path:
        """Give the folder of the library that commands use when none is named."""
        return self.library or Path(platformdirs.user_data_dir("citeback", appauthor=False))


def _text(values: Mapping[str, str], name: str) -> str | None:
    return values.get(name, "").strip() or None


def _timeout(values: Mapping[str, str]) -> float:
    text = _text(values, "CITEBACK_LLM_TIMEOUT")
    if text is None:
        return TIMEOUT
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    # NaN fails both comparisons.
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise SettingsError(
            f"CITEBACK_LLM_TIMEOUT is {text!r}, but must be a number of seconds above 0 and at most {LONGEST_TIMEOUT}: "
            f"set one, or unset it for {TIMEOUT:g}"
        )
    return seconds


def _context(values: Mapping[str, str]) -> int:
    text = _text(values, "CITEBACK_LLM_CONTEXT")
    if text is None:
        return CONTEXT
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= SMALLEST_CONTEXT):
        raise SettingsError(
            f"CITEBACK_LLM_CONTEXT is {text!r}, but must be a whole number of tokens from {SMALLEST_CONTEXT} up: "
            f"set what the model's server allows, or unset it for {CONTEXT}"
        )
    return int(text)


def _unsupported(values: Mapping[str, str]) -> Unsupported:
    text = (_text(values, "CITEBACK_UNSUPPORTED") or "hide").lower()
    if text == "hide":
        return "hide"
    if text == "show":
        return "show"
    raise SettingsError(f'CITEBACK_UNSUPPORTED is {text!r}, but must be "hide" or "show": set one, or unset it')
