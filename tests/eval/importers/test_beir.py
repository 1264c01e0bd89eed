from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from eval.facts import ParagraphReference
from eval.importers.beir import read
from rag.errors import FactsError

SAMPLE = Path(__file__).parent / "samples" / "beir"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "beir"))


def test_a_document_is_one_paragraph_under_its_title_or_its_id() -> None:
    documents = list(read(SAMPLE).documents)
    assert [(one.name, one.title) for one in documents] == [
        ("d1.txt", "Lighthouse lamps"),
        ("d2.txt", "d2"),
        ("d3.txt", "Almond cake"),
        ("D3 (2).txt", "Almond cake"),
        ("d_5_x.txt", "Ferry timetables"),
    ]
    assert all(len(one.paragraphs) == 1 for one in documents)


def test_a_query_is_answerable_by_every_document_that_is_judged_relevant() -> None:
    facts = read(SAMPLE).facts
    assert [fact.question[:5] for fact in facts] == ["Which", "When ", "How l", "Which"]
    assert all(fact.answerable and not fact.answers for fact in facts)
    assert facts[2].paragraphs == (ParagraphReference("d3.txt", 1), ParagraphReference("D3 (2).txt", 1))


def test_what_was_left_out_is_said() -> None:
    imported = read(SAMPLE)
    assert len(imported.documents) == len(list(imported.documents)) == 5
    assert imported.notes == (
        "judged by test.tsv",
        "left out: 1 document without text or title",
        "taken as 1: 1 judgement above 1",
        "left out as not relevant: 1 judgement of 0 or less",
        "left out: 1 judgement of a query or document that the files do not have",
    )


def test_the_corpus_can_be_gone_through_again() -> None:
    imported = read(SAMPLE)
    assert list(imported.documents) == list(imported.documents)


def test_another_split_is_chosen_by_naming_its_judgements() -> None:
    imported = read(SAMPLE / "qrels" / "dev.tsv")
    assert [fact.question for fact in imported.facts] == ["Asked in another split only"]
    assert imported.notes[0] == "judged by dev.tsv"


def test_packed_files_are_read_as_they_are(folder: Path) -> None:
    plain = folder / "corpus.jsonl"
    with gzip.open(folder / "corpus.jsonl.gz", "wb") as packed:
        packed.write(plain.read_bytes())
    plain.unlink()
    assert list(read(folder).documents) == list(read(SAMPLE).documents)


def test_judgements_in_the_form_of_trec_have_four_columns_and_no_header(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q2 0 d2 1\n", encoding="utf-8")
    assert read(folder).facts[0].paragraphs == (ParagraphReference("d2.txt", 1),)


WRONG = [
    ("corpus.jsonl", '{"_id": "d1"\n', "1: JSON: expected valid JSON: Expecting ',' delimiter"),
    ("corpus.jsonl", '\n{"text": "x"}\n', "2: _id: expected _id or id, found no such field"),
    ("corpus.jsonl", '{"_id": null, "text": "x"}\n', "1: _id: expected _id or id, found no such field"),
    ("corpus.jsonl", '{"_id": [1], "text": "x"}\n', "1: _id: expected an id: text or a whole number, found a list"),
    ("corpus.jsonl", '{"_id": "d1", "text": 5}\n', "1: text: expected text, found the number 5"),
    (
        "corpus.jsonl",
        '{"_id": "a", "text": "x"}\n{"_id": "a", "text": "y"}\n',
        "2: _id: expected every id once, found a",
    ),
    ("corpus.jsonl", "[" * 100_000 + "\n", "1: JSON: expected"),
    ("corpus.jsonl", '{"_id": "d1", "text": NaN, "title": {"x": null}}\n', "1: title: expected text, found an object"),
    ("queries.jsonl", '{"_id": "q1", "text": ""}\n', '1: text: expected text with a letter or a digit, found ""'),
    ("queries.jsonl", '{"_id": "q1"}\n', "1: text: expected text, found no such field"),
    ("queries.jsonl", '["q1"]\n', "1: file: expected an object with named fields, found a list"),
    ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\n", "2: row: expected query, document and score"),
    ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tmuch\n", "2: score: expected a whole number, found 'much'"),
    ("qrels/test.tsv", "q1\tX\t1\n", "1: corpus-id: expected an id of corpus.jsonl such as d1, found X"),
    ("qrels/test.tsv", "Q\td1\t1\n", "1: query-id: expected an id of queries.jsonl such as q1, found Q"),
    ("qrels/test.tsv", "q1\td1\t0\n", "1: score: expected a judgement from 1 on somewhere, found none"),
    ("qrels/test.tsv", "", "1: row: expected query, document and score with tabs between, found no line of them"),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG)
def test_a_wrong_file_gets_its_line_and_what_was_expected(folder: Path, name: str, content: str, said: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(FactsError) as error:
        read(folder)
    assert str(error.value).startswith(f"{folder / name}:{said}")


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(FactsError, match=f"{name}:1: file: expected a file of a BEIR folder, found nothing there"):
        read(folder)


def test_a_folder_without_judgements_says_which_files_were_expected(folder: Path) -> None:
    shutil.rmtree(folder / "qrels")
    with pytest.raises(FactsError, match=r"qrels:1: folder: expected test\.tsv, dev\.tsv or train\.tsv, found nothing"):
        read(folder)


@pytest.mark.parametrize("path", [SAMPLE / "corpus.jsonl", SAMPLE / "nowhere"])
def test_what_is_no_folder_of_a_set_says_what_one_holds(path: Path) -> None:
    with pytest.raises(FactsError, match=r"expected a folder with corpus\.jsonl, queries\.jsonl and qrels/"):
        read(path)


def test_a_torn_gzip_file_is_said_to_be_torn(folder: Path) -> None:
    (folder / "corpus.jsonl").unlink()
    packed = gzip.compress(json.dumps({"_id": "d1", "text": "x"}).encode() * 50)
    (folder / "corpus.jsonl.gz").write_bytes(packed[:-20])
    with pytest.raises(FactsError, match="expected a whole gzip file"):
        read(folder)


def test_a_line_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "x"}\n{"_id": "q2", "text": "\xe9"}\n')
    with pytest.raises(FactsError, match="2: text: expected UTF-8, found the byte 0xe9"):
        read(folder)
