"""A record as JUnit XML: one test case a question, as CI servers read it (Ant's schema, and Jenkins' and GitLab's)."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eval.reports.shown import excerpt, line, rank_of, shown, where, with_unit
from eval.retrieved import DEPTH

if TYPE_CHECKING:
    from eval.record import Asked, Record

BOUNDS = "thresholds"
"""The class of the test cases of what was asked of the figures."""


def write_junit(record: Record) -> str:
    """Write a record as JUnit XML; every element and attribute that Ant's schema wants is there, in its order."""
    root = Element("testsuites")
    missed = sum(not verdict.met for verdict in record.verdicts)
    suite = SubElement(
        root,
        "testsuite",
        {
            "name": line(record.setup.facts) or "facts",
            "timestamp": record.setup.made.removesuffix("Z"),
            "hostname": "localhost",
            "tests": str(len(record.questions) + len(record.unchecked) + len(record.verdicts)),
            "failures": str(len(record.failed) + missed),
            "errors": "0",
            "skipped": str(len(record.unchecked)),
            "time": _seconds(sum(asked.seconds for asked in record.questions)),
            "package": "",
            "id": "0",
        },
    )
    _properties(suite, record)
    for asked in record.questions:
        _question(suite, asked, record.setup.facts)
    for each in record.unchecked:
        case = _case(suite, record.setup.facts, each.line, each.question, 0)
        SubElement(case, "skipped", {"message": line(each.reason)})
    _bounds(suite, record)
    SubElement(suite, "system-out")
    SubElement(suite, "system-err")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _properties(suite: Element, record: Record) -> None:
    properties = SubElement(suite, "properties")
    for figure in record.overall.figures:
        if figure.value is not None:
            SubElement(properties, "property", {"name": figure.name, "value": f"{figure.value:.6g}"})


def _question(suite: Element, asked: Asked, facts: str) -> None:
    case = _case(suite, facts, asked.line, asked.question, asked.seconds)
    if asked.failures:
        reason = line("; ".join(asked.failures))
        SubElement(case, "failure", {"message": reason, "type": "answer"}).text = shown(_details(asked, facts))


def _details(asked: Asked, facts: str) -> str:
    cited = [f'cited     {where(each)}: "{line(each.quote)}"' for each in asked.cited] or ["cited     nothing"]
    proof = [f"proof     {where(each)}, {rank_of(each, DEPTH)}: {excerpt(each)}" for each in asked.wanted]
    said = [f"expected  {line(asked.expected)}", f"answered  {line(asked.answered)}"]
    return "\n".join([line(f"{facts}:{asked.line}"), *said, *cited, *proof])


def _case(suite: Element, facts: str, number: int, question: str, seconds: float) -> Element:
    name = f"{line(question)} (line {number})"  # the line tells apart what asks the same twice
    return SubElement(suite, "testcase", {"name": name, "classname": _class(facts), "time": _seconds(seconds)})


def _class(facts: str) -> str:
    """Name the facts file without its suffix: a full stop would part it into packages."""
    return line(PurePath(facts).stem).replace(".", "_") or "facts"


def _bounds(suite: Element, record: Record) -> None:
    for verdict in record.verdicts:
        figure = record.overall.figure(verdict.metric)
        unit = figure.unit if figure else "share"
        wanted = f"at {verdict.side} {with_unit(verdict.wanted, unit)}"
        attributes = {"name": line(f"{verdict.metric} {wanted}"), "classname": BOUNDS, "time": "0"}
        case = SubElement(suite, "testcase", attributes)
        if not verdict.met:
            found = with_unit(verdict.value, unit) if verdict.value is not None else "nothing to grade it on"
            SubElement(case, "failure", {"message": f"{found}, {wanted} wanted", "type": "threshold"})


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"
