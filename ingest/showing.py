"""What the command `ingest` prints: its bar, what it would do, what it did."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ingest.report import one_line
from rag.console import errors, output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ingest.changes import Plan
    from ingest.report import IngestReport, LeftOut
    from ingest.report import Progress as Reached
    from rag.document import Document

MOST_OF_ONE_REASON = 10
FIRST_OF_MANY = 3
"""Lines of one kind: all up to the first number, beyond it the second."""


class _Line(NamedTuple):
    """Hold one line, and what it has in common with others like it."""

    text: str
    kind: str


class _Rate(ProgressColumn):
    """Show how many a second are done."""

    def render(self, task: Task) -> Text:
        """Write the rate of one bar."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


class Bar:
    """Show files and passages with rate and time left: on stderr, gone when done, silent where no person watches."""

    def __init__(self) -> None:
        """Show nothing until there is something to show."""
        self._bar: Progress | None = None
        self._files, self._chunks = TaskID(0), TaskID(0)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.hide()

    def show(self, reached: Reached) -> None:
        """Move the bar to where the ingest is."""
        if not errors.is_terminal:
            return
        if self._bar is None:
            self._bar = _columns()
            self._files = self._bar.add_task("files read", total=None)
            self._chunks = self._bar.add_task("passages embedded", total=None)
            self._bar.start()
        self._bar.update(self._files, total=reached.files, completed=reached.files_done)
        self._bar.update(self._chunks, total=reached.chunks, completed=reached.chunks_done)

    def hide(self) -> None:
        """Take the bar away until there is something to show again."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _columns() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    )


def show_report(report: IngestReport) -> None:
    """Print what became of the files: each problem and each document that moved or went, and a count of all."""
    lines = [*_problems(report), *(_Line(f"moved to {one_line(one.path)}", "moved") for one in report.moved)]
    lines += [_Line(f"removed {one_line(path)}: its file is gone", "removed") for path in report.removed]
    for line in _shortened(lines):
        errors.print(line, markup=False)
    show_left_out(report.left_out)
    output.print(report.summary)


def show_changes(report: IngestReport) -> None:
    """Print one line for each change since the last report."""
    for problem, _ in _problems(report):
        errors.print(problem, markup=False)
    changes = [f"{verb} {one_line(one.path)}" for verb, documents in _verbs(report) for one in documents]
    for line in changes + [f"removed {one_line(path)}" for path in report.removed]:
        output.print(line, markup=False)


def changes_shown() -> Callable[[IngestReport], None]:
    """Print the first report whole, and of later ones what changed."""
    shown: list[IngestReport] = []

    def show(report: IngestReport) -> None:
        (show_changes if shown else show_report)(report)
        shown.append(report)

    return show


def show_plan(planned: Plan) -> None:
    """Print what an ingest would do."""
    for failure in planned.failed:
        errors.print(f"{failure}", markup=False)
    for held in planned.guarded:
        errors.print(f"{held}", markup=False)
    show_left_out(planned.left_out)
    for line in _intentions(planned):
        output.print(line, markup=False)
    counts = [f"{len(planned.new)} to add", f"{len(planned.changed)} to update", f"{len(planned.unchanged)} unchanged"]
    further = (
        ("to move", len(planned.moved)),
        ("to remove", len(planned.gone)),
        ("to fetch", len(planned.addresses)),
        ("failed", len(planned.failed)),
        ("gone but held back", sum(held.gone for held in planned.guarded)),
    )
    counts += [f"{number} {name}" for name, number in further if number]
    output.print(f"{', '.join(counts)}; nothing was written")


def show_left_out(left_out: Sequence[LeftOut]) -> None:
    """Print in one line which folders were not read because programs filled them."""
    named = {PurePath(one.path).name: one.reason for one in left_out}
    if named:
        kinds = ", ".join(f"{one_line(name)} ({reason})" for name, reason in sorted(named.items()))
        many = "1 folder that a program filled was"
        if len(left_out) > 1:
            many = f"{len(left_out):,} folders that programs filled were"
        errors.print(f"{many} not read: {kinds}; name one to have it read", markup=False)


def _problems(report: IngestReport) -> list[_Line]:
    failures = [_Line(str(failure), failure.reason) for failure in report.failed]
    others = [_Line(str(one), str(one)) for one in (*report.gaps, *report.held_back)]
    return failures + others


def _shortened(lines: Iterable[_Line]) -> Iterator[str]:
    """Give all lines of a kind that has few, of others the first few and how many more there are."""
    by_kind: dict[str, list[str]] = {}
    for text, kind in lines:
        by_kind.setdefault(kind, []).append(text)
    for kind, texts in by_kind.items():
        shown = texts if len(texts) <= MOST_OF_ONE_REASON else texts[:FIRST_OF_MANY]
        yield from shown
        if len(shown) < len(texts):
            yield f"... and {len(texts) - len(shown)} more: {kind}"


def _verbs(report: IngestReport) -> tuple[tuple[str, list[Document]], ...]:
    return ("added", report.added), ("updated", report.updated), ("moved to", report.moved)


def _intentions(planned: Plan) -> Iterator[str]:
    yield from (f"would fetch {one_line(address)}" for address in planned.addresses)
    yield from (f"would add {one_line(str(path))}" for path in planned.new)
    yield from (f"would update {one_line(str(path))}" for path in planned.changed)
    for document, path in planned.moved:
        yield f"would move {one_line(document.path)} to {one_line(str(path))}"
    yield from (f"would remove {one_line(document.path)}" for document in planned.gone)
