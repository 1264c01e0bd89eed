"""Show a record in the terminal: what failed and why, the figures in plain words, and the verdict last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.reports.advice import advise, places
from eval.reports.curves import latency
from eval.reports.shown import (
    TAG_COLUMNS,
    WAY_COLUMNS,
    cell,
    chance,
    change,
    clipped,
    columns,
    excerpt,
    interval,
    line,
    rank_of,
    where,
    with_unit,
)
from eval.retrieved import DEPTH

if TYPE_CHECKING:
    from eval.comparing import Comparison, Pair
    from eval.record import Asked, Figure, Group, Judged, Record, Unchecked, Verdict, Way

PIPED_WIDTH = 100
"""Columns where no terminal says how wide it is."""
ANSWER_LIMIT = 400
"""Characters of an answer that are shown for a failed fact."""
MOST = 20
"""Questions of a kind that are named; the other reports have them all."""
CAUTION = "p: how often chance alone does as much; of twenty figures one falls below 0.05 by luck."
SPECIAL = frozenset({"exact_match", "f1", "recall_at_1", "recall_at_10", "reciprocal_rank", "ndcg_at_10"})
"""Figures that only those who know them ask for."""


def show(record: Record, console: Console, comparison: Comparison | None = None) -> None:
    """Print the failed facts, the figures, what to do next and the verdicts: what matters most stands last."""
    for asked in record.failed:
        console.print(_failed(asked, record.setup.facts), soft_wrap=True)
    for each in record.unchecked:
        console.print(_unchecked(each, record.setup.facts), soft_wrap=True)
    wide = _wide(console)
    _show_figures(record, wide)
    if len(record.groups) > 1:
        _put(wide, _groups(record))
    if record.ways:
        _put(wide, _ways(record.ways))
    if record.judged:
        _put(wide, _judged(record.judged))
    if comparison:
        show_comparison(comparison, console)
    _show_advice(record, wide)
    for verdict in record.verdicts:
        console.print(_verdict(verdict, record.overall))


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print what turned better or worse, question by question, then each figure with its test."""
    facts = comparison.new.setup.facts
    for way, colour in (("worse", "red"), ("better", "green"), ("mixed", "yellow")):
        pairs = [pair for pair in comparison.pairs if pair.turned == way]
        for pair in pairs[:MOST]:
            console.print(_turned(pair, facts, colour), soft_wrap=True)
        if len(pairs) > MOST:
            console.print(f"... and {len(pairs) - MOST} more {way}: --html lists them\n", markup=False)
    _put(_wide(console), _changes(comparison))
    still = ", ".join(line(each.title) for each in comparison.changes if each not in comparison.moved)
    if still:
        _put(_wide(console), Text(f"The same at every question: {still}\n"))
    for title, items in (
        ("asked now, not then", comparison.added),
        ("asked then, not now", comparison.removed),
        ("something else is expected now, so not compared", comparison.edited),
        ("compared by their answers alone, for their proof is named otherwise now", comparison.proven_otherwise),
    ):
        if items:
            named = "; ".join(clipped(asked.question, 80) for asked in items[:3])
            console.print(Text(f"{len(items)} {title}: {named}{' ...' if len(items) > 3 else ''}"), soft_wrap=True)
    for setup in comparison.setups:
        console.print(Text(line(f"also changed: {setup}")), soft_wrap=True)


def _put(console: Console, shown: RenderableType) -> None:
    """Print with lines broken between words."""
    console.print(shown, soft_wrap=False)


def _wide(console: Console) -> Console:
    """Give the terminal, which knows its width; a pipe is given one."""
    if console.is_terminal:
        return console
    return Console(file=console.file, width=PIPED_WIDTH, highlight=False)


def _table(title: str) -> Table:
    """Begin a table; texts that others wrote stand in it as Text, for brackets in a string are rich's markup."""
    table = Table(title=Text(line(title)), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.pad_edge = False
    table.padding = (0, 1, 0, 0)
    return table


def _show_figures(record: Record, console: Console) -> None:
    overall = record.overall
    part = f" ({line(record.setup.part)})" if record.setup.part else ""
    title = f"{overall.right} of {overall.questions} questions passed: nothing is wrong with their answer{part}"
    _put(console, Text(title, "bold"))
    _put(console, Text("Behind each figure: where the true value lies with 95 % confidence, going by so many.\n"))
    graded = [figure for figure in overall.figures if figure.value is not None]
    for figure in graded:
        if figure.name not in SPECIAL:
            sure = f"  {interval(figure) or '-':<16} of {figure.count}"
            _put(console, Text.assemble((f"{line(figure.title):<22}", "bold"), f"{_value(figure):>9}", sure))
            _put(console, Padding(Text(_meaning(figure) + _slowest(figure, record), "dim"), (0, 0, 0, 2), expand=False))
    special = ", ".join(f"{line(figure.title)} {_value(figure)}" for figure in graded if figure.name in SPECIAL)
    if special:
        _put(console, Text(f"For those who know them: {special}"))
    console.print()


def _value(figure: Figure) -> str:
    return with_unit(figure.value, figure.unit)


def _meaning(figure: Figure) -> str:
    return line(figure.meaning + (" Less is better." if figure.better == "less" else ""))


def _slowest(figure: Figure, record: Record) -> str:
    times = latency(record) if figure.name == "seconds" else None
    return f" 95 of 100 took at most {with_unit(times[2], 'seconds')}." if times else ""


def _groups(record: Record) -> Table:
    shown = columns([record.overall.figures], TAG_COLUMNS)
    table = _table("By tag")
    table.add_column("tag", overflow="fold")
    for name in ("asked", "right", *(line(figure.title) for figure in shown)):
        table.add_column(name, justify="right", max_width=9)
    for group in record.groups:
        cells = (cell(group.figures, column.name) for column in shown)
        table.add_row(Text(line(group.name)), str(group.questions), str(group.right), *cells)
    return table


def _ways(ways: tuple[Way, ...]) -> Table:
    shown = columns([way.figures for way in ways], WAY_COLUMNS)
    table = _table("What each part adds")
    table.add_column("with", ratio=1)
    for figure in shown:
        table.add_column(Text(line(figure.title)), justify="right", max_width=9)
    for way in ways:
        label = Text.assemble((f"{line(way.name)}: ", "bold"), line(way.note or way.meaning))
        table.add_row(label, *(cell(way.figures, column.name) for column in shown))
    return table


def _judged(judged: Judged) -> Table:
    table = _table(f"What {judged.model} thinks, apart from the figures above")
    table.caption, table.caption_justify = Text(line(judged.note)) if judged.note else None, "left"
    for name in ("respect", "passed", "judged", "not readable"):
        table.add_column(name, justify="left" if name == "respect" else "right")
    table.add_column("what it was asked", ratio=1)
    for each in judged.opinions:
        counts = (str(number) for number in (each.good, each.count, each.unread))
        table.add_row(Text(line(each.title)), *counts, Text(line(each.meaning)))
    return table


def _changes(comparison: Comparison) -> Table:
    counts = {way: sum(pair.turned == way for pair in comparison.pairs) for way in ("better", "worse")}
    compared = f"{len(comparison.pairs)} question{'' if len(comparison.pairs) == 1 else 's'} compared"
    table = _table(f"{compared}: {counts['better']} better, {counts['worse']} worse, since {comparison.old.setup.made}")
    table.caption, table.caption_justify = CAUTION, "left"
    table.add_column("figure", no_wrap=True)
    for name in ("then", "now", "95 % sure", "better\n/worse", "p"):
        table.add_column(name, justify="right", max_width=13)
    table.add_column("verdict", ratio=1)
    for each in comparison.moved:
        table.add_row(
            Text(line(each.title)),
            with_unit(each.old, each.unit),
            with_unit(each.new, each.unit),
            change(each.difference.low, each.difference.high, each.unit),
            f"{each.improved}/{each.worsened}",
            chance(each.difference.p),
            each.verdict,
        )
    return table


def _turned(pair: Pair, facts: str, colour: str) -> Text:
    return Text.assemble(
        (f"{pair.turned:7}", f"bold {colour}"),
        (line(f"{facts}:{pair.new.line}: {pair.new.question}"), "bold"),
        f"\n  then      {_state(pair.old)}\n  now       {_state(pair.new)}\n",
    )


def _state(asked: Asked) -> str:
    return f"{clipped(asked.answered, 160)} ({'; '.join(line(each) for each in asked.failures) or 'nothing wrong'})"


def _show_advice(record: Record, console: Console) -> None:
    advices = advise(record)
    if advices:
        _put(console, Text("What to do next", "bold"))
    for advice in advices:
        placed = places(advice, record.setup.facts)
        _put(console, Text(f"- {advice.what}: {advice.do}{f'; {placed}' if placed else ''}"))
    if advices:
        console.print()


def _verdict(verdict: Verdict, overall: Group) -> Text:
    figure = overall.figure(verdict.metric)
    unit = figure.unit if figure else "share"
    found = "nothing to grade it on" if verdict.value is None else with_unit(verdict.value, unit)
    return Text.assemble(
        ("pass" if verdict.met else "FAIL", "green" if verdict.met else "bold red"),
        f"  {line(verdict.metric)}: {found}, at {verdict.side} {with_unit(verdict.wanted, unit)} wanted",
    )


def _unchecked(each: Unchecked, facts: str) -> Text:
    question = line(f"{facts}:{each.line}: {each.question}")
    return Text.assemble((f"{question}\n", "bold"), f"  not checked  {line(each.reason)}\n")


def _failed(asked: Asked, facts: str) -> Text:
    proofs = dict.fromkeys(f"{where(each)}, {rank_of(each, DEPTH)}: {excerpt(each)}" for each in asked.wanted)
    cited = dict.fromkeys(f"{where(each)}: {excerpt(each)}" for each in asked.cited) or ("nothing",)
    others = "".join(f"; also {line(other)}" for other in asked.others)
    return Text.assemble(
        (line(f"{facts}:{asked.line}: {asked.question}"), "bold"),
        f"\n  failed    {'; '.join(line(each) for each in asked.failures)}\n",
        f"  expected  {line(asked.expected)}\n",
        f"  answered  {clipped(asked.answered, ANSWER_LIMIT)}{others}\n",
        *(f"  cited     {each}\n" for each in cited),
        *(f"  proof     {each}\n" for each in proofs),
    )
