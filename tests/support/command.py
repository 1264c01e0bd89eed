"""The installed command in a process of its own, as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

VARIABLES = (
    "CITEBACK_LIBRARY",
    "CITEBACK_LLM",
    "CITEBACK_LLM_URL",
    "CITEBACK_LLM_KEY",
    "CITEBACK_EMBEDDING",
    "CITEBACK_FOLLOW_UP",
    "CITEBACK_LLM_TIMEOUT",
    "CITEBACK_LLM_CONTEXT",
    "CITEBACK_UNSUPPORTED",
)


def command_line(*arguments: str | Path) -> list[str]:
    """Name the command of this very environment, whatever else is on the PATH."""
    program = shutil.which("citeback", path=sysconfig.get_path("scripts"))
    assert program is not None, "the command is not installed: pip install ."
    return [program, *map(str, arguments)]


def environment() -> dict[str, str]:
    """Give the environment without what a developer may have set for the command."""
    return {name: value for name, value in os.environ.items() if name not in VARIABLES}


def citeback(*arguments: str | Path, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*prefix, *command_line(*arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=300,
        check=False,
    )


def refused(result: subprocess.CompletedProcess[str], *said: str) -> None:
    """Hold a refusal to exit code 2, one line on stderr that says these words, and nothing on stdout."""
    assert result.returncode == 2, result
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("citeback: ")
    for words in said:
        assert words in lines[0]
    assert result.stdout == ""
