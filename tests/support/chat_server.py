"""Run `citeback chat` as a person does: a process of its own, stopped as a service is."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PATIENCE = 120
"""Seconds until a server that has not come up is given up."""


@dataclass
class ChatServer:
    """Hold a running chat: its address, what it printed until it was open, its process."""

    address: str
    printed: list[str]
    process: subprocess.Popen[str]
    library: Path

    def stop(self) -> int:
        """End it and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def chat(library: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[ChatServer]:
    command = [sys.executable, "-m", "ui", "chat", "--no-browser", "--library", str(library), *options]
    variables = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=variables)
    try:
        assert process.stdout is not None
        printed = _until_open(process.stdout)
        assert "Citeback is open at " in printed[-1], printed
        yield ChatServer(printed[-1].split("open at ")[1].split(" ")[0], printed, process, library)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def _until_open(output: IO[str]) -> list[str]:
    """Read lines until the address comes or the process ends; from a thread, so that silence cannot block the test."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in output:
            lines.put(line.rstrip("\n"))
            if "open at" in line:
                return
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    printed = [lines.get(timeout=PATIENCE)]
    while printed[-1] and "open at" not in printed[-1]:
        printed.append(lines.get(timeout=PATIENCE))
    return printed
