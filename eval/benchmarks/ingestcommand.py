"""The command `ingest` of python -m eval.benchmarks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from eval.benchmarks.ingesting import WINDOW, grow, second_run
from eval.benchmarks.madeup import PARAGRAPHS_OF_A_FILE, Writer
from eval.benchmarks.tables import cell
from rag.console import clear_errors, output, progress_bar

SIZES = [10_000, 50_000, 100_000, 200_000]
UNCHANGED = 10_000
SMALLEST = WINDOW * PARAGRAPHS_OF_A_FILE


def ingest_command(
    sizes: Annotated[
        list[int] | None,
        typer.Option("--paragraphs", min=SMALLEST, help=f"Size to measure at; repeatable. Default: {SIZES}."),
    ] = None,
    files: Annotated[int, typer.Option(min=0, help="Files of the run over a folder that did not change.")] = UNCHANGED,
) -> None:
    """Measure how fast text files go in, beside the embedder alone, as the library grows; the files are made up.

    Example: python -m eval.benchmarks ingest --paragraphs 10000 --paragraphs 20000
    """
    from rag.library.library import Library

    columns = ("paragraphs/s", "embedder alone", "share", "memory MB", "ask median ms")
    table = Table("paragraphs", *columns, box=None, pad_edge=False)
    writer = Writer()
    with clear_errors(), tempfile.TemporaryDirectory(prefix="citeback-ingest-") as root, progress_bar() as bar:
        task = bar.add_task("starting", total=None)
        with Library(Path(root) / "library") as library:
            for found in grow(
                library, Path(root), writer, sorted(sizes or SIZES), lambda step: bar.update(task, description=step)
            ):
                rates = (f"{found.rate:.0f}", f"{found.embedder_rate:.0f}", f"{found.share:.2f}")
                table.add_row(f"{found.paragraphs:,}", *rates, f"{found.memory / 2**20:.0f}", cell(found.ask, 1000, 0))
        if files:
            bar.update(task, description=f"a second run over {files:,} files")
            with Library(Path(root) / "again") as library:
                seconds = second_run(library, Path(root) / "same", writer, files)
    output.print(table)
    if files:
        output.print(f"a second run over {files:,} unchanged files: {seconds:.1f} s")
