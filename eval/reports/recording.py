"""What a run found -> the record that every report is drawn from."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict
from importlib import metadata
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from eval.ablation import WAYS
from eval.measures import METRICS
from eval.metrics import ParagraphKey
from eval.record import (
    SCHEMA,
    Asked,
    Bin,
    Calibration,
    Exchange,
    Figure,
    Group,
    Passage,
    Record,
    Setup,
    Unchecked,
    Value,
    Verdict,
    Way,
)
from eval.reports.shown import sound

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from eval.ablation import Ablated
    from eval.facts import Fact, FactSet
    from eval.measures import Measure
    from eval.mine import Stale
    from eval.results import EvalReport, Figures, Result
    from rag.answer import Citation
    from rag.document import Document

AROUND = 240
"""Characters kept on each side of a quote."""
LONGEST = 2_000
"""Characters kept of a quote."""
WHOLE = 600
"""Characters kept of a paragraph that is shown without a quote."""


class Shelf(Protocol):
    """Hold documents; a library does."""

    def documents(self, ids: Collection[str] | None = None) -> list[Document]:
        """Give those with these ids."""
        ...

    def count_documents(self) -> int:
        """Count them."""
        ...

    def count_paragraphs(self) -> int:
        """Count the paragraphs of all."""
        ...


def record(
    report: EvalReport,
    facts: FactSet,
    library: Shelf,
    *,
    model: str = "",
    part: str = "",
    stale: Sequence[Stale] = (),
) -> Record:
    """Write down what a run found; of the library only documents that facts name are read."""
    named = {key.document_id for result in report.results for key in result.wanted}
    held = {document.id: document for document in library.documents(named)} if named else {}
    return Record(
        schema=SCHEMA,
        setup=_setup(facts, library, model, part),
        groups=_groups(report),
        questions=tuple(_asked(result, held) for result in report.results),
        unchecked=tuple(Unchecked(each.fact.line, sound(each.fact.question), each.reason) for each in stale),
        verdicts=tuple(
            Verdict(
                each.threshold.metric,
                "most" if each.is_upper else "least",
                each.threshold.minimum,
                each.value,
                each.met,
            )
            for each in report.outcomes
        ),
        calibration=_calibration(report),
    )


def figures_of(measures: Sequence[Measure]) -> tuple[Figure, ...]:
    """Write down figures with what they mean."""
    return tuple(
        Figure(
            each.metric.name,
            each.metric.title,
            each.metric.meaning,
            each.metric.better,
            each.metric.unit,
            each.value,
            each.low,
            each.high,
            each.count,
        )
        for each in measures
    )


def ways_of(ablated: Sequence[Ablated]) -> tuple[Way, ...]:
    """Write down what each way of searching and answering came to."""
    meanings = {way.name: way.meaning for way in WAYS}
    return tuple(
        Way(
            each.way,
            meanings.get(each.way, ""),
            figures_of(each.report.overall.measures if each.report else each.measures),
            each.skipped,
        )
        for each in ablated
    )


def _setup(facts: FactSet, library: Shelf, model: str, part: str) -> Setup:
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
    release, held = metadata.version("citeback"), (library.count_documents(), library.count_paragraphs())
    return Setup(facts.path.name, f"{now.isoformat()}Z", release, model, *held, part)


def _groups(report: EvalReport) -> tuple[Group, ...]:
    overall, *others = report.groups
    members = [report.results]
    for figures in others:
        tagged = tuple(result for result in report.results if figures.group in result.fact.tags)
        members.append(tagged or report.follow_ups)
    return tuple(_group(figures, results) for figures, results in zip((overall, *others), members, strict=True))


def _group(figures: Figures, results: Sequence[Result]) -> Group:
    right = sum(not result.failures for result in results)
    return Group(sound(figures.group), figures.facts, right, figures_of(figures.measures))


def _asked(result: Result, held: dict[str, Document]) -> Asked:
    fact, answer = result.fact, result.answer
    ranks = {key: rank for rank, key in reversed(list(enumerate(result.retrieved, start=1)))}
    graded = ((metric.name, metric.of(result)) for metric in METRICS)
    return Asked(
        line=fact.line,
        question=sound(fact.question),
        history=tuple(Exchange(sound(turn.question), sound(turn.answer)) for turn in fact.history),
        documents=tuple(sound(name) for name in fact.documents),
        tags=tuple(sound(tag) for tag in fact.tags),
        answerable=fact.expects_answer if fact.expects_answer or fact.unanswerable else None,
        expected=sound(_expected(fact)),
        digest=_digest(fact),
        answered=sound(answer.text),
        others=tuple(sound(other.text) for other in answer.alternatives),
        refused=answer.refused,
        failures=result.failures,
        cited=tuple(_cited(result, each, right, ranks) for each, right in _once(result)),
        wanted=tuple(_wanted(key, held[key.document_id], ranks) for key in sorted(result.wanted)),
        values=tuple(Value(name, float(value)) for name, value in graded if value is not None),
        seconds=result.seconds,
        confidence=result.confidence,
    )


def _once(result: Result) -> list[tuple[Citation, bool]]:
    """Give each citation once: an answer may cite the same words for several sentences."""
    return list(dict(zip(result.citations, result.verbatim, strict=True)).items())


def _expected(fact: Fact) -> str:
    if fact.unanswerable:
        return "a refusal"
    if not fact.expects_answer:
        return f"anything but {' or '.join(fact.wrong)}"
    repeated = any(set(fact.answers).intersection(group) for group in fact.all_of)
    parts = [" or ".join(group) for group in (() if repeated else fact.answers, *fact.all_of) if group]
    wanted = "; and ".join(parts) or "an answer"
    return wanted + (f"; not {' or '.join(fact.wrong)}" if fact.wrong else "")


def _digest(fact: Fact) -> str:
    """Name what is expected of a fact, as its file says it: the same after the documents have moved or changed."""
    listed = [_named(asdict(each)) for each in fact.paragraphs]
    parts = (fact.answers, fact.unanswerable, fact.answerable, fact.wrong, fact.all_of, listed)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _named(reference: dict[str, str | int]) -> dict[str, str | int]:
    """Keep of a reference what says which words are meant, and nothing of where they are today."""
    apart = {"line", "version", "number"} if reference["digest"] else {"line", "version"}
    named = {name: value for name, value in reference.items() if name not in apart}
    return {**named, "document": PurePath(str(reference["document"])).name}


def _cited(result: Result, citation: Citation, verbatim: bool, ranks: dict[ParagraphKey, int]) -> Passage:
    text, key = citation.paragraph.text, ParagraphKey(citation.document.id, citation.paragraph.number)
    first, last = max(0, citation.start - AROUND), citation.end + AROUND
    return Passage(
        document=_file(citation.document),
        title=sound(citation.document.title),
        place=sound(citation.paragraph.place),
        number=citation.paragraph.number,
        before=sound(("… " if first else "") + text[first : citation.start]),
        quote=sound(citation.quote if len(citation.quote) <= LONGEST else f"{citation.quote[:LONGEST]} …"),
        after=sound(text[citation.end : last] + (" …" if last < len(text) else "")),
        rank=ranks.get(key),
        proves=key in result.wanted if result.wanted else None,
        verbatim=verbatim,
    )


def _wanted(key: ParagraphKey, document: Document, ranks: dict[ParagraphKey, int]) -> Passage:
    paragraph = document.paragraphs[key.number - 1]
    text = paragraph.text if len(paragraph.text) <= WHOLE else f"{paragraph.text[:WHOLE]} …"
    return Passage(
        document=_file(document),
        title=sound(document.title),
        place=sound(paragraph.place),
        number=key.number,
        before=sound(text),
        rank=ranks.get(key),
        proves=True,
    )


def _calibration(report: EvalReport) -> Calibration | None:
    found = report.calibration
    if found.error is None:
        return None
    return Calibration(tuple(Bin(each.confidence, each.right, each.count) for each in found.bins), found.error)


def _file(document: Document) -> str:
    return sound(document.url or PurePath(document.path).name)
