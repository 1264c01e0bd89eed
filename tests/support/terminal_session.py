"""A command in a real terminal of its own, driven by what it prints; POSIX only."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 180
"""Seconds to wait for what must come; a model is loaded on a busy machine meanwhile."""
_CONTROLS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\r")


def _own_terminal() -> None:
    """Make the terminal the one whose Ctrl-C reaches the command."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class TerminalSession:
    """Run a command whose stdin and stdout are a terminal."""

    def __init__(self, command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
        """Start it in this folder."""
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment, start_new_session=True,
            preexec_fn=_own_terminal,
        )  # fmt: skip
        os.close(theirs)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.shown = ""
        self._read = 0

    def wait_for(self, words: str) -> str:
        """Wait until these words are shown, and give all that was since the last call."""
        limit = time.monotonic() + PATIENCE
        while words not in self.shown[self._read :]:
            assert time.monotonic() < limit, f"{words!r} did not come; shown so far:\n{self.shown}"
            assert self._more(), f"{words!r} did not come before the end; shown:\n{self.shown}"
        end = self.shown.index(words, self._read) + len(words)
        before, self._read = self.shown[self._read : end], end
        return before

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        os.write(self._ours, f"{text}\n".encode())

    def press(self, keys: bytes) -> None:
        """Press keys without Enter: b"\\x03" is Ctrl-C, b"\\x04" Ctrl-D."""
        os.write(self._ours, keys)

    def end(self) -> int:
        """Wait for its end and give the exit code."""
        while self._more():
            pass
        os.close(self._ours)
        return self._process.wait(PATIENCE)

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(PATIENCE)

    def _more(self) -> bool:
        """Read what has come; False at the end."""
        if not select.select([self._ours], [], [], 1)[0]:
            return True
        try:
            content = os.read(self._ours, 65_536)
        except OSError:  # Linux's way of saying that the other side has closed
            return False
        self.shown += self._decoder.decode(_CONTROLS.sub(b"", content))
        return bool(content)
