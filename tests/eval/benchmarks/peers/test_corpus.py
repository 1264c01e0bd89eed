from __future__ import annotations

from typing import TYPE_CHECKING

from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument, CorpusParagraph
from eval.benchmarks.peers.corpus import choose

if TYPE_CHECKING:
    from pathlib import Path


def document(id_: str, *texts: str, title: str = "Talks") -> CorpusDocument:
    return CorpusDocument(id_, tuple(CorpusParagraph(f"{id_}#{n}", title, text) for n, text in enumerate(texts)))


def asks(id_: str) -> BenchmarkQuestion:
    return BenchmarkQuestion(f"What is {id_}?", frozenset({id_}))


def test_a_file_has_its_title_once_over_paragraphs_between_blank_lines(tmp_path: Path) -> None:
    corpus = choose("one", [document("a", "First.", "Second.")], [asks("a#0")])
    corpus.write(tmp_path / "documents")
    (path,) = (tmp_path / "documents").iterdir()
    assert path.name == "talks.txt"
    assert path.read_text(encoding="utf-8") == "Talks\n\nFirst.\n\nSecond.\n"


def test_a_paragraph_that_opens_with_its_title_gets_none_over_it() -> None:
    corpus = choose("one", [document("a", "Talks\n\nin Doha.")], [asks("a#0")])
    assert corpus.files[0].text == "Talks\n\nin Doha.\n"


def test_files_of_the_same_title_have_different_names_and_odd_titles_have_one() -> None:
    documents = [document("a", "x"), document("b", "y"), document("c", "z", title="../?!")]
    assert [file.name for file in choose("one", documents, []).files] == ["talks.txt", "talks-2.txt", "untitled.txt"]


def test_documents_that_are_asked_about_come_before_others_within_the_words() -> None:
    documents = [document(str(n), f"four words are {n}") for n in range(20)]
    corpus = choose("one", documents, [asks("7#0"), asks("11#0")], most_words=12)
    kept = {id_ for file in corpus.files for id_, _ in file.parts if id_}
    assert len(kept) == 3
    assert {"7#0", "11#0"} < kept


def test_a_question_whose_document_does_not_fit_is_not_asked() -> None:
    documents = [document("long", "word " * 50), document("short", "word")]
    corpus = choose("one", documents, [asks("long#0"), asks("short#0")], most_words=10)
    assert [question.gold for question in corpus.questions] == [frozenset({"short#0"})]
    assert len(corpus.files) == 1


def test_questions_without_an_answer_or_about_what_is_not_there_are_not_asked() -> None:
    questions = [BenchmarkQuestion("Why?", frozenset()), asks("gone#0"), asks("a#0")]
    assert [question.text for question in choose("one", [document("a", "x")], questions).questions] == ["What is a#0?"]


def test_the_same_questions_are_taken_every_time_and_not_the_first_ones_only() -> None:
    documents = [document(str(n), "x") for n in range(40)]
    questions = [asks(f"{n}#0") for n in range(40)]
    first, again = (choose("one", documents, questions, limit=5).questions for _ in range(2))
    assert first == again
    assert list(first) != questions[:5]
    assert len(first) == 5


def test_paragraphs_that_say_the_same_go_by_the_name_of_the_one_that_answers() -> None:
    text = "The wall was built on the thirteenth of August and came down in November many years later."
    documents = [document("a", text.replace("later", "after"), "Of another thing."), document("b", f"* {text}")]
    corpus = choose("one", documents, [asks("b#0")])
    assert [id_ for file in corpus.files for id_, _ in file.parts if id_] == ["b#0", "a#1", "b#0"]
    both = BenchmarkQuestion("Which?", frozenset({"a#0", "b#0"}))
    assert [len(question.gold) for question in choose("one", documents, [both]).questions] == [1]


def test_a_paragraph_that_holds_the_one_that_answers_goes_by_its_name_and_not_the_other_way_round() -> None:
    text = "The wall was built on the thirteenth of August and came down in November many years later."
    documents = [
        document("long", f"{text} It was painted on one side, as everybody knows and many have seen."),
        document("short", text),
    ]
    corpus = choose("one", documents, [asks("short#0")])
    assert [id_ for file in corpus.files for id_, _ in file.parts if id_] == ["short#0", "short#0"]
    other = choose("one", documents, [asks("long#0")])
    assert [id_ for file in other.files for id_, _ in file.parts if id_] == ["long#0", "short#0"]
