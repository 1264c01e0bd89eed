from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.facts import ParagraphReference
from eval.importers.llamaindex import read
from rag.errors import FactsError

SAMPLE = Path(__file__).parent / "samples" / "rag_dataset.json"
"""Written by save_json of LabelledRagDataset, llama-index-core 0.14.13."""


def test_each_context_is_a_document_whichever_examples_name_it() -> None:
    documents = list(read(SAMPLE).documents)
    assert [one.name for one in documents] == [f"rag_dataset 000{number}.txt" for number in (1, 2, 3)]
    assert documents[0].title == "The lighthouse on Skerry Point was lit for the first time on…"
    assert documents[0].paragraphs[0].endswith("on 3 March 1871. Its lamp burned colza oil until 1904.")


def test_a_short_reference_answer_is_accepted_and_its_contexts_prove_it() -> None:
    first, second, _ = read(SAMPLE).facts
    assert (first.question, first.answers) == ("When was the lighthouse on Skerry Point first lit?", ("3 March 1871",))
    assert first.paragraphs == (ParagraphReference("rag_dataset 0001.txt", 1),)
    assert second.answers == ("212 ships",)


def test_a_reference_answer_in_its_writers_own_words_is_not_compared() -> None:
    imported = read(SAMPLE)
    third = imported.facts[2]
    assert third.answerable
    assert not third.answers
    assert [one.document for one in third.paragraphs] == ["rag_dataset 0001.txt", "rag_dataset 0003.txt"]
    assert imported.notes[0].startswith(
        "not graded by wording, but by refusal, citations and retrieval: 1 question whose"
    )


def test_a_long_answer_that_stands_in_a_context_word_for_word_is_accepted(tmp_path: Path) -> None:
    said = "the keeper of the light logged two hundred and twelve ships in one single winter"
    path = written(
        tmp_path, {"query": "What?", "reference_contexts": [f"In 1893 {said}."], "reference_answer": f"{said}."}
    )
    assert read(path).facts[0].answers == (f"{said}.",)


def test_what_the_librarys_own_class_writes_is_read(tmp_path: Path) -> None:
    dataset = pytest.importorskip(
        "llama_index.core.llama_dataset", reason="newer releases of llama-index have no data sets"
    )
    example = dataset.LabelledRagDataExample(
        query="When?", reference_contexts=["It was in 1871."], reference_answer="1871"
    )
    path = tmp_path / "own.json"
    dataset.LabelledRagDataset(examples=[example]).save_json(str(path))
    assert read(path).facts[0].answers == ("1871",)


WRONG: list[tuple[Any, str]] = [
    ({"query": 5}, "3: examples[0].query: expected text, found the number 5"),
    ({"query": "a?", "reference_contexts": "text"}, '4: examples[0].reference_contexts: expected a list, found "text"'),
    (
        {"query": "a?", "reference_contexts": [None]},
        "5: examples[0].reference_contexts[0]: expected text, found nothing",
    ),
    ({"query": "a?"}, "2: examples[0]: expected reference_contexts or a reference_answer, found neither"),
    ({"reference_answer": "x"}, "2: examples[0].query: expected query, found no such field"),
]


@pytest.mark.parametrize(("example", "said"), WRONG)
def test_a_wrong_file_gets_its_line_and_what_was_expected(tmp_path: Path, example: object, said: str) -> None:
    path = written(tmp_path, example)
    with pytest.raises(FactsError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:{said}")


def test_a_file_of_another_kind_says_which_field_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"data": []}', encoding="utf-8")
    with pytest.raises(FactsError, match="1: examples: expected examples, found no such field"):
        read(path)


def written(folder: Path, example: object) -> Path:
    path = folder / "rag_dataset.json"
    lines = json.dumps({"examples": [example]}, indent=1).splitlines()
    path.write_text("\n".join([lines[0] + lines[1], *lines[2:]]), encoding="utf-8")
    return path
