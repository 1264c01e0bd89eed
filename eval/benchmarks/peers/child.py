"""What runs in the interpreter of one system: `python child.py SYSTEM.py CORES PACKAGE...`, JSON lines in and out.

Stands alone: the interpreter may know nothing of Citeback.

    {"do": "load"}                                  {"seconds", "versions", "ways"}
    {"do": "ingest", "folder", "store"}             {"seconds", "passages"}
    {"do": "search", "way", "questions", "most"}    {"seconds": [...], "found": [...], "memory"}

`found` has, for each question, [[file, [text, ...]], ...], best first.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

WARM_UP = ("What is this about?", "Who wrote it?", "When did it begin?", "How many are there?", "Where is it kept?")
"""Asked before the clock runs; none of them is a question of a set."""


class Child:
    """Do what is asked, one thing at a time."""

    def __init__(self, system: Path, packages: list[str]) -> None:
        """Take the file of a system and the names of the packages whose versions are told."""
        self._system = system
        self._packages = packages
        self._peer: Any = None

    def load(self) -> dict[str, Any]:
        """Import the system and load its weights."""
        start = time.perf_counter()
        spec = importlib.util.spec_from_file_location(f"peer_{self._system.stem}", self._system)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(self._system)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self._peer = module.Peer()
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "versions": _versions(self._packages), "ways": list(self._peer.ways)}

    def ingest(self, folder: str, store: str) -> dict[str, Any]:
        """Time from files to what can be searched."""
        start = time.perf_counter()
        passages = self._peer.ingest(Path(folder), Path(store))
        return {"seconds": time.perf_counter() - start, "passages": passages}

    def search(self, way: str, questions: list[str], most: int) -> dict[str, Any]:
        """Time each question by itself, warm."""
        for question in WARM_UP:
            self._peer.search(way, question, most)
        seconds, found = [], []
        for question in questions:
            start = time.perf_counter()
            hits = self._peer.search(way, question, most)
            seconds.append(time.perf_counter() - start)
            found.append(hits)
        return {"seconds": seconds, "found": found, "memory": _peak_memory()}


def _versions(packages: list[str]) -> dict[str, str]:
    known = {}
    for package in packages:
        try:
            known[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return known


def _peak_memory() -> int:
    """Give the most bytes that this process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _keep_to(cores: int) -> None:
    """Use so many cores, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def main() -> None:
    """Answer line by line until the input ends."""
    system, cores, *packages = sys.argv[1:]
    sys.path.pop(0)  # this folder: its file names are no modules of the system's
    _keep_to(int(cores))
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a system prints goes where the errors go
    child = Child(Path(system), packages)
    for line in sys.stdin:
        request = json.loads(line)
        reply = getattr(child, request.pop("do"))(**request)
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
