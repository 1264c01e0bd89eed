"""Values that a user may set; the only place that reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Mapping


_OFF = frozenset(("off", "no", "false", "0"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold every setting of one run; `Settings.from_environment()` reads them, tests write them."""

    library: Path | None = None
    """CITEBACK_LIBRARY: folder of the library; None: the user's data folder."""
    llm: str | None = None
    """CITEBACK_LLM: "openai/MODEL", "ollama/MODEL", "anthropic/MODEL" or "MODEL"; None: extractive answers."""
    embedding: str | None = None
    """CITEBACK_EMBEDDING: None: the bundled model."""
    follow_up: bool = True
    """CITEBACK_FOLLOW_UP: "off" searches every question as it was typed, without the turns before it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; a variable that is empty counts as unset."""
        values = os.environ if environment is None else environment
        library = values.get("CITEBACK_LIBRARY", "").strip()
        return cls(
            library=Path(library).expanduser() if library else None,
            llm=values.get("CITEBACK_LLM", "").strip() or None,
            embedding=values.get("CITEBACK_EMBEDDING", "").strip() or None,
            follow_up=values.get("CITEBACK_FOLLOW_UP", "").strip().lower() not in _OFF,
        )

    @property
    def library_folder(self) -> Path:
        """Give the folder of the library that commands use when none is named."""
        return self.library or Path(platformdirs.user_data_dir("citeback", appauthor=False))
