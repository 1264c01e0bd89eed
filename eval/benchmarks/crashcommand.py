"""The command `crash`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from rag.console import COULD_NOT, clear_errors, errors, output, progress_bar

if TYPE_CHECKING:
    from eval.benchmarks.crash import CrashReport

STAGES = ("no library yet", "reading", "staged", "written", "swapped", "dropping")


def crash_command(
    kills: Annotated[int, typer.Option("--kills", min=1, help="Processes to kill.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Of the folder's changes and of the moments.")] = 1,
) -> None:
    """Kill an ingesting process at random moments while its folder changes; after each kill the library must be whole.

    Example: python -m eval.benchmarks crash --kills 200
    """
    from eval.benchmarks.crash import Crashes

    if sys.platform == "win32":
        errors.print("citeback: processes are killed here by signals and groups, which Windows lacks; run it elsewhere")
        raise typer.Exit(COULD_NOT)
    with clear_errors(), tempfile.TemporaryDirectory(prefix="citeback-crash-") as folder, progress_bar() as bar:
        task = bar.add_task("killing", total=kills)
        report = Crashes(Path(folder), seed).kill(kills, lambda: bar.advance(task))
    output.print(_table(report))
    for failure in report.failures:
        output.print(failure, markup=False, highlight=False, soft_wrap=True)
    if report.failures:
        raise typer.Exit(1)


def _table(report: CrashReport) -> Table:
    table = Table("figure", "count", box=None, pad_edge=False)
    table.add_row("killed", str(report.kills))
    for stage in STAGES:
        table.add_row(f"  {stage}", str(report.stages[stage]))
    for task, count in sorted(report.tasks.items()):
        table.add_row(f"  at {task}", str(count))
    table.add_row("ended before the kill", str(report.ended))
    table.add_row("indexes mended at the opening after a kill", str(report.mended))
    table.add_row("questions asked", str(report.asked))
    table.add_row("documents equal to an uninterrupted run's", str(report.compared))
    table.add_row("failures", str(len(report.failures)))
    table.add_row("minutes", f"{report.seconds / 60:.1f}")
    return table
