"""The commands `retrieval`, `evidence` and `ask` of python -m eval.benchmarks."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from eval.benchmarks.datasets import load_corpus, load_questions, set_names
from rag.console import clear_errors, output, progress_bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.benchmarks.datasets import CorpusDocument
    from eval.benchmarks.retrieval import Ranking
    from rag.library.library import Library

DataOption = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", help="NAME.corpus.jsonl.gz and NAME.questions.jsonl.gz.")
]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAME", help="Only this set; may be repeated.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="Questions of each set, evenly spaced.")]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache", metavar="FOLDER", help="Keep the libraries here; empty it when chunks or models change."),
]

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure retrieval and speed on public data sets.")


@app.command("retrieval")
def retrieval_command(
    data: DataOption, sets: SetOption = None, limit: LimitOption = None, cache: CacheOption = None
) -> None:
    """Compare ways to rank by hit@1, hit@5, MRR@10 and recall@10, by paragraph.

    Example: python -m eval.benchmarks retrieval --data datasets --limit 200
    """
    from eval.benchmarks.retrieval import compare

    rankings: dict[str, list[Ranking]] = {}
    with clear_errors():
        for name in sets or set_names(data):
            questions = load_questions(data, name, limit)
            with _library(data, name, cache) as (library, documents), progress_bar() as bar:
                task = bar.add_task(f"{name}: asking", total=sum(bool(question.gold) for question in questions))
                rankings[name] = compare(library, documents, questions, lambda: bar.advance(task))  # noqa: B023
            output.print(_table(name, rankings[name]))
        if len(rankings) > 1:
            output.print(_table(f"mean of {len(rankings)} sets", _means(list(rankings.values()))))


@app.command("ask")
def ask_command(data: DataOption, sets: SetOption = None, limit: LimitOption = 200, cache: CacheOption = None) -> None:
    """Measure the time of a warm answer and how often it is a refusal.

    Example: python -m eval.benchmarks ask --data datasets --set squad2
    """
    from eval.benchmarks.speed import measure
    from rag.assistant import Assistant

    table = Table(
        "set", "median ms", "p95 ms", "refused, answerable", "refused, unanswerable", box=None, pad_edge=False
    )
    with clear_errors():
        for name in sets or set_names(data):
            questions = load_questions(data, name, limit)
            with _library(data, name, cache) as (library, _), progress_bar() as bar:
                task = bar.add_task(f"{name}: asking", total=len(questions))
                speed = measure(Assistant(library), questions, lambda: bar.advance(task))  # noqa: B023
            times = (speed.median_seconds, speed.p95_seconds)
            shares = (speed.refused_answerable, speed.refused_unanswerable)
            cells = [_cell(seconds, 1000, 1) for seconds in times] + [_cell(share, 1, 3) for share in shares]
            table.add_row(name, *cells)
        output.print(table)


@app.command("evidence")
def evidence_command(
    data: DataOption, sets: SetOption = None, limit: LimitOption = None, cache: CacheOption = None
) -> None:
    """Fit the weights that choose the sentences of an answer, and show what each threshold refuses.

    Example: python -m eval.benchmarks evidence --data datasets --set open_wiki --set squad2 --limit 1000
    """
    from eval.benchmarks.evidence import FEATURES, collect, cross_measure, fit, trades

    with clear_errors():
        examples = []
        for name in sets or set_names(data):
            questions = [q for q in load_questions(data, name, limit) if q.answers or not q.gold]
            with _library(data, name, cache) as (library, _), progress_bar() as bar:
                task = bar.add_task(f"{name}: weighing", total=len(questions))
                of_set = collect(library, questions, lambda: bar.advance(task))  # noqa: B023
            examples += of_set
            table = Table(
                name, "refused, answerable", "refused, unanswerable", "right when answered", box=None, pad_edge=False
            )
            for trade in trades(cross_measure(of_set)):
                shares = (trade.refused_answerable, trade.refused_unanswerable, trade.right_when_answered)
                table.add_row(f"threshold {trade.threshold:.2f}", *(f"{share:.3f}" for share in shares))
            output.print(table)
        fitted = dict(zip(("bias", *FEATURES), fit(examples), strict=True))
        output.print("weights on all: " + ", ".join(f"{name} {weight:.2f}" for name, weight in fitted.items()))


def _cell(value: float | None, scale: int, digits: int) -> str:
    return "-" if value is None else f"{scale * value:.{digits}f}"


@contextlib.contextmanager
def _library(data: Path, name: str, cache: Path | None) -> Iterator[tuple[Library, Sequence[CorpusDocument]]]:
    from eval.benchmarks.build import fill
    from rag.library.library import Library

    documents = load_corpus(data, name)
    with contextlib.ExitStack() as stack:
        root = cache or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citeback-benchmark-")))
        library = stack.enter_context(Library(root / name))
        with progress_bar() as bar:
            task = bar.add_task(f"{name}: building", total=len(documents))
            fill(library, documents, lambda count: bar.advance(task, count))
        yield library, documents


def _means(rankings: Sequence[Sequence[Ranking]]) -> list[Ranking]:
    from eval.benchmarks.retrieval import Ranking

    return [
        Ranking(
            same_way[0].way,
            sum(ranking.hit_at_1 for ranking in same_way) / len(same_way),
            sum(ranking.hit_at_5 for ranking in same_way) / len(same_way),
            sum(ranking.reciprocal_rank for ranking in same_way) / len(same_way),
            sum(ranking.recall for ranking in same_way) / len(same_way),
        )
        for same_way in zip(*rankings, strict=True)
    ]


def _table(title: str, rankings: Sequence[Ranking]) -> Table:
    table = Table(title, "hit@1", "hit@5", "MRR@10", "recall@10", box=None, pad_edge=False)
    for ranking in rankings:
        figures = (ranking.hit_at_1, ranking.hit_at_5, ranking.reciprocal_rank, ranking.recall)
        table.add_row(ranking.way, *(f"{figure:.3f}" for figure in figures))
    return table
