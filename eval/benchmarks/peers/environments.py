"""One virtual environment a system, made by the benchmark and used again while its packages are those of the roster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import CitebackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.benchmarks.peers.roster import System

LAST_LINES = 5
"""Of what pip said that an error shows."""
_ASK = """
import json, sys
from importlib.metadata import distributions
known = {one.metadata["Name"].lower(): one.version for one in distributions()}
print(json.dumps({name: known[name] for name in sys.argv[1:] if name in known}))
"""


@dataclass(frozen=True, slots=True)
class Environments:
    """Make virtual environments in a folder."""

    folder: Path
    torch: str
    """What pip is asked for first: a processor's build is a tenth of the size of the one with CUDA."""
    index: str | None = None
    """A further package index, such as the one of PyTorch's builds for processors."""

    def python(self, system: System, on_step: Callable[[str], None]) -> Path:
        """Give the interpreter in which a system runs; its packages are installed where they are not.

        Raises:
            CitebackError: pip did not install them.
        """
        if not system.requirements:
            return Path(sys.executable)
        python = self.folder / system.name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if not python.exists():
            on_step(f"making {self.folder / system.name}")
            _run([sys.executable, "-m", "venv", str(self.folder / system.name)])
        if not has(python, system.requirements):
            on_step(f"installing {' '.join(system.requirements)}")
            index = ["--extra-index-url", self.index] if self.index else []
            for wanted in ([self.torch], list(system.requirements)):
                _run([str(python), "-m", "pip", "install", "--quiet", *index, *wanted])
        return python


def has(python: Path, requirements: Sequence[str]) -> bool:
    """Tell whether an interpreter has exactly these versions (NAME==VERSION)."""
    wanted = dict(requirement.lower().split("==") for requirement in requirements)
    asked = subprocess.run([str(python), "-c", _ASK, *wanted], capture_output=True, text=True, check=True)
    return bool(json.loads(asked.stdout) == wanted)


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join(done.stderr.splitlines()[-LAST_LINES:])
        msg = f"{' '.join(command)} ended with {done.returncode}:\n{said}"
        raise CitebackError(msg)
