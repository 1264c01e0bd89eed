"""Measure systems set by set: all are open, one works at a time, and each set begins with another of them."""

from __future__ import annotations

import datetime
import platform
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from eval.benchmarks.peers.grading import DEPTH, grade
from eval.benchmarks.peers.kept import Result, WayResult, key_of
from eval.benchmarks.peers.places import Places
from eval.benchmarks.peers.running import CHILD, ROOT, Loaded, Running
from rag.errors import CitebackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from eval.benchmarks.peers.corpus import Corpus
    from eval.benchmarks.peers.grading import Grade
    from eval.benchmarks.peers.kept import Kept
    from eval.benchmarks.peers.roster import System
    from eval.benchmarks.peers.running import Searched

Item = TypeVar("Item")

GRADERS = tuple(CHILD.with_name(f"{name}.py") for name in ("grading", "letters", "places"))
"""The code that a grade is a result of."""
OWN = ("rag", "ingest")
"""The packages whose code and weights a result of Citeback is a result of."""


@dataclass
class Measuring:
    """Measure every system on one set after the other."""

    systems: Mapping[System, Path]
    """Each with the interpreter that it runs in."""
    cores: int
    work: Path
    """An empty folder for documents, stores and logs."""
    kept: Kept
    fresh: bool
    on_step: Callable[[str], None]
    failed: dict[str, str] = field(default_factory=dict)
    """Why a system was not measured any further, by its name."""

    def run(self, corpora: Iterable[Corpus]) -> list[Result]:
        """Measure, or take what is kept; a system that stops is left out from then on."""
        results: list[Result] = []
        with ExitStack() as stack:
            open_: dict[str, tuple[Running, Loaded]] = {}
            for turn, corpus in enumerate(corpora):
                self.on_step(
                    f"{corpus.name}: {len(corpus.files)} files, {corpus.words:,} words, "
                    f"{len(corpus.questions)} questions"
                )
                results += self._set(corpus, rotated([*self.systems], turn), open_, stack)
        return results

    def _set(
        self, corpus: Corpus, systems: Sequence[System], open_: dict[str, tuple[Running, Loaded]], stack: ExitStack
    ) -> Iterator[Result]:
        documents = self.work / corpus.name / "documents"
        corpus.write(documents)
        places = Places(corpus.files)
        for system in systems:
            key = key_of([*_identity(system), str(self.cores), *_contents(corpus)])
            known = None if self.fresh else self.kept.get(key)
            if known is not None:
                self.on_step(f"{corpus.name}: {system.title}: kept from {known.date}")
                yield known
                continue
            if system.name in self.failed:
                continue
            try:
                if system.name not in open_:
                    open_[system.name] = self._open(system, stack)
                result = self._measure(key, system, corpus, places, *open_[system.name])
            except CitebackError as error:
                self.failed[system.name] = str(error)
                self.on_step(str(error))
                continue
            self.kept.add(result)
            yield result
        shutil.rmtree(documents.parent, ignore_errors=True)  # a system may still hold what it wrote

    def _open(self, system: System, stack: ExitStack) -> tuple[Running, Loaded]:
        log = self.work / f"{system.name}.log"
        running = stack.enter_context(Running(system, self.systems[system], self.cores, log))
        loaded = running.load()
        self.on_step(f"{system.title}: loaded in {loaded.seconds:.1f} s")
        return running, loaded

    def _measure(
        self, key: str, system: System, corpus: Corpus, places: Places, running: Running, loaded: Loaded
    ) -> Result:
        folder = self.work / corpus.name
        ingested = running.ingest(folder / "documents", folder / system.name)
        ways, memory = [], 0
        for way in loaded.ways:
            searched = running.search(way, [question.text for question in corpus.questions], DEPTH)
            ways.append(WayResult(way, searched.seconds, tuple(_grades(searched, corpus, places))))
            memory = max(memory, searched.memory)
        words_per_second = corpus.words / ingested.seconds
        times = ", ".join(f"{way.way} {1000 * median(way.seconds):.1f} ms" for way in ways if way.seconds)
        self.on_step(
            f"{corpus.name}: {system.title}: {ingested.passages} passages, {words_per_second:,.0f} words/s; {times}"
        )
        return Result(
            key,
            system.name,
            corpus.name,
            len(corpus.files),
            corpus.words,
            loaded.seconds,
            ingested.seconds,
            ingested.passages,
            memory,
            loaded.versions,
            machine(self.cores),
            datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
            tuple(ways),
        )


def rotated(items: Sequence[Item], turn: int) -> list[Item]:
    """Let another item be first at every turn.

    >>> rotated(["a", "b", "c"], 4)
    ['b', 'c', 'a']
    """
    first = turn % len(items)
    return [*items[first:], *items[:first]]


def machine(cores: int) -> str:
    """Name the processor, the cores in use, the system and Python."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    for line in info.read_text(encoding="utf-8").splitlines() if info.is_file() else []:
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def _grades(searched: Searched, corpus: Corpus, places: Places) -> Iterator[Grade]:
    for question, passages in zip(corpus.questions, searched.passages, strict=True):
        yield grade([places.find(name, texts) for name, texts in passages], question.gold)


def _identity(system: System) -> Iterator[str | bytes]:
    """Give all of a system that could change its results."""
    yield system.name
    yield from system.requirements
    yield system.script.read_bytes()
    yield from (path.read_bytes() for path in (CHILD, *GRADERS))
    if not system.requirements:
        for package in OWN:
            for pattern in ("*.py", "*.onnx"):
                yield from (path.read_bytes() for path in sorted((ROOT / package).rglob(pattern)))


def _contents(corpus: Corpus) -> Iterator[str]:
    yield corpus.name
    for file in corpus.files:
        yield file.name
        yield from (f"{id_}\n{text}" for id_, text in file.parts)
    for question in corpus.questions:
        yield question.text
        yield from sorted(question.gold)
