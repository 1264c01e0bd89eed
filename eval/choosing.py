"""Which facts of a file are asked, and what is asked of the figures, as the command line says it."""

from __future__ import annotations

import difflib
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from eval.facts import Threshold
from eval.measures import BY_NAME, METRICS
from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.facts import FactSet


def choose(facts: FactSet, tags: Sequence[str], limit: int | None) -> tuple[FactSet, str]:
    """Keep the facts with any of the tags, and of these at most `limit`, spread evenly; say which part that is.

    The file's thresholds are meant for all of its facts: of a part they are not asked.

    Raises:
        SettingsError: no fact has one of the tags.
    """
    for tag in tags:
        known = {each for fact in facts.facts for each in fact.tags}
        if tag not in known:
            raise SettingsError(
                f"--tag {tag}: no fact of {facts.path.name} has it; {_near(tag, known, 'its tags are')}"
            )
    kept = tuple(fact for fact in facts.facts if not tags or set(tags).intersection(fact.tags))
    if limit is not None and limit < len(kept):
        kept = tuple(kept[place * len(kept) // limit] for place in range(limit))
    if len(kept) == len(facts.facts):
        return facts, ""
    tagged = f", tagged {' or '.join(tags)}" if tags else ""
    part = f"{len(kept)} of {len(facts.facts)} facts{tagged}"
    if facts.thresholds:
        part += "; the file's thresholds are for all of them and were not checked"
    return replace(facts, facts=kept, thresholds=()), part


def parse_bounds(texts: Iterable[str]) -> tuple[Threshold, ...]:
    """Read what --fail-under asks of the figures: METRIC=VALUE.

    Raises:
        SettingsError: no such metric, or a value that it cannot have.
    """
    return tuple(_bound(text) for text in texts)


def _bound(text: str) -> Threshold:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise SettingsError(f"--fail-under {text}: expected METRIC=VALUE, such as answer_match=0.9")
    metric = BY_NAME.get(name) or next((each for each in METRICS if _folded(each.title) == _folded(name)), None)
    if metric is None:
        raise SettingsError(f"--fail-under {text}: no metric {name!r}; {_near(name, BY_NAME, 'the metrics are')}")
    number = _number(value.removesuffix("%")) / (100 if value.endswith("%") and metric.unit == "share" else 1)
    if metric.unit == "share" and not 0 <= number <= 1:
        wanted = "a share from 0 to 1, or a percentage such as 90%"
        meant = f"; {value}%?" if 1 < number <= 100 and not value.endswith("%") else ""
        raise SettingsError(f"--fail-under {text}: expected {wanted}, found {value!r}{meant}")
    if not (number >= 0 and math.isfinite(number)) or (value.endswith("%") and metric.unit != "share"):
        raise SettingsError(f"--fail-under {text}: expected a number of {metric.unit} from 0, found {value!r}")
    return Threshold(metric.name, number)


def _folded(name: str) -> str:
    """Write a metric's name or title as they are compared: "Wrongly answered" is wrongly_answered."""
    return name.casefold().replace(" ", "_").replace("-", "_")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _near(name: str, known: Iterable[str], listed: str) -> str:
    """Name what was probably meant, else what there is."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=2, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"{listed} {', '.join(names[:24])}" if names else "there are none"
