"""The tables of the comparison, as Markdown between two marks of a file."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from eval.benchmarks.peers.summary import (
    BY_PASSAGE,
    LATEST,
    MEDIAN,
    QUALITY,
    WORDS_PER_SECOND,
    goals,
    losses,
    set_names,
    value,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from eval.benchmarks.peers.summary import Column, Measure

BEGIN = "<!-- peers: begin; written by `python -m eval.benchmarks peers` -->"
END = "<!-- peers: end -->"


def report(table: Sequence[Column], command: str) -> str:
    """Write all that was found: goals, losses, figures, versions, machine and command."""
    parts = [
        _provenance(table, command),
        "### What was to be reached",
        _goals(table),
        "### Found: by paragraph",
        *(_figures(measure, table) for measure in QUALITY),
        "### Found: by passage",
        *(_figures(measure, table) for measure in BY_PASSAGE),
        "### Speed",
        *(_figures(measure, table) for measure in (WORDS_PER_SECOND, MEDIAN, LATEST)),
        "### Where another is better, or as good",
        _losses(table),
        "### What ran",
        _versions(table),
        _lost(table),
    ]
    return "\n\n".join(part for part in parts if part)


def put(text: str, path: Path) -> None:
    """Write between the marks of a file, at its end if it has none."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    head, begin, rest = before.partition(BEGIN)
    tail = rest.partition(END)[2] if begin else "\n"
    lead = head if begin or not head else f"{head.rstrip()}\n\n"
    path.write_text(f"{lead}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""Write a table; all columns but the first to the right.

    >>> print(markdown(["set", "a|b"], [["x", "1"]]))
    | set | a\|b |
    | --- | ---: |
    | x | 1 |
    """
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _provenance(table: Sequence[Column], command: str) -> str:
    results = [result for column in table for result, _ in column.results]
    machines = "; ".join(dict.fromkeys(result.machine for result in results))
    dates = sorted({result.date for result in results})
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return f"Measured {when} on {machines}, by\n\n    {command}"


def _goals(table: Sequence[Column]) -> str:
    rows = [[goal.what, goal.wanted, goal.found, "yes" if goal.reached else "**no**"] for goal in goals(table)]
    return markdown(["what", "wanted", "found", "reached"], rows) if rows else ""


def _losses(table: Sequence[Column]) -> str:
    found = losses(table)
    if not found:
        return "Nowhere."
    lead = "The set, the figure and what Citeback reached; after the colon, who reached as much or more."
    return "\n".join([lead, "", *(f"- {loss}" for loss in found)])


def _figures(measure: Measure, table: Sequence[Column]) -> str:
    rows = []
    for name in set_names(table):
        values = [value(measure, column, name) for column in table]
        rows.append([_named(name, table), *_marked(measure, values)])
    means = [fmean(measure.of(result, way) for result, way in column.results) for column in table]
    rows.append(["mean", *_marked(measure, means)])
    return markdown([measure.name, *(column.title for column in table)], rows)


def _named(name: str, table: Sequence[Column]) -> str:
    result, way = next(pair for column in table for pair in column.results if pair[0].set == name)
    return f"{name} ({len(way.grades)} of {result.words:,} words)"


def _marked(measure: Measure, values: Sequence[float | None]) -> Iterator[str]:
    """Set the best in bold."""
    best = measure.best([number for number in values if number is not None])
    for number in values:
        text = written(measure, number)
        yield f"**{text}**" if number is not None and round(number, measure.digits) == best else text


def _versions(table: Sequence[Column]) -> str:
    rows = []
    for system in dict.fromkeys(column.system for column in table):
        column = next(one for one in table if one.system == system)
        results = [result for result, _ in column.results]
        packages = ", ".join(f"{name} {version}" for name, version in results[-1].versions.items())
        memory = f"{max(result.memory for result in results) / 2**20:,.0f}"
        rows.append([column.title, packages, f"{results[-1].load_seconds:.1f}", memory])
    return markdown(["system", "versions", "s to import and load", "MB at most"], rows)


def _lost(table: Sequence[Column]) -> str:
    """Say whose texts could not be graded, if any."""
    lost = {column.title: sum(one.lost for _, way in column.results for one in way.grades) for column in table}
    told = [f"{title} {count:,}" for title, count in lost.items() if count]
    return f"Retrieved texts that are in no file, and count for nothing: {', '.join(told)}." if told else ""
