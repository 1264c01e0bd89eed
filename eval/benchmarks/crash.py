"""An ingesting process killed at random moments over a changing folder; after each kill its library must be whole."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eval.benchmarks.changing import ChangingFolder
from eval.benchmarks.crashchild import Task, bring_in, tasks
from eval.benchmarks.killing import Child, stage_of
from eval.benchmarks.soundness import contents, differences, disagreements, misquotes, said, strangers
from rag.assistant import Assistant
from rag.errors import CitebackError
from rag.library.library import Library
from rag.models.embedder import BundledEmbedder
from rag.models.reader import Reader
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.models.embedder import Embedder

FILES = 40
BEFORE_OPENING = 0.15
"""Share of the kills that may come before the process holds the library."""
NEAR_A_WRITE = 0.5
MOST_WRITES = 20
SOON = 0.08
"""Share of the other kills that come within so many seconds after one of so many writes to the catalog."""
MOSTLY = 4
"""Chances of a plain ingest beside one for each other task."""
LONGER = 1.15
"""What a run may take longer than the last that was killed; one that ends first sets the measure anew."""
MOST_FAILURES = 20
"""After so many nothing new is learned."""


@dataclass(slots=True)
class CrashReport:
    """Hold what the kills hit and what was wrong after them."""

    kills: int = 0
    ended: int = 0
    """Runs that ended before they could be killed."""
    stages: Counter[str] = field(default_factory=Counter)
    """How far the swap was at each kill."""
    tasks: Counter[str] = field(default_factory=Counter)
    mended: int = 0
    """Indexes that were found out of step when the library was opened, and were mended."""
    asked: int = 0
    compared: int = 0
    """Documents that the crashed library and an uninterrupted one were compared in."""
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


class Crashes:
    """Kill, look, change the folder, and begin again."""

    def __init__(self, place: Path, seed: int, files: int = FILES) -> None:
        """Work in an empty folder."""
        self.report = CrashReport()
        self._dice = random.Random(seed)
        self._place = place
        self._folder = ChangingFolder(place / "folder", seed, files)
        self._embedder: Embedder = BundledEmbedder()
        self._reader = Reader()
        self._to_open, self._to_end = self._measure()

    def kill(self, kills: int, on_kill: Callable[[], None]) -> CrashReport:
        """Kill so many processes, and compare the library at the end with one that nothing happened to."""
        start = time.monotonic()
        while self.report.kills < kills and len(self.report.failures) < MOST_FAILURES:
            self._folder.change()
            if self._one(self._dice.choice((*[Task.INGEST] * MOSTLY, *tasks()))):
                on_kill()
        self._note("at the end", self._compare())
        self.report.seconds = time.monotonic() - start
        return self.report

    @property
    def _library(self) -> Path:
        return self._place / "library"

    def _measure(self) -> tuple[float, float]:
        """Run once without a kill, into another library: seconds until it is opened, and from there to the end."""
        child = self._start(self._place / "measured", Task.INGEST)
        opened = child.wait_until_opened()
        self._note("the first run", child.wait())
        return opened, child.seconds - opened

    def _start(self, library: Path, task: Task) -> Child:
        return Child(self._folder.path, library, self._dice.randrange(1 << 30), task)

    def _one(self, task: Task) -> bool:
        """Kill one process and look at what it leaves; False where it ended first."""
        child = self._start(self._library, task)
        self._wait_for_moment(child)
        if not child.kill(whole_group=self._dice.random() < 0.5):
            self.report.ended += 1
            self._to_end = max(0.1, child.seconds - self._to_open)
            self._note(task.value, child.wait())
            return False
        self._to_end *= LONGER
        self.report.kills += 1
        stage = stage_of(self._library)
        self.report.stages[stage] += 1
        self.report.tasks[task.value] += 1
        self._note(f"kill {self.report.kills}, {task.value}, {stage}", [*child.orphans(), *self._look()])
        return True

    def _wait_for_moment(self, child: Child) -> None:
        """Wait until a random moment of the run, or until soon after a random write to the catalog, where all turns."""
        if self._dice.random() < BEFORE_OPENING:
            time.sleep(self._dice.uniform(0, self._to_open))
            return
        self._to_open = child.wait_until_opened()
        if self._dice.random() < NEAR_A_WRITE:
            child.wait_for_writes(self._library, self._dice.randint(1, MOST_WRITES), self._to_end)
            time.sleep(self._dice.uniform(0, SOON))
        else:
            time.sleep(self._dice.uniform(0, self._to_end))

    def _note(self, when: str, problems: list[str]) -> None:
        self.report.failures += [f"{when}: {problem}" for problem in problems]

    def _note_mended(self, _told: str) -> None:
        self.report.mended += 1

    def _look(self) -> list[str]:
        """Open the library that a killed process left, and ask it for something that it has."""
        try:
            with Library(self._library, embedder=self._embedder, on_notice=self._note_mended) as library:
                problems = [*disagreements(library), *strangers(library, self._folder.versions)]
                digests = library.digests()
                if digests:
                    version = self._folder.versions[self._dice.choice(sorted(digests.values()))]
                    answer = Assistant(library, Settings(), self._reader).ask(version.question)
                    problems += misquotes(answer, version)
                    self.report.asked += 1
                return problems
        except CitebackError as error:
            return [f"{type(error).__name__}: {error}"]

    def _compare(self) -> list[str]:
        """Run to the end, and once more into a new library; both must hold and answer the same."""
        with (
            Library(self._library, embedder=self._embedder) as crashed,
            Library(self._place / "fresh", embedder=self._embedder) as fresh,
        ):
            for library in (crashed, fresh):
                bring_in(str(self._folder.path), library)
            problems = [*disagreements(crashed), *differences(contents(crashed), contents(fresh))]
            self.report.compared = len(fresh.documents())
            here, there = (Assistant(library, Settings(), self._reader) for library in (crashed, fresh))
            for version in self._folder.present().values():
                with_crashes, without = said(here, version), said(there, version)
                if with_crashes != without:
                    problems.append(f"{version.question} {with_crashes}, without crashes {without}")
                problems += misquotes(here.ask(version.question), version)
                self.report.asked += 1
            return problems
