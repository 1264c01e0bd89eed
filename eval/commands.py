"""The command `eval`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.console import PARTLY, LibraryOption, clear_errors, open_library
from rag.errors import SettingsError

if TYPE_CHECKING:
    from eval.evaluating import Evaluation
    from eval.record import Record

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
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="NAME", help="Ask only facts with this tag; repeat for more.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Ask at most N facts, spread over the file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with plots and every failed question.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything for machines, and for --compare.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML, one test case a question, for CI.")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="OLD.json", help="Say what got better and worse since that --json report."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="METRIC=VALUE",
            help="Exit 1 where a figure is worse: answer_match=0.9 or 90%, seconds=2; repeat for more.",
        ),
    ] = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Also search and answer with parts switched off, to see what each adds.")
    ] = False,
    judge: Annotated[
        bool, typer.Option("--judge", help="Also ask the language model what it thinks of the answers, apart.")
    ] = False,
    prices: Annotated[
        str | None,
        typer.Option("--prices", metavar="IN,OUT", help="What a million tokens cost the model's user: 0.15,0.60."),
    ] = None,
) -> None:
    """Grade answers and citations against known facts.

    Without FACTS the shipped sample is graded in a temporary library; with FACTS, your own library is.
    With --mine the facts are the answers that you judged on the chat page: right, wrong, the right paragraph.
    `citeback facts --help` says how a file of facts is made.

    Exit code 0: every threshold in the file and of --fail-under is met, or there is none, and with --mine no fact
    fails; 1: not so; 2: it could not run.

    Example: citeback eval facts.yaml --library my-library --html report.html
    """
    with clear_errors():
        from eval.evaluating import Evaluation, Wishes

        _check_names(facts, mine, library)
        wishes = Wishes(tag or (), limit, fail_under or (), prices, ablate, judge, html, json, junit, compare)
        evaluation = Evaluation(wishes)
        record = _mine(evaluation, library) if mine else _facts(evaluation, facts, library)
        evaluation.deliver(record)
        if not record.passed or (mine and record.failed):
            raise typer.Exit(PARTLY)


def _check_names(facts: Path | None, mine: bool, library: str | None) -> None:
    """Refuse what names two things to grade, or a library with nothing to ask of it.

    Raises:
        SettingsError: with what was expected.
    """
    if mine and facts is not None:
        message = f"{facts} --mine: expected one of them; --mine reads facts.jsonl in the library's folder"
        raise SettingsError(message)
    if facts is None and not mine and library is not None:
        message = f"--library {library}: expected FACTS before it; without them the sample's own library is used"
        raise SettingsError(message)


def _mine(evaluation: Evaluation, folder: str | None) -> Record:
    """Check the library's own facts.

    Raises:
        SettingsError: nothing was judged yet.
    """
    from eval.mine import load_mine

    with open_library(folder, must_exist=True) as library:
        own = load_mine(library)
        chosen, part = evaluation.choose(own.facts)
        return evaluation.run(chosen, library, part, own.stale)


def _facts(evaluation: Evaluation, facts: Path | None, folder: str | None) -> Record:
    from eval.facts import load_facts
    from eval.sample import add_sample, facts_file
    from rag.library.library import Library

    chosen, part = evaluation.choose(load_facts(facts or facts_file()))
    if facts is not None:
        with open_library(folder, must_exist=True) as library:
            return evaluation.run(chosen, library, part)
    with tempfile.TemporaryDirectory(prefix="citeback-eval-") as temporary, Library(temporary) as library:
        add_sample(library)
        return evaluation.run(chosen, library, part)
