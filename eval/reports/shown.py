"""Values and hostile texts as people read them, in every report alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.record import Asked, Figure, Passage

WAY_COLUMNS = ("recall_at_5", "reciprocal_rank", "answer_match", "citation_recall", "refusal_accuracy", "seconds")
"""What is shown of each way of searching and answering: a terminal of 80 columns holds no more."""
TAG_COLUMNS = ("answer_match", "citation_precision", "citation_recall", "refusal_accuracy", "recall_at_5")
"""What is shown of each tag, likewise."""
EXCERPT = 160
"""Characters of a paragraph that stand beside its name."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, what a terminal obeys, and what would reorder letters."""


def shown(text: str) -> str:
    """Put a sign in the place of what cannot be shown."""
    return _UNSHOWABLE.sub("\ufffd", text)


def sound(text: str) -> str:
    """Put a sign in the place of half a character, which no file can hold."""
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= each <= "\udfff" for each in text) else text


def line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(shown(text).split())


def share(value: float | None) -> str:
    """Write a share as people say it; only what is all is called 100 %."""
    if value is None:
        return "-"
    percent = 100 * value
    rounded = round(percent)
    if rounded in {0, 100} and abs(percent - rounded) > 1e-9:
        return f"{percent:.1f} %" if 0.05 <= percent < 99.95 else ("< 0.1 %" if rounded == 0 else "> 99.9 %")
    return f"{rounded} %"


def value_of(figure: Figure, value: float | None) -> str:
    """Write a value of a figure with its unit."""
    return with_unit(value, figure.unit)


def with_unit(value: float | None, unit: str) -> str:
    """Write a value with its unit."""
    if value is None:
        return "-"
    if unit == "share":
        return share(value)
    if unit == "seconds":
        return f"{1000 * value:,.0f} ms" if abs(value) < 10 else f"{value:,.1f} s"
    return f"{value:,.4g}" if unit == "money" else f"{value:,.0f}"


def interval(figure: Figure) -> str:
    """Write where the true value lies."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = with_unit(figure.low, figure.unit), with_unit(figure.high, figure.unit)
    number, space, unit = low.rpartition(" ")
    return f"{number if space and high.endswith(f' {unit}') else low} to {high}"


def change(low: float, high: float, unit: str) -> str:
    """Write where the true difference lies: "-2 to +12 %"."""
    if unit == "share":
        return f"{_signed(100 * low, 0)} to {_signed(100 * high, 0)} %"
    if unit == "seconds":
        return f"{_signed(1000 * low, 0)} to {_signed(1000 * high, 0)} ms"
    digits = 4 if unit == "money" else 0
    return f"{_signed(low, digits)} to {_signed(high, digits)}"


def _signed(value: float, digits: int) -> str:
    return f"{round(value, digits) or 0.0:+,.{digits}f}" if round(value, digits) else "0"


def where(passage: Passage) -> str:
    """Name a paragraph: its file and its place there."""
    return line(f"{passage.document} {passage.place}")


def rank_of(passage: Passage, depth: int) -> str:
    """Say where retrieval found a paragraph, of so many that are recorded."""
    return f"found as number {passage.rank}" if passage.rank else f"not among the first {depth} found"


def excerpt(passage: Passage) -> str:
    """Quote what was cited of a paragraph; where nothing of it was, its beginning."""
    return f'"{clipped(passage.quote or passage.before, EXCERPT)}"'


def expected_paragraphs(asked: Asked) -> str:
    """List the paragraphs that prove a fact."""
    return ", ".join(dict.fromkeys(where(passage) for passage in asked.wanted))


def chance(p: float) -> str:
    """Write a p-value."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def clipped(text: str, longest: int = 200) -> str:
    """Put a text on one line and shorten it."""
    whole = line(text)
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"


def columns(groups: Iterable[Sequence[Figure]], names: Sequence[str]) -> list[Figure]:
    """Give, in the names' order, a figure for each that any of the groups has a value of."""
    held = {figure.name: figure for figures in groups for figure in figures if figure.value is not None}
    return [held[name] for name in names if name in held]


def cell(figures: Sequence[Figure], name: str) -> str:
    """Write one figure of several."""
    return next((with_unit(figure.value, figure.unit) for figure in figures if figure.name == name), "-")
