"""The commands of python -m eval.benchmarks."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import astuple
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from eval.benchmarks.crashcommand import crash_command
from eval.benchmarks.datasets import (
    conversation_names,
    has_corpus,
    load_corpus,
    load_follow_ups,
    load_questions,
    set_names,
)
from eval.benchmarks.guardcommand import guard_command
from eval.benchmarks.ingestcommand import ingest_command
from eval.benchmarks.peercommand import peers_command
from eval.benchmarks.tables import cell, ranking_table, rewrites_table, support_bars
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


class Judge(str, Enum):
    """Who judges what answers."""

    READING = "reading"
    NEARNESS = "nearness"


app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Measure retrieval, reading and answers on public data sets."
)


@app.command("retrieval")
def retrieval_command(
    data: DataOption, sets: SetOption = None, limit: LimitOption = None, cache: CacheOption = None
) -> None:
    """Compare ways to rank by hit@1, hit@5, MRR@10 and recall@10, by paragraph.

    Example: python -m eval.benchmarks retrieval --data datasets --limit 200
    """
    from eval.benchmarks.retrieval import compare, means

    rankings: dict[str, list[Ranking]] = {}
    with clear_errors():
        for name in sets or set_names(data):
            questions = load_questions(data, name, limit)
            with _library(data, name, cache) as (library, documents), progress_bar() as bar:
                task = bar.add_task(f"{name}: asking", total=sum(bool(question.gold) for question in questions))
                rankings[name] = compare(library, documents, questions, lambda: bar.advance(task))  # noqa: B023
            output.print(ranking_table(name, rankings[name]))
        if len(rankings) > 1:
            output.print(ranking_table(f"mean of {len(rankings)} sets", means(list(rankings.values()))))


@app.command("ask")
def ask_command(data: DataOption, sets: SetOption = None, limit: LimitOption = 200, cache: CacheOption = None) -> None:
    """Measure warm answers: their time, how often they refuse, whether they cite the right paragraph and words.

    Example: python -m eval.benchmarks ask --data datasets --set squad2
    """
    from eval.benchmarks.asking import measure
    from eval.benchmarks.build import paragraph_ids
    from rag.assistant import Assistant

    columns = ("refused, answerable", "refused, unanswerable", "cites the paragraph", "short-answer F1")
    table = Table("set", "median ms", "p95 ms", *columns, box=None, pad_edge=False)
    with clear_errors():
        for name in sets or set_names(data):
            questions = load_questions(data, name, limit)
            with _library(data, name, cache) as (library, documents), progress_bar() as bar:
                task = bar.add_task(f"{name}: asking", total=len(questions))
                ids = paragraph_ids(documents)
                asked = measure(Assistant(library), questions, ids, lambda: bar.advance(task))  # noqa: B023
            times = (asked.median_seconds, asked.p95_seconds)
            shares = (asked.refused_answerable, asked.refused_unanswerable, asked.cites_gold, asked.short_f1)
            cells = [cell(seconds, 1000, 1) for seconds in times] + [cell(share, 1, 3) for share in shares]
            table.add_row(name, *cells)
        output.print(table)


@app.command("evidence")
def evidence_command(
    data: DataOption,
    sets: SetOption = None,
    limit: LimitOption = None,
    cache: CacheOption = None,
    judge: Annotated[Judge, typer.Option(help="With the reader, or as without it.")] = Judge.READING,
) -> None:
    """Fit the weights that judge what answers, and show what each threshold refuses and how right the rest is.

    Example: python -m eval.benchmarks evidence --data datasets --set open_wiki --set squad2 --limit 700
    """
    from eval.benchmarks.evidence import collect, cross_measure, feature_names, fit, trades
    from rag.assistant import Assistant

    columns = ("refused, answerable", "refused, unanswerable", "right when answered", "short-answer F1")
    with clear_errors():
        examples = []
        for name in sets or set_names(data):
            questions = [q for q in load_questions(data, name, limit) if q.answers or not q.gold]
            with _library(data, name, cache) as (library, _), progress_bar() as bar:
                task = bar.add_task(f"{name}: weighing", total=len(questions))
                of_set = collect(judge.value, Assistant(library), library, questions, lambda: bar.advance(task))  # noqa: B023
            examples += of_set
            table = Table(name, *columns, box=None, pad_edge=False)
            for trade in trades(cross_measure(of_set)):
                shares = (trade.refused_answerable, trade.refused_unanswerable, trade.right_when_answered)
                table.add_row(f"threshold {trade.threshold:.2f}", *(f"{s:.3f}" for s in (*shares, trade.short_f1)))
            output.print(table)
        fitted = dict(zip(("bias", *feature_names(judge.value)), fit(examples), strict=True))
        output.print("weights on all: " + ", ".join(f"{name} {weight:.2f}" for name, weight in fitted.items()))


@app.command("reading")
def reading_command(
    data: DataOption,
    sets: SetOption = None,
    limit: LimitOption = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the calibration into this SVG file.")] = None,
) -> None:
    """Measure the reader on the paragraph that each question was written about, answerable or not.

    Example: python -m eval.benchmarks reading --data datasets --set squad2
    """
    from eval.benchmarks.plots import draw_calibration
    from eval.benchmarks.reading import figures, fitted, read, reliability
    from rag.models.reader import Reader

    columns = ("questions", "F1", "always refused", "F1 of spans", "refused, answerable", "refused, unanswerable")
    table = Table("set", *columns, "calibration error", box=None, pad_edge=False)
    read_ = []
    with clear_errors():
        for name in sets or set_names(data):
            questions = load_questions(data, name, limit)
            with progress_bar() as bar:
                task = bar.add_task(f"{name}: reading", total=len(questions))
                of_set = read(Reader(), load_corpus(data, name), questions, lambda: bar.advance(task))  # noqa: B023
            read_ += of_set
            count, *shares = astuple(figures(of_set))
            table.add_row(name, str(count), *(f"{share:.3f}" for share in shares))
        output.print(table)
        bias, answers = fitted(read_)
        output.print(f"calibration on all: answers {answers:.3f}, bias {bias:.3f}")
        if plot is not None:
            plot.write_text(draw_calibration(reliability(read_)), encoding="utf-8")


app.command("guard")(guard_command)
app.command("ingest")(ingest_command)
app.command("crash")(crash_command)
app.command("peers")(peers_command)


@app.command("followups")
def followups_command(
    data: DataOption,
    sets: SetOption = None,
    limit: LimitOption = None,
    cache: CacheOption = None,
    read: Annotated[bool, typer.Option("--read", help="Rank as the reader believes; takes longer.")] = False,
) -> None:
    """Compare ways to ask a follow-up question: what each finds, and how near it comes to a person's rewrite.

    Example: python -m eval.benchmarks followups --data datasets --set inscit --limit 150
    """
    from eval.benchmarks.followups import compare_rewrites, find
    from rag.models.reader import Reader
    from rag.reranker import Reranker

    with clear_errors():
        for name in sets or conversation_names(data):
            questions = load_follow_ups(data, name, limit)
            if has_corpus(data, name):
                with _library(data, name, cache) as (library, documents), progress_bar() as bar:
                    task = bar.add_task(f"{name}: asking", total=len(questions))
                    reranker = Reranker(Reader()) if read else None
                    ranked = find(library, documents, questions, reranker, lambda: bar.advance(task))  # noqa: B023
                output.print(ranking_table(f"{name}, {len(questions)} questions", ranked))
            if any(question.rewrite for question in questions):
                title = f"{name}, {len(questions)} rewrites"
                output.print(rewrites_table(title, compare_rewrites(questions)))


@app.command("support")
def support_command(
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Pairs in YAML; those of the sample if left out.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="List the sentences that are judged wrongly.")] = False,
) -> None:
    """Measure which sentences are judged to be carried by what they cite, on pairs whose verdict is known.

    Example: python -m eval.benchmarks support --show
    """
    from eval.benchmarks.support import by_kind, figures, judge
    from eval.pairs import load_pairs
    from eval.sample import pairs_file
    from rag.grounding import support

    table = Table("kind", "is carried", "supported", "partly", "unsupported", box=None, pad_edge=False)
    with clear_errors():
        read = load_pairs(pairs or pairs_file())
        with progress_bar() as bar:
            task = bar.add_task("judging", total=len(read))
            judged = judge(read, support, lambda: bar.advance(task))
        for one in judged if show else []:
            if one.wrong:
                reason = f" ({one.support.reason})" if one.support.reason else ""
                said = f"line {one.pair.line}, {one.pair.kind}, {one.support.level}: {one.pair.sentence}{reason}"
                output.print(said, markup=False, highlight=False, soft_wrap=True)
        for kind in by_kind(judged):
            name, carried, *counts = astuple(kind)
            table.add_row(name, "yes" if carried else "no", *map(str, counts))
        output.print(table)
        output.print(support_bars(figures(judged)))


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
