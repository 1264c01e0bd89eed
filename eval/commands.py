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
    mine: Annotated[
        bool, typer.Option("--mine", help="Check what you judged on the chat page, in your own library.")
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Grade answers and citations against known facts.

    Without FACTS the shipped sample is graded in a temporary library; with FACTS, your own library is.
    With --mine the facts are the answers that you judged on the chat page: right, wrong, the right paragraph.

    Exit code 0: every threshold in the file is met, or there is none, and with --mine no fact fails; 1: not so;
    2: it could not run.

    Example: citeback eval facts.yaml --library my-library
    """
    with clear_errors():
        if mine:
            _check_mine(facts, library)
            return
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


def _check_mine(facts: Path | None, folder: str | None) -> None:
    """Check the library's own facts.

    Raises:
        SettingsError: another file is named too, or nothing was judged yet.
        typer.Exit: a fact fails or a threshold is missed.
    """
    from eval.mine import load_mine
    from eval.report import show, show_stale

    if facts is not None:
        message = f"{facts} --mine: expected one of them; --mine reads facts.jsonl in the library's folder"
        raise SettingsError(message)
    with open_library(folder, must_exist=True) as library:
        own = load_mine(library)
        report = _run(own.facts, library)
    show_stale(own.stale, own.facts.path, output)
    show(report, own.facts.path, output)
    if not report.passed or any(result.failures for result in report.results):
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
