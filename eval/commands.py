"""The command `eval`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.console import PARTLY, LibraryOption, clear_errors, open_library, output, progress_bar
from rag.errors import SettingsError

if TYPE_CHECKING:
    from eval.facts import FactSet
    from eval.results import EvalReport
    from rag.library.library import Library

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("eval", short_help="Grade answers against known facts.")
def eval_command(
    facts: Annotated[
        Path | None,
        typer.Argument(metavar="FACTS", help="A .yaml or .jsonl file; none: the sample's, in a temporary library."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Grade answers and citations against known facts.

    Without FACTS the shipped sample is graded in a temporary library; with FACTS, your own library is.

    Exit code 0: every threshold in the file is met, or there is none; 1: one is missed; 2: it could not run.

    Example: citeback eval facts.yaml --library my-library
    """
    with clear_errors():
        from eval.facts import load_facts
        from eval.report import show
        from eval.sample import facts_file

        if facts is None and library is not None:
            message = f"--library {library}: expected FACTS before it; without them the sample's own library is used"
            raise SettingsError(message)
        fact_set = load_facts(facts or facts_file())
        report = _on_sample(fact_set) if facts is None else _on_library(fact_set, library)
        show(report, fact_set.path, output)
        if not report.passed:
            raise typer.Exit(PARTLY)


def _on_library(facts: FactSet, folder: str | None) -> EvalReport:
    with open_library(folder, must_exist=True) as library:
        return _run(facts, library)


def _on_sample(facts: FactSet) -> EvalReport:
    from eval.sample import add_sample
    from rag.library.library import Library

    with tempfile.TemporaryDirectory(prefix="citeback-eval-") as folder, Library(folder) as library:
        add_sample(library)
        return _run(facts, library)


def _run(facts: FactSet, library: Library) -> EvalReport:
    from eval.runner import run
    from rag.assistant import Assistant

    with progress_bar() as bar:
        task = bar.add_task("Asking", total=len(facts.facts))
        return run(facts, Assistant(library), library, on_progress=lambda: bar.advance(task))
