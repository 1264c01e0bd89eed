"""Show a report: the table of figures, the thresholds, and every fact that failed with what was expected and given."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.mine import Stale
    from eval.results import EvalReport, Figures, Outcome, Result
    from rag.answer import Citation

PIPED_WIDTH = 132
"""Columns where no terminal says how wide it is."""
ANSWER_LIMIT = 400
"""Characters of an answer that are shown for a failed fact."""

_COLUMNS = (
    "facts",
    "answer\nmatch",
    "citation\nprecision",
    "citation\nrecall",
    "refusal\naccuracy",
    "wrongly\nrefused",
    "wrongly\nanswered",
    "quote\nverbatim",
    "median\nms",
    "p95\nms",
)


def show(report: EvalReport, facts_path: Path, console: Console) -> None:
    """Print the failed facts, the figures and the thresholds, in that order: the verdict stands last."""
    for result in report.results:
        if result.failures:
            console.print(_failed(result, facts_path), soft_wrap=True)
    wide = console if console.is_terminal else Console(file=console.file, width=PIPED_WIDTH, highlight=False)
    wide.print(_table(report, console), soft_wrap=False)
    for outcome in report.outcomes:
        console.print(_verdict(outcome))


def show_stale(stale: Sequence[Stale], facts_path: Path, console: Console) -> None:
    """Print the facts that cannot be checked today, each with the reason."""
    for each in stale:
        question = f"{facts_path.name}:{each.fact.line}: {_clean(each.fact.question)}\n"
        console.print(Text.assemble((question, "bold"), f"  not checked  {_clean(each.reason)}\n"), soft_wrap=True)


def _table(report: EvalReport, console: Console) -> Table:
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, padding=(0, 1), pad_edge=False)
    table.add_column("group", no_wrap=True)
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    for figures in report.groups:
        table.add_row(Text(_clean(figures.group)), *_cells(figures))
    return table


def _cells(figures: Figures) -> tuple[str, ...]:
    shares = (
        figures.answer_match,
        figures.citation_precision,
        figures.citation_recall,
        figures.refusal_accuracy,
        figures.refused_answerable,
        figures.answered_unanswerable,
        figures.quote_verbatim,
    )
    times = (figures.median_seconds, figures.p95_seconds)
    return (
        str(figures.facts),
        *("-" if share is None else f"{share:.3f}" for share in shares),
        *("-" if seconds is None else f"{1000 * seconds:.0f}" for seconds in times),
    )


def _verdict(outcome: Outcome) -> Text:
    name, minimum = outcome.threshold.metric, outcome.threshold.minimum
    found = "nothing to grade it on" if outcome.value is None else f"{outcome.value:.3f}"
    return Text.assemble(
        ("pass" if outcome.met else "FAIL", "green" if outcome.met else "bold red"),
        f"  {name}: {found}, at least {minimum:g} wanted",
    )


def _failed(result: Result, facts_path: Path) -> Text:
    answer = _clean(result.answer.text)
    if len(answer) > ANSWER_LIMIT:
        answer = f"{answer[: ANSWER_LIMIT - 3]}..."
    others = "".join(f"; also {_clean(other.text)}" for other in result.answer.alternatives)
    cited = ", ".join(dict.fromkeys(_place(citation) for citation in result.citations)) or "nothing"
    return Text.assemble(
        (f"{facts_path.name}:{result.fact.line}: {_clean(result.fact.question)}\n", "bold"),
        f"  failed    {'; '.join(result.failures)}\n",
        f"  expected  {_clean(_expected(result))}\n",
        f"  answered  {answer}{others}\n",
        f"  cited     {cited}\n",
    )


def _expected(result: Result) -> str:
    fact = result.fact
    if fact.unanswerable:
        return "a refusal"
    if not fact.expects_answer:
        return f"anything but {' or '.join(fact.wrong)}"
    repeated = any(set(fact.answers).intersection(group) for group in fact.all_of)
    parts = [" or ".join(group) for group in (() if repeated else fact.answers, *fact.all_of) if group]
    listed = ", ".join(reference.shown for reference in fact.paragraphs)
    wanted = "; and ".join(parts) or "an answer"
    unwanted = f"; not {' or '.join(fact.wrong)}" if fact.wrong else ""
    return wanted + unwanted + (f" ({listed})" if listed else "")


def _place(citation: Citation) -> str:
    return _clean(f"{PurePath(citation.document.path).name} {citation.paragraph.place}")


def _clean(text: str) -> str:
    """Keep what a terminal only prints: documents and facts may hold escape sequences."""
    return "".join(character if character.isprintable() else " " for character in text)
