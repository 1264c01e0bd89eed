"""Write a fact as text: a line of JSON, or a few lines of YAML as a person would write them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.fact import Fact, ParagraphReference, Threshold

WIDTH = 120
"""Columns of a line that holds a whole list; a longer list has a line for each item."""
_PLAIN = re.compile(r"[^\W_](?:[\w .,'’()/%+;?!&=€$£°–—-]*[\w.)%?!])?")
"""What may stand without quotes behind a field name; inside brackets `_FLOW` too."""
_FLOW_MARKS = re.compile(r"[,?]")
_NOT_PRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")

Fields = dict[str, "str | bool | float | Sequence[object]"]


def json_line(fact: Fact) -> str:
    """Write a fact as one line of JSON; fields that say nothing are left out."""
    return json.dumps(_fields(fact), ensure_ascii=False)


def json_thresholds(thresholds: Sequence[Threshold]) -> str:
    """Write thresholds as the first line of a JSON lines file."""
    return json.dumps({"thresholds": {threshold.metric: threshold.minimum for threshold in thresholds}})


def yaml_item(fact: Fact, indent: int) -> str:
    """Write a fact as an item of a YAML list whose dashes stand in this column."""
    lines = [line for name, value in _fields(fact).items() for line in _field(name, value)]
    return "".join(f"{' ' * indent}{'  ' if index else '- '}{line}\n" for index, line in enumerate(lines))


def yaml_thresholds(thresholds: Sequence[Threshold]) -> str:
    """Write thresholds as the head of a YAML file."""
    return "".join(["thresholds:\n", *(f"  {each.metric}: {each.minimum!r}\n" for each in thresholds)])


def yaml_text(text: str, in_brackets: bool = False) -> str:
    """Write text so that YAML reads it as this text: plain where that is safe, else in quotes."""
    is_plain = _PLAIN.fullmatch(text) and not (in_brackets and _FLOW_MARKS.search(text))
    resolver = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's own
    if is_plain and tag == "tag:yaml.org,2002:str":
        return text
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _fields(fact: Fact) -> dict[str, object]:
    fields: dict[str, object] = {
        "question": fact.question,
        "history": [{"question": turn.question, "answer": turn.answer} for turn in fact.history],
        "answers": fact.answers,
        "unanswerable": fact.unanswerable,
        "answerable": fact.answerable,
        "wrong": fact.wrong,
        "all_of": fact.all_of,
        "paragraphs": [_reference(reference) for reference in fact.paragraphs],
        "documents": fact.documents,
        "tags": fact.tags,
    }
    return {name: value for name, value in fields.items() if value}


def _reference(reference: ParagraphReference) -> dict[str, object]:
    fields = {
        "document": reference.document,
        "number": reference.number,
        "version": reference.version,
        "digest": reference.digest,
        "quote": reference.quote,
    }
    return {name: value for name, value in fields.items() if value}


def _field(name: str, value: object) -> list[str]:
    """Write one field of a fact, its lines without the fact's own indentation."""
    if not isinstance(value, (list, tuple)):
        return [f"{name}: {_value(value, in_brackets=False)}"]
    on_one_line = f"{name}: {_value(value)}"
    if all(isinstance(item, str) for item in value) and len(on_one_line) <= WIDTH:
        return [on_one_line]
    return [f"{name}:", *(f"  - {_value(item, in_brackets=not isinstance(item, str))}" for item in value)]


def _value(value: object, in_brackets: bool = True) -> str:
    if isinstance(value, str):
        return yaml_text(value, in_brackets)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_value(item)}' for name, item in value.items())}}}"
    return "true" if value is True else str(value)
