from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.facts import ParagraphReference
from eval.importers.squad import read
from rag.errors import FactsError

SAMPLE = Path(__file__).parent / "samples" / "squad.json"


def test_an_article_is_a_document_and_each_context_one_of_its_paragraphs() -> None:
    documents = list(read(SAMPLE).documents)
    assert [(one.name, one.title) for one in documents] == [
        ("Skerry Point lighthouse.txt", "Skerry Point lighthouse"),
        ("Café Lunde.txt", "Café Lunde"),
    ]
    assert (
        documents[0]
        .paragraphs[1]
        .startswith("The keeper, Ingrid Halvorsen, logged 212 ships in the winter of 1893, more")
    )
    assert documents[1].paragraphs[:2] == ("MENU", "All rights reserved.")


def test_all_answers_that_people_gave_are_accepted_once_each() -> None:
    first = read(SAMPLE).facts[0]
    assert first.answers == ("3 March 1871", "1871")
    assert first.paragraphs == (ParagraphReference("Skerry Point lighthouse.txt", 1),)


def test_an_impossible_question_is_unanswerable_and_the_notes_say_of_what_it_is_asked() -> None:
    imported = read(SAMPLE)
    assert [fact.unanswerable for fact in imported.facts] == [False, True, False, False]
    assert imported.facts[1].paragraphs == ()
    assert imported.notes[0].startswith("without an answer in their own paragraph: 1 question;")


def test_the_first_version_of_the_format_has_no_is_impossible(tmp_path: Path) -> None:
    data = one_question(answers=[{"text": "1871", "answer_start": 0}])
    assert read(written(tmp_path, data)).facts[0].answers == ("1871",)


def test_a_context_that_stands_twice_in_an_article_is_one_paragraph(tmp_path: Path) -> None:
    data = one_question(answers=[{"text": "1871"}])
    data["data"][0]["paragraphs"] *= 2
    imported = read(written(tmp_path, data))
    assert [len(document.paragraphs) for document in imported.documents] == [1]
    assert {fact.paragraphs for fact in imported.facts} == {(ParagraphReference("Light.txt", 1),)}


def test_a_context_too_long_for_one_paragraph_is_several_which_all_prove(tmp_path: Path) -> None:
    data = one_question(answers=[{"text": "1871"}])
    data["data"][0]["paragraphs"][0]["context"] = "The light was lit in 1871. " * 1000
    imported = read(written(tmp_path, data))
    count = len(next(iter(imported.documents)).paragraphs)
    assert count > 1
    assert [one.number for one in imported.facts[0].paragraphs] == list(range(1, count + 1))


def test_an_answer_of_signs_alone_is_not_graded_by_its_wording(tmp_path: Path) -> None:
    imported = read(written(tmp_path, one_question(answers=[{"text": "£"}])))
    assert imported.facts[0].answers == ()
    assert imported.facts[0].answerable
    assert imported.notes == ("not graded by wording: 1 question whose answers have no letter and no digit",)


def test_answers_beside_their_place_are_accepted_and_counted(tmp_path: Path) -> None:
    imported = read(written(tmp_path, one_question(answers=[{"text": "1871", "answer_start": 3}])))
    assert imported.facts[0].answers == ("1871",)
    assert imported.notes == ("not at their answer_start, accepted all the same: 1 answer",)


WRONG: list[tuple[str, Any, str]] = [
    ("data", None, "data: expected data, found no such field"),
    ("data", "x", 'data: expected a list, found "x"'),
    ("data", [], "data: expected questions, found none"),
    ("data.0", 7, "data[0]: expected an object with named fields, found the number 7"),
    ("data.0.title", ["x"], "data[0].title: expected text, found a list"),
    ("data.0.paragraphs", float("nan"), "data[0].paragraphs: expected paragraphs, found no such field"),
    ("data.0.paragraphs.0.context", " \n", "data[0].paragraphs[0].context: expected text with a letter or a digit"),
    ("data.0.paragraphs.0.context", "x" * 2_000_001, "context: expected at most 2,000,000 characters, found 2,000,001"),
    ("data.0.paragraphs.0.context", "x \ud800", "context: expected whole characters, found half of one"),
    ("data.0.paragraphs.0.qas.0.question", {"a": None}, "qas[0].question: expected text, found an object"),
    ("data.0.paragraphs.0.qas.0.question", "w" * 10_001, "question: expected at most 10,000 characters"),
    (
        "data.0.paragraphs.0.qas.0.answers",
        None,
        "qas[0]: expected answers: at least one answer, or is_impossible: true",
    ),
    ("data.0.paragraphs.0.qas.0.answers", {"text": ["1871"]}, "qas[0].answers: expected a list, found an object"),
    ("data.0.paragraphs.0.qas.0.answers.0", "1871", "answers[0]: expected an object with named fields"),
    ("data.0.paragraphs.0.qas.0.answers.0.text", None, "answers[0].text: expected text, found no such field"),
    ("data.0.paragraphs.0.qas.0.answers.0.answer_start", "4", 'answer_start: expected a whole number, found "4"'),
    (
        "data.0.paragraphs.0.qas.0.is_impossible",
        True,
        "answers: expected no answers beside is_impossible: true, found 1",
    ),
    ("data.0.paragraphs.0.qas.0.is_impossible", "no", 'is_impossible: expected true or false, found "no"'),
]


@pytest.mark.parametrize(("where", "value", "said"), WRONG)
def test_a_wrong_file_gets_its_line_the_way_to_the_field_and_what_was_expected(
    tmp_path: Path, where: str, value: object, said: str
) -> None:
    data: Any = one_question(answers=[{"text": "1871", "answer_start": 21}])
    holder: Any = data
    *way, last = where.split(".")
    for step in way:
        holder = holder[int(step)] if step.isdigit() else holder[step]
    holder[int(last) if last.isdigit() else last] = value
    path = written(tmp_path, data)
    with pytest.raises(FactsError) as error:
        read(path)
    assert said in str(error.value)
    assert str(error.value).startswith(f"{path}:")
    assert "\n" not in str(error.value)


def test_the_line_is_the_one_on_which_the_value_stands(tmp_path: Path) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    number = next(index for index, line in enumerate(lines, start=1) if "Who baked" in line)
    lines[number - 1] = lines[number - 1].replace('"Who baked the first almond cake at Café Lunde?"', "12")
    path = tmp_path / "squad.json"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FactsError) as error:
        read(path)
    assert str(error.value) == (
        f"{path}:{number}: data[1].paragraphs[2].qas[0].question: expected text, found the number 12"
    )


def one_question(answers: list[dict[str, Any]]) -> dict[str, Any]:
    asked = {"id": "a", "question": "When was it lit?", "answers": answers}
    paragraph = {"context": "The light was lit in 1871.", "qas": [asked]}
    return {"version": "1.1", "data": [{"title": "Light", "paragraphs": [paragraph]}]}


def written(folder: Path, data: object) -> Path:
    path = folder / "squad.json"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path
