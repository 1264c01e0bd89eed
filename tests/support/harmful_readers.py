"""Readers that do what a hostile file would have a real one do: run in a worker process, for real."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from ingest.reading import Parsed, read
from rag.document import Layout, Paragraph

MEGABYTE = 1 << 20


def spin(path: Path) -> Parsed:
    while _is_harmful(path):
        pass
    return read(path)


def spin_inside_a_library(path: Path) -> Parsed:
    """Hold the interpreter's lock all the while, so that no thread of the worker gets to run."""
    if _is_harmful(path):
        re.match(r"(a|aa)+$", "a" * 200 + "b")
    return read(path)


def hoard(path: Path) -> Parsed:
    held = []
    while _is_harmful(path):
        held.append(bytearray(b"x") * (4 * MEGABYTE))
        time.sleep(0.002)
    return read(path)


def hoard_at_once(path: Path) -> Parsed:
    if _is_harmful(path):
        bytearray(8 * 1024 * MEGABYTE)
    return read(path)


def hoard_in_children(path: Path) -> Parsed:
    """Have two children hold what is too much for both together alone."""
    return _with_children(path, f"import time; held = bytearray(b'x') * (150 * {MEGABYTE}); time.sleep(600)")


def wait_for_children(path: Path) -> Parsed:
    return _with_children(path, "import time; time.sleep(600)")


def abort(path: Path) -> Parsed:
    if _is_harmful(path):
        os.abort()
    return read(path)


def read_no_memory(path: Path) -> Parsed:
    if _is_harmful(path):
        ctypes.string_at(0)
    return read(path)


def leave(path: Path) -> Parsed:
    if _is_harmful(path):
        os._exit(0)
    return read(path)


def wait_for_ever(path: Path) -> Parsed:
    if _is_harmful(path):
        time.sleep(600)
    return read(path)


def recurse(path: Path) -> Parsed:
    return recurse(path) if _is_harmful(path) else read(path)


def stumble(path: Path) -> Parsed:
    if _is_harmful(path):
        raise KeyError("what the file says")
    return read(path)


def shout(path: Path) -> Parsed:
    os.write(1, b"to be heard nowhere\n")
    os.write(2, b"to be heard nowhere\n")
    return read(path)


def tell_modules(path: Path) -> Parsed:
    """Read the file, and give what has been imported by then as the text."""
    read(path)
    return _saying(path, " ".join(sys.modules))


def tell_process(path: Path) -> Parsed:
    return _saying(path, str(os.getpid()))


def _with_children(path: Path, program: str) -> Parsed:
    if _is_harmful(path):
        children = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
        for child in children:
            child.wait()
    return read(path)


def _is_harmful(path: Path) -> bool:
    """Tell by its name; that a reader has come so far is marked beside it."""
    if "harmful" in path.name:
        path.with_name("begun").touch()
    return "harmful" in path.name


def _saying(path: Path, text: str) -> Parsed:
    return Parsed("0" * 64, path.name, Layout((Paragraph(1, text),)))
