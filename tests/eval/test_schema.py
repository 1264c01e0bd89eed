from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from eval.factreader import FACT_FIELDS, METRICS, REFERENCE_FIELDS, SINGULAR
from eval.facts import load_facts
from eval.sample import facts_file
from eval.schema import guide, json_schema
from rag.errors import FactsError

SCHEMA: dict[str, Any] = json.loads(json_schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def example() -> str:
    found = re.search(r"```yaml\n(.*?)```", guide(), re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_guide_is_a_facts_file_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(example(), encoding="utf-8")
    read = load_facts(path)
    assert len(read.facts) == 5
    assert read.thresholds


def test_the_json_lines_of_the_guide_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(re.findall(r"^    (\{\".*\})$", guide(), re.MULTILINE)), encoding="utf-8")
    assert len(load_facts(path).facts) == 1


@pytest.mark.parametrize("field", [*FACT_FIELDS, *REFERENCE_FIELDS])
def test_the_guide_explains_every_field(field: str) -> None:
    assert re.search(rf"^    {field}  |`{field}`|[{{ ]{field}: ", guide(), re.MULTILINE)


def test_the_schema_knows_the_fields_that_the_reader_knows() -> None:
    fields = SCHEMA["$defs"]
    assert set(fields["fact"]["properties"]) == {*FACT_FIELDS, *SINGULAR}
    assert set(fields["paragraph"]["anyOf"][1]["properties"]) == set(REFERENCE_FIELDS)
    assert set(fields["thresholds"]["properties"]) == set(METRICS)


@pytest.mark.parametrize("text", [facts_file().read_text(encoding="utf-8"), example()], ids=["sample", "guide"])
def test_the_schema_takes_what_the_reader_takes(text: str) -> None:
    VALIDATOR.validate(yaml.safe_load(text))


BOTH_REFUSE = [
    "facts: []",
    "facts: {question: Who}",
    "fact: [{question: Who, answers: x}]",
    "- Who?",
    "- {answers: x}",
    "- {question: 4, answers: x}",
    "- {question: Who, anwser: x}",
    "- {question: Who, answers: {x: y}}",
    "- {question: Who, unanswerable: maybe}",
    "- {question: Who, answers: x, paragraphs: 3}",
    "- {question: Who, answers: x, paragraphs: [{document: a.txt}]}",
    "- {question: Who, answers: x, paragraphs: [{document: a.txt, number: 0}]}",
    "- {question: Who, answers: x, paragraphs: [{document: a.txt, page: 2}]}",
    "- {question: Who, answers: x, history: [{question: a}]}",
    "- {question: Who, all_of: x}",
    "- {question: Who, all_of: [[]]}",
    "thresholds: {answer_match: 80}\nfacts: [{question: Who, answers: x}]",
    "thresholds: {latency: 1}\nfacts: [{question: Who, answers: x}]",
]


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, text: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(FactsError):
        load_facts(path)
    assert not VALIDATOR.is_valid(yaml.safe_load(text))


BOTH_TAKE = [
    "- {question: Who, answers: 42, tag: x, paragraph: some words}",
    "- {question: Who, answer: yes, paragraphs: [{document: 2024, number: '¶3'}, {quote: x}, words]}",
    "- {question: Who, unanswerable: 'yes', answers: [], paragraphs: }",
    "- {question: Who, all_of: [a, [b, 3]], history: {question: a, answer: b}}",
]


@pytest.mark.parametrize("text", BOTH_TAKE)
def test_the_schema_takes_the_simple_ways_to_write(tmp_path: Path, text: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    load_facts(path)
    VALIDATOR.validate(yaml.safe_load(text))
