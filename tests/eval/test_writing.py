from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.facts import Fact, ParagraphReference, Threshold, load_facts
from eval.writing import append_fact, write_facts
from rag.answer import Turn
from rag.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".yaml", ".jsonl")
texts = (
    (
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
        .map(str.strip)
        .filter(lambda text: any(character.isalnum() for character in text))
    )
    | st.sampled_from(
        ["no", "1_000", "12:30", "2025-10-15", "48,200", "0x1f", "null", "y", "~x", "- a", "# a", "a: b", "a #b", "*a*"]
    )
    | st.sampled_from(
        [
            "&a",
            "'a'",
            '"a"',
            "Who led?",
            "5 %",
            "[a]",
            "{a}",
            "a\nb",
            "a\\nb",
            "a\u2028b",
            "a\x85b",
            "=1",
            "<< a",
            "...a",
        ]
    )
)
references = st.builds(
    ParagraphReference,
    document=texts,
    number=st.integers(1, 99_999_999),
    version=st.just("") | texts,
    digest=st.just("") | texts,
    quote=st.just("") | texts,
) | st.builds(ParagraphReference, quote=texts)
several = st.lists(texts, max_size=3).map(tuple)
answerable = st.builds(
    Fact,
    question=texts,
    answers=st.lists(texts, min_size=1, max_size=4).map(tuple),
    answerable=st.booleans(),
    wrong=several,
    all_of=st.lists(st.lists(texts, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    paragraphs=st.lists(references, max_size=2).map(tuple),
    history=st.lists(st.builds(Turn, texts, texts), max_size=2).map(tuple),
    documents=several,
    tags=several,
)
facts = answerable | st.builds(Fact, question=texts, unanswerable=st.just(True), tags=several)
thresholds = st.just(()) | st.just((Threshold("answer_match", 0.85), Threshold("quote_verbatim", 1.0)))
on_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150, derandomize=True
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@on_one_folder
@given(written=st.lists(facts, min_size=1, max_size=3), asked=thresholds)
def test_what_is_written_is_read_back(
    tmp_path: Path, suffix: str, written: list[Fact], asked: tuple[Threshold, ...]
) -> None:
    path = tmp_path / f"facts{suffix}"
    write_facts(path, written, asked)
    read = load_facts(path)
    assert (read.facts, read.thresholds) == (tuple(written), asked)


@pytest.mark.parametrize("suffix", SUFFIXES)
@on_one_folder
@given(written=st.lists(facts, min_size=1, max_size=3))
def test_facts_added_one_by_one_are_read_back_in_order(tmp_path: Path, suffix: str, written: list[Fact]) -> None:
    path = tmp_path / f"facts{suffix}"
    path.unlink(missing_ok=True)
    lines = [append_fact(path, fact) for fact in written]
    read = load_facts(path).facts
    assert read == tuple(written)
    assert lines == [fact.line for fact in read]


FACT = Fact(
    "How much is the rent?",
    answers=("950 euros", "1,950"),
    paragraphs=(ParagraphReference("lease.txt", quote="The rent is 950 euros, due on the first"),),
    history=(Turn("Who lets the flat?", "Ada Merrin."),),
    tags=("money",),
)
AS_YAML = """\
  - question: How much is the rent?
    history:
      - {question: "Who lets the flat?", answer: Ada Merrin.}
    answers: [950 euros, "1,950"]
    paragraphs:
      - {document: lease.txt, quote: "The rent is 950 euros, due on the first"}
    tags: [money]
"""


def test_a_new_file_says_where_its_fields_are_explained_and_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    assert append_fact(path, FACT) == 3
    head, rest = path.read_text(encoding="utf-8").split("\n", 1)
    assert head.startswith("#")
    assert "citeback facts schema" in head
    assert rest == f"facts:\n{AS_YAML}"


BEFORE = {
    "a list with comments": (
        "# mine\nfacts:\n  - question: Who?   # asked often\n    answers: [Ada]  # she does\n\n# the end\n",
        f"# mine\nfacts:\n  - question: Who?   # asked often\n    answers: [Ada]  # she does\n\n{AS_YAML}\n# the end\n",
    ),
    "thresholds behind": (
        "facts:\n  - {question: Who, answers: [Ada]}\nthresholds:\n  answer_match: 1\n",
        f"facts:\n  - {{question: Who, answers: [Ada]}}\n\n{AS_YAML}thresholds:\n  answer_match: 1\n",
    ),
    "a block of text at the end": (
        "facts:\n  - question: Who?\n    answers:\n      - |\n        Ada\n        Merrin\n\n\n# end\n",
        f"facts:\n  - question: Who?\n    answers:\n      - |\n        Ada\n        Merrin\n\n{AS_YAML}\n\n# end\n",
    ),
    "no line end": (
        "facts:\n  - question: Who?\n    answers: [Ada]",
        f"facts:\n  - question: Who?\n    answers: [Ada]\n\n{AS_YAML}",
    ),
    "thresholds alone": ("thresholds: {answer_match: 1}\n", f"thresholds: {{answer_match: 1}}\nfacts:\n{AS_YAML}"),
    "facts not begun": ("facts:\n# later\n", f"facts:\n{AS_YAML}# later\n"),
    "an empty list": ("facts: []  # none yet\n", f"facts:  # none yet\n{AS_YAML}"),
    "only a comment": ("# mine\n", f"# mine\nfacts:\n{AS_YAML}"),
}


@pytest.mark.parametrize(("before", "after"), BEFORE.values(), ids=BEFORE.keys())
def test_a_fact_is_put_behind_the_last_one_and_nothing_else_moves(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(before, encoding="utf-8")
    append_fact(path, FACT)
    assert path.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "before", ["- question: Who?\n  answers: [Ada]\n", "facts:\n- question: Who?\n  answers: Ada\n"]
)
def test_a_fact_stands_in_the_column_of_those_before_it(tmp_path: Path, before: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(before, encoding="utf-8")
    append_fact(path, FACT)
    assert path.read_text(encoding="utf-8").startswith(f"{before}\n- question: How much is the rent?\n  history:\n")


def test_line_ends_of_windows_and_the_byte_order_mark_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"\xef\xbb\xbffacts:\r\n- question: Who?\r\n  answers: [Ada]\r\n")
    append_fact(path, FACT)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbffacts:\r\n- question: Who?\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") > 5
    assert load_facts(path).facts[1] == FACT


def test_a_line_is_added_to_json_lines_though_the_last_one_has_no_end(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{"question": "Who?", "answers": ["Ada"]}', encoding="utf-8")
    assert append_fact(path, FACT) == 2
    assert load_facts(path).facts[1] == FACT


def test_facts_in_brackets_cannot_be_added_to_and_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    before = "facts: [{question: Who, answers: [Ada]}]\n"
    path.write_text(before, encoding="utf-8")
    with pytest.raises(FactsError, match=r"facts\.yaml:1: facts: expected the facts with a dash before each"):
        append_fact(path, FACT)
    assert path.read_text(encoding="utf-8") == before


def test_a_file_with_a_mistake_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("facts:\n- question: Who?\n", encoding="utf-8")
    with pytest.raises(FactsError, match="2: answers: expected"):
        append_fact(path, FACT)
    assert path.read_text(encoding="utf-8") == "facts:\n- question: Who?\n"


@pytest.mark.skipif(os.name == "nt", reason="links and permissions are those of POSIX")
def test_a_link_goes_on_pointing_at_its_file_whose_permissions_stay(tmp_path: Path) -> None:
    target = tmp_path / "kept.yaml"
    target.write_text("facts:\n- {question: Who, answers: [Ada]}\n", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "facts.yaml"
    link.symlink_to(target)
    append_fact(link, FACT)
    assert link.is_symlink()
    assert len(load_facts(target).facts) == 2
    assert target.stat().st_mode & 0o777 == 0o640


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"ends in \.yaml, \.yml or \.jsonl, found '\.csv'"):
        append_fact(tmp_path / "facts.csv", FACT)
