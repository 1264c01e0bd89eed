"""What Ant's schema and Jenkins' want, by hand: their files are others' work and not kept here."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from graded import NOBODY, WHO, recorded, refused, right, wrong

from eval.facts import Threshold
from eval.record import Record, Unchecked
from eval.reports.junit import write_junit

SUITE = {
    "name": r"\S.*",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "hostname": r"\S+",
    "tests": r"\d+",
    "failures": r"\d+",
    "errors": r"\d+",
    "skipped": r"\d+",
    "time": r"\d+\.\d+",
    "package": "",
    "id": "0",
}


def suite(record: Record) -> ElementTree.Element:
    root = ElementTree.fromstring(write_junit(record))
    assert root.tag == "testsuites"
    assert [child.tag for child in root] == ["testsuite"]
    return root[0]


def test_the_suite_has_what_the_schemas_want_in_their_order() -> None:
    found = suite(recorded(right(), wrong(), refused()))
    assert found.keys() == list(SUITE)
    for name, pattern in SUITE.items():
        assert re.fullmatch(pattern, found.attrib[name]), name
    tags = [child.tag for child in found]
    assert tags == ["properties", "testcase", "testcase", "testcase", "system-out", "system-err"]
    assert all(child.keys() == ["name", "classname", "time"] for child in found.iter("testcase"))
    assert all(child.keys() == ["name", "value"] for child in found.iter("property"))


def test_a_question_is_a_case_and_a_failure_says_why_with_the_sources() -> None:
    found = suite(recorded(right(), wrong()))
    assert (found.attrib["tests"], found.attrib["failures"]) == ("2", "1")
    cases = found.findall("testcase")
    assert [len(case) for case in cases] == [0, 1]
    assert cases[1].attrib["name"] == "Who mediated? (line 7)"
    assert cases[1].attrib["classname"] == "facts"
    failure = cases[1][0]
    assert failure.attrib == {"message": "no accepted answer in it", "type": "answer"}
    assert (failure.text or "").splitlines() == [
        "facts.yaml:7",
        "expected  Qatar",
        "answered  Turkey. [1]",
        'cited     doha.txt ¶1: "Khawaja Asif"',
        'proof     doha.txt ¶3, found as number 2: "Qatar was the mediator."',
    ]


def test_a_missed_threshold_is_a_failed_case_and_a_met_one_a_passed_case() -> None:
    found = suite(recorded(wrong(), thresholds=(Threshold("answer_match", 0.5), Threshold("seconds", 2))))
    missed, met = found.findall("testcase")[1:]
    assert (missed.attrib["classname"], missed.attrib["name"]) == ("thresholds", "answer_match at least 50 %")
    assert missed[0].attrib["message"] == "0 %, at least 50 % wanted"
    assert list(met) == []
    assert (found.attrib["tests"], found.attrib["failures"]) == ("3", "2")


def test_a_fact_that_cannot_be_checked_is_skipped() -> None:
    found = suite(replace(recorded(right()), unchecked=(Unchecked(3, "Who?", "its words were purged"),)))
    assert found.attrib["skipped"] == "1"
    assert found.findall("testcase")[1][0].attrib == {"message": "its words were purged"}


def test_what_xml_cannot_hold_is_replaced_and_markup_stays_text() -> None:
    fact = replace(WHO, question="Who <b>x</b> \x00\x1b[31m\ud800\uffff & ]]>?")
    written = write_junit(recorded(wrong(fact, "<script>\x08alert(1)</script>", "a\x0bb")))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", written)
    case = ElementTree.fromstring(written)[0].findall("testcase")[0]
    assert case.attrib["name"].startswith("Who <b>x</b>")
    assert "<script>" in (case[0].text or "")


def test_two_facts_that_ask_the_same_have_names_of_their_own() -> None:
    found = suite(recorded(right(), right(replace(WHO, line=30)), refused(NOBODY)))
    names = [case.attrib["name"] for case in found.iter("testcase")]
    assert len(set(names)) == 3
