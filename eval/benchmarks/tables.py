"""The tables that the benchmarks print."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from rich.table import Table

from eval.benchmarks.support import LEAST_FALSE_CAUGHT, LEAST_TRUE_SUPPORTED, MOST_TRUE_UNSUPPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.benchmarks.followups import Rewriting
    from eval.benchmarks.retrieval import Ranking
    from eval.benchmarks.support import Figures


def cell(value: float | None, scale: int, digits: int) -> str:
    """Write a figure, or a dash for none."""
    return "-" if value is None else f"{scale * value:.{digits}f}"


def ranking_table(title: str, rankings: Sequence[Ranking]) -> Table:
    """Show rankings side by side."""
    table = Table(title, "hit@1", "hit@5", "MRR@10", "recall@10", box=None, pad_edge=False)
    for ranking in rankings:
        figures = (ranking.hit_at_1, ranking.hit_at_5, ranking.reciprocal_rank, ranking.recall)
        table.add_row(ranking.way, *(f"{figure:.3f}" for figure in figures))
    return table


def rewrites_table(title: str, rewritings: Sequence[Rewriting]) -> Table:
    """Show how ways to ask compare with a person's."""
    columns = ("left alone", "ROUGE-1 F1", "new words found", "new words right")
    table = Table(title, *columns, box=None, pad_edge=False)
    for rewriting in rewritings:
        way, *figures = astuple(rewriting)
        table.add_row(way, *(cell(figure, 1, 3) for figure in figures))
    return table


def support_bars(figures: Figures) -> Table:
    """Show what the judge of sentences reached beside what is wanted."""
    table = Table("figure", "reached", "wanted", box=None, pad_edge=False)
    table.add_row("false caught", cell(figures.false_caught, 1, 3), f"at least {LEAST_FALSE_CAUGHT:.2f}")
    table.add_row("true unsupported", cell(figures.true_unsupported, 1, 3), f"at most {MOST_TRUE_UNSUPPORTED:.2f}")
    table.add_row("true supported", cell(figures.true_supported, 1, 3), f"at least {LEAST_TRUE_SUPPORTED:.2f}")
    table.add_row("median ms", cell(figures.median_seconds, 1000, 1))
    table.add_row("p95 ms", cell(figures.p95_seconds, 1000, 1))
    return table
