from __future__ import annotations

from pathlib import Path

import pytest

from eval.facts import ParagraphReference
from eval.importers.csvfile import COLUMNS, read
from rag.errors import FactsError

SAMPLE = Path(__file__).parent / "samples" / "facts.csv"


def test_a_row_is_a_fact_about_the_users_own_documents() -> None:
    imported = read(SAMPLE)
    assert len(imported.documents) == 0
    first, second, third, fourth = imported.facts
    assert first.answers == ("Khawaja Asif", "Asif")
    assert first.paragraphs == (ParagraphReference("talks.txt", 2),)
    assert first.tags == ("people", "talks")
    assert second.paragraphs == (ParagraphReference(quote="next round is on 25 October"),)
    assert third.answerable
    assert fourth.unanswerable


def test_each_reference_knows_its_row() -> None:
    assert [one.line for fact in read(SAMPLE).facts for one in fact.paragraphs] == [2, 3, 4]


@pytest.mark.parametrize(
    "header",
    [
        "question,answers",
        "QUESTION , Answer(s)",
        "Query;accepted answers",
        "prompt\tExpected",
        "\ufeffquestion,ground_truth",
    ],
)
def test_headers_and_delimiters_are_read_as_people_write_them(tmp_path: Path, header: str) -> None:
    delimiter = next(one for one in ",;\t" if one in header)
    path = written(tmp_path, f"{header}\nWho?{delimiter}Asif\n")
    assert read(path).facts[0].answers == ("Asif",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_spreadsheet_is_found_out(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(
        "question,answers\nWer führte die Gespräche?,Müller\nWo war der Schlüssel?,Zürich\n".encode(encoding)
    )
    assert [fact.answers for fact in read(path).facts] == [("Müller",), ("Zürich",)]


def test_a_line_that_tells_excel_the_delimiter_is_followed(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\r\nquestion;answers\r\nWho, then?;Asif\r\n")
    assert read(path).facts[0].question == "Who, then?"
    assert read(path).facts[0].line == 3


def test_a_bar_with_a_backslash_is_a_bar_of_the_answer(tmp_path: Path) -> None:
    path = written(tmp_path, "question,answers\nWhat is it?,a\\|b|c\n")
    assert read(path).facts[0].answers == ("a|b", "c")


def test_several_paragraphs_of_one_document_are_named_by_their_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "question,document,paragraph\nWhat?,a.txt,¶2|5\n")
    assert [one.number for one in read(path).facts[0].paragraphs] == [2, 5]


def test_text_over_several_lines_counts_as_the_lines_it_takes(tmp_path: Path) -> None:
    path = written(tmp_path, 'question,answers,notes\n"Who\nled?",Asif,"a\nb"\n\nWhat?,,\n')
    with pytest.raises(FactsError, match="6: answers: expected an accepted answer"):
        read(path)


def test_the_template_of_the_docstring_is_read(tmp_path: Path) -> None:
    from eval.importers import csvfile

    rows = [line.strip() for line in (csvfile.__doc__ or "").splitlines() if line.startswith("    ")]
    assert rows[0].split(",") == list(COLUMNS)
    assert len(read(written(tmp_path, "\n".join(rows))).facts) == 3


WRONG = [
    (
        "question,anwsers\nWho?,x\n",
        "2: answers: expected an accepted answer, a paragraph or quote, or unanswerable: yes; the header has",
    ),
    ("", "1: file: expected a header such as question,answers,document"),
    ("question,answers\n", "1: file: expected a header such as question,answers,document"),
    ("name,answers\na,b\n", "2: question: expected text; the header has name, answers"),
    ("question,answers\n???,b\n", '2: question: expected text with a letter or a digit, found "???"'),
    (
        "question,answers\nWho?,\n",
        "2: answers: expected an accepted answer, a paragraph or quote, or unanswerable: yes",
    ),
    (
        "question,answers,unanswerable\nWho?,a,yes\n",
        "2: unanswerable: expected no answers, paragraph or quote beside yes",
    ),
    ("question,unanswerable\nWho?,perhaps\n", '2: unanswerable: expected yes or no, found "perhaps"'),
    ("question,document,paragraph\nWho?,a.txt,first\n", '2: paragraph: expected a whole number from 1, found "first"'),
    ("question,document,paragraph\nWho?,a.txt,0\n", '2: paragraph: expected a whole number from 1, found "0"'),
    ("question,paragraph\nWho?,3\n", "2: document: expected the name of the document that has the paragraph"),
    ("question,document,paragraph,quote\nWho?,a,1|2,x\n", "2: paragraph: expected one number beside a quote"),
    (
        "question,answers\nWho?,a,b,c\n",
        "2: row: expected 2 cells as in the header, found 4; quote text that has a comma",
    ),
    ("question,Question,answers\nWho?,a,b\n", "1: question: expected once in the header, found again"),
    (f"question,answers\nWho?,{'x' * 10_001}\n", "2: answers: expected at most 10,000 characters, found 10,001"),
    (f'question,answers\nWho?,"{"x" * 2_000_001}\n', "2: row: expected valid CSV: field larger than field limit"),
    ("%PDF-1.4", "1: file: expected a CSV file: it "),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_file_gets_its_line_and_what_was_expected(tmp_path: Path, content: str, said: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(FactsError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:{said}")


def written(folder: Path, content: str) -> Path:
    path = folder / "facts.csv"
    path.write_bytes(content.encode())
    return path
