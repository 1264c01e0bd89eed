"""A record as one HTML file: nothing is loaded from elsewhere, and whatever it quotes is text.

The template escapes by itself; what it lets through as it is are this package's own style sheet, script and plots.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from eval.reports.advice import advise, cure, places, why
from eval.reports.curves import by_tag, depth, latency, standing, tradeoff
from eval.reports.plots import draw_calibration, draw_depth, draw_groups, draw_latency, draw_tradeoff
from eval.reports.shown import (
    TAG_COLUMNS,
    WAY_COLUMNS,
    cell,
    chance,
    change,
    clipped,
    columns,
    interval,
    rank_of,
    share,
    shown,
    where,
    with_unit,
)
from eval.retrieved import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

    from eval.comparing import Comparison
    from eval.record import Passage, Record

MOST = 500
"""Questions that are shown in full, of each kind: more would make a page that no browser likes."""
MOST_LISTED = 5_000
TALL = 9
"""Bars that make a plot higher than its neighbours."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Hold a drawing with its name and what it says in words."""

    name: str
    drawing: str
    says: str
    tall: bool = False
    """Whether it takes the place of two."""


def write_page(record: Record, comparison: Comparison | None = None) -> str:
    """Write a record, and what changed since another, as HTML."""
    style, script = _asset("style.css"), _asset("filter.js")
    failed = record.failed[:MOST]
    units = {figure.name: figure.unit for figure in record.overall.figures}
    titles = {figure.name: figure.title for figure in record.overall.figures}
    graded = [figure for figure in record.overall.figures if figure.value is not None]
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            record=record,
            comparison=comparison,
            still=[each.title for each in comparison.changes if not each.moved] if comparison else [],
            advices=advise(record),
            graded=graded,
            tag_columns=columns([graded], TAG_COLUMNS),
            way_columns=columns([way.figures for way in record.ways], WAY_COLUMNS),
            plots=list(_plots(record)),
            tags=sorted({tag for asked in failed for tag in asked.tags}),
            reasons=list(dict.fromkeys(reason for asked in failed for reason in asked.failures)),
            unit_of=lambda metric: units.get(metric, "share"),
            title_of=lambda metric: titles.get(metric, metric),
            depth=DEPTH,
            most=MOST,
            most_listed=MOST_LISTED,
            style=style,
            style_hash=_digest(style),
            script=script,
            script_hash=_digest(script),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset), autoescape=True, finalize=_showable, undefined=jinja2.StrictUndefined
    )
    environment.filters |= {
        "where": where,
        "unit": with_unit,
        "interval": interval,
        "places": places,
        "why": why,
        "cure": cure,
        "rank": rank_of,
        "cited_as": _cited_as,
        "cell": cell,
        "chance": chance,
        "change": lambda each: change(each.difference.low, each.difference.high, each.unit),
        "clip": clipped,
        "listed": lambda texts: json.dumps([shown(text) for text in texts]),
    }
    return environment


def _showable(value: object) -> object:
    """Make a text fit to be shown, before it is escaped; what is markup already is this package's own."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _asset(name: str) -> str:
    return (files("eval.reports") / "page" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Name an inline style or script as a content security policy does."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _plots(record: Record) -> Iterator[Plot]:
    bars = by_tag(record)
    if len(bars) > 1:
        says = (
            "The line across each bar is where the true share lies. Tags without answerable questions: right refusals."
        )
        yield Plot("Right answers by tag", draw_groups(bars, "Right answers"), says, tall=len(bars) > TALL)
    if record.calibration and record.calibration.bins:
        says = (
            "Dots on the dashed line: an answer that says 80 % is right in 80 of 100 cases. Larger dots: more answers. "
            f"Mean distance from the line: {share(record.calibration.error)}."
        )
        yield Plot("How far its confidence can be believed", draw_calibration(record.calibration), says)
    curve, now = tradeoff(record), standing(record)
    if curve and now:
        says = (
            f"The dot is this run: {share(now[0])} of the answerable refused, {share(now[1])} of the others answered. "
            "The line: what it would be if answers that are less sure were refused too."
        )
        yield Plot("What refusing costs", draw_tradeoff(curve, now), says)
    if found := depth(record):
        says = f"The search has a proving paragraph among the first 5 for {share(found[4])} of the questions."
        yield Plot("How deep the proof lies", draw_depth(found), says)
    if times := latency(record):
        middle, p95 = (with_unit(each, "seconds") for each in times[1:])
        says = f"Half of the answers took at most {middle}, 95 % at most {p95}."
        yield Plot("How long answers take", draw_latency(*times), says)


def _cited_as(passage: Passage, looked_at: int) -> str:
    parts = [rank_of(passage, looked_at)]
    if passage.proves is not None:
        parts.append("it proves the fact" if passage.proves else "not listed as a proof")
    if not passage.verbatim:
        parts.append("the library has not these words here")
    return "; ".join(parts)
