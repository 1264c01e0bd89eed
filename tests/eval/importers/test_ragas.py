from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.importers.ragas import read
from rag.errors import FactsError

SAMPLES = Path(__file__).parent / "samples" / "ragas"
"""The same samples as ragas 0.2.15 (evaluation.*), pandas (records, pandas.json) and `datasets` (hf.*) write them."""
QUESTIONS = (
    "When does the first ferry to Lunde leave on weekdays?",
    "What does a monthly pass cost?",
    "Why was the old pier closed?",
)
FERRY = "The ferry to Lunde leaves at 07:40 and 16:10 on weekdays. It does not run on Sundays."
PASS = 'A monthly pass costs 48 crowns; "students" pay 30.'
PIER = "The old pier was closed in 2019 after a storm had torn off its roof."


@pytest.mark.parametrize("name", ["evaluation.jsonl", "evaluation.csv", "pandas.json", "records.json"])
def test_a_set_of_today_reads_the_same_in_every_form(name: str) -> None:
    imported = read(SAMPLES / name)
    assert tuple(fact.question for fact in imported.facts) == QUESTIONS
    assert [fact.answers for fact in imported.facts] == [("07:40",), ("48 crowns",), ()]
    assert [fact.answerable for fact in imported.facts] == [False, False, True]
    texts = {document.name: document.paragraphs for document in imported.documents}
    assert [texts[fact.paragraphs[0].document] for fact in imported.facts] == [(FERRY,), (PASS,), (PIER,)]
    assert len(texts) == 3


@pytest.mark.parametrize("name", ["hf.jsonl", "hf.csv", "columns.json"])
def test_what_an_earlier_set_retrieved_is_in_the_library_but_proves_nothing(name: str) -> None:
    imported = read(SAMPLES / name)
    assert tuple(fact.question for fact in imported.facts) == QUESTIONS
    assert imported.facts[0].answers == ("07:40",)
    assert not any(fact.paragraphs for fact in imported.facts)
    assert [document.paragraphs for document in imported.documents] == [(FERRY,), (PIER,), (PASS,)]
    assert "not graded by citations and retrieval: 3 questions without reference_contexts" in imported.notes


def test_what_a_pipeline_answered_is_no_fact(tmp_path: Path) -> None:
    path = lines(
        tmp_path, {"question": "Why?", "answer": "Because.", "contexts": ["x"]}, {"question": "a?", "ground_truth": "b"}
    )
    imported = read(path)
    assert [fact.question for fact in imported.facts] == ["a?"]
    assert "left out: 1 sample without reference, ground truth and reference_contexts" in imported.notes


def test_the_contexts_of_a_generated_test_set_prove_its_ground_truth(tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        {
            "question": "When?",
            "contexts": [FERRY],
            "ground_truth": "07:40",
            "evolution_type": "simple",
            "episode_done": True,
        },
        {
            "question": "Who?",
            "contexts": [FERRY],
            "ground_truth": "The answer to given question is not present in context",
        },
    )
    first, second = read(path).facts
    assert len(first.paragraphs) == 1
    assert first.tags == ("simple",)
    assert second.unanswerable


def test_several_ground_truths_are_all_accepted(tmp_path: Path) -> None:
    path = lines(tmp_path, {"question": "When?", "ground_truths": ["07:40", "7:40"], "contexts": []})
    assert read(path).facts[0].answers == ("07:40", "7:40")


def test_what_pandas_knows_nothing_of_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "nan.jsonl"
    path.write_text('{"user_input": "a?", "reference": NaN, "reference_contexts": ["The b."]}\n', encoding="utf-8")
    assert read(path).facts[0].answerable


WRONG = [
    (
        "a.jsonl",
        '{"user_input": "a?", "reference": "b"}\n{"reference": "b"}\n',
        "2: user_input: expected user_input or question",
    ),
    ("a.jsonl", '{"user_input": [{"content": "a", "type": "human"}]}', "1: user_input: expected text, found a list"),
    ("a.jsonl", '{"user_input": "a?", "reference": ["b"]}', "1: reference: expected text, found a list"),
    (
        "a.jsonl",
        '{"user_input": "a?", "response": "b"}',
        "1: file: expected reference, ground_truth or reference_contexts",
    ),
    ("a.jsonl", '{"user_input": "a?", "reference_contexts": [["b"]]}', "1: reference_contexts[0]: expected text"),
    ("a.json", '[\n{"question": "a?", "ground_truth": 4}]', "2: [0].ground_truth: expected text, found the number 4"),
    (
        "a.json",
        '{"question": ["a?"],\n"ground_truth": ["b", "c"]}',
        "2: ground_truth: expected 1 items, one for each question",
    ),
    (
        "a.json",
        '{"question": ["a?", "b?"],\n"ground_truth": ["b",\n5]}',
        "3: [1].ground_truth: expected text, found the number",
    ),
    (
        "a.json",
        '{"question": {"0": "a?"},\n"ground_truth": {"0":\n7}}',
        "3: 0.ground_truth: expected text, found the number 7",
    ),
    ("a.json", '{"question": "a?"}', '1: question: expected a list of samples, or columns that are lists, found "a?"'),
    ("a.json", '{"samples": []}', "1: user_input: expected user_input or question, found no such field"),
    ("a.csv", "question,contexts\na?,[open('x')]\n", '2: contexts: expected a list such as ["one", "two"], found'),
    (
        "a.csv",
        "question,contexts\na?,just text\n",
        '2: contexts: expected a list such as ["one", "two"], found "just text"',
    ),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG)
def test_a_wrong_file_gets_its_line_and_what_was_expected(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FactsError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:{said}")


def lines(folder: Path, *samples: object) -> Path:
    path = folder / "samples.jsonl"
    path.write_text("".join(f"{json.dumps(sample)}\n" for sample in samples), encoding="utf-8")
    return path
