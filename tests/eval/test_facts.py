from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.facts import Fact, ParagraphReference, Threshold, load_facts, load_judged
from rag.answer import Turn
from rag.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
# a comment
thresholds:
  answer_match: 0.8
  quote_verbatim: 1
facts:
  - question: Who led the talks?
    answers: [Khawaja Asif, Asif]
    paragraphs:
      - {document: doha.txt, number: 2}
    tags: [people]
  - question: And when?
    answers: ["25 October"]
    all_of: [["25 October", "October 25"], [Istanbul]]
    history:
      - {question: Who led the talks, answer: Khawaja Asif.}
  - question: How many live there?
    unanswerable: true
"""


def written(folder: Path, text: str | bytes, name: str = "facts.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_yaml_gives_facts_and_thresholds_in_the_order_of_the_file(tmp_path: Path) -> None:
    fact_set = load_facts(written(tmp_path, WHOLE))
    assert fact_set.thresholds == (Threshold("answer_match", 0.8), Threshold("quote_verbatim", 1.0))
    assert fact_set.facts == (
        Fact(
            "Who led the talks?",
            answers=("Khawaja Asif", "Asif"),
            paragraphs=(ParagraphReference("doha.txt", 2),),
            tags=("people",),
        ),
        Fact(
            "And when?",
            answers=("25 October",),
            all_of=(("25 October", "October 25"), ("Istanbul",)),
            history=(Turn("Who led the talks", "Khawaja Asif."),),
        ),
        Fact("How many live there?", unanswerable=True),
    )
    assert [fact.line for fact in fact_set.facts] == [6, 11, 16]
    assert fact_set.facts[0].paragraphs[0].line == 9


def test_json_lines_give_the_same_as_yaml(tmp_path: Path) -> None:
    lines = [
        {"thresholds": {"answer_match": 0.8, "quote_verbatim": 1}},
        {
            "question": "Who led the talks?",
            "answers": ["Khawaja Asif", "Asif"],
            "paragraphs": [{"document": "doha.txt", "number": 2}],
            "tags": ["people"],
        },
        {
            "question": "And when?",
            "answers": ["25 October"],
            "all_of": [["25 October", "October 25"], ["Istanbul"]],
            "history": [{"question": "Who led the talks", "answer": "Khawaja Asif."}],
        },
        {"question": "How many live there?", "unanswerable": True},
    ]
    text = "\n\n".join(json.dumps(line) for line in lines)
    from_lines = load_facts(written(tmp_path, text, "facts.jsonl"))
    from_yaml = load_facts(written(tmp_path, WHOLE))
    assert (from_lines.facts, from_lines.thresholds) == (from_yaml.facts, from_yaml.thresholds)
    assert [fact.line for fact in from_lines.facts] == [3, 5, 7]


def test_a_bare_list_of_facts_has_no_thresholds(tmp_path: Path) -> None:
    fact_set = load_facts(written(tmp_path, "- {question: Who, answers: [Asif]}\n"))
    assert [fact.question for fact in fact_set.facts] == ["Who"]
    assert fact_set.thresholds == ()


def test_json_lines_without_thresholds_ask_for_nothing(tmp_path: Path) -> None:
    fact_set = load_facts(written(tmp_path, '{"question": "Who?", "answers": ["Asif"]}\n', "facts.jsonl"))
    assert fact_set.thresholds == ()


def test_a_byte_order_mark_and_windows_line_ends_are_read_through(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbffacts:\r\n- question: Who?\r\n  answers: [Asif]\r\n"
    assert load_facts(written(tmp_path, content)).facts == (Fact("Who?", answers=("Asif",)),)


def test_a_fact_may_say_only_that_there_is_an_answer_or_what_must_not_be_one(tmp_path: Path) -> None:
    text = "- {question: Who, answerable: true}\n- {question: Who, wrong: [Asif], documents: [0123456789ab]}\n"
    first, second = load_facts(written(tmp_path, text)).facts
    assert (first.answerable, first.expects_answer) == (True, True)
    assert (second.wrong, second.documents, second.expects_answer) == (("Asif",), ("0123456789ab",), False)


def test_a_paragraph_may_name_its_version_and_what_it_said(tmp_path: Path) -> None:
    text = "- {question: Who, answerable: true, paragraphs: [{document: a, number: 2, version: ba98, digest: f0d}]}\n"
    (fact,) = load_facts(written(tmp_path, text)).facts
    assert [(p.version, p.digest) for p in fact.paragraphs] == [("ba98", "f0d")]


def test_a_cut_off_last_line_is_skipped_only_in_a_file_that_clicks_write(tmp_path: Path) -> None:
    path = written(tmp_path, '{"question": "Who?", "answers": ["Asif"]}\n{"question": "Wh', "facts.jsonl")
    assert [fact.question for fact in load_judged(path).facts] == ["Who?"]
    with pytest.raises(FactsError, match=r"facts\.jsonl:2: JSON"):
        load_facts(path)


def test_comments_stand_where_they_like(tmp_path: Path) -> None:
    text = "# 1\nfacts: # 2\n- question: 'Who wrote #4?' #5\n  answers: [x] #6\n  tags: a#7 # 8\n"
    assert load_facts(written(tmp_path, text)).facts == (Fact("Who wrote #4?", answers=("x",), tags=("a#7",)),)


def test_what_is_simple_may_be_written_simply(tmp_path: Path) -> None:
    text = """
- question: How many?
  answer: 42
  paragraph: {document: 2024, number: "¶3"}
  tag: money
- question: How much?
  answers: [1_000, 2025-10-15, no, 12:30, "x"]
  unanswerable: "false"
  paragraphs: [the rent is due, {quote: on the first}]
  all_of: [a, [b, c]]
  wrong:
- {question: Who, unanswerable: yes, answers: [], paragraphs: }
"""
    assert load_facts(written(tmp_path, text)).facts == (
        Fact("How many?", answers=("42",), paragraphs=(ParagraphReference("2024", 3),), tags=("money",)),
        Fact(
            "How much?",
            answers=("1_000", "2025-10-15", "no", "12:30", "x"),
            paragraphs=(ParagraphReference(quote="the rent is due"), ParagraphReference(quote="on the first")),
            all_of=(("a",), ("b", "c")),
        ),
        Fact("Who", unanswerable=True),
    )


def test_every_mistake_of_a_file_is_named_at_once_each_on_its_line(tmp_path: Path) -> None:
    text = "- question: 4\n  anwsers: [x]\n  wrong: {}\n- {question: Who, answer: Ada}\n- question: Why\n- Who?\n"
    path = written(tmp_path, text)
    with pytest.raises(FactsError) as caught:
        load_facts(path)
    head, *lines = str(caught.value).split("\n")
    assert head == f"5 mistakes in {path}:"
    assert [line.removeprefix(f"{path}:")[:12] for line in lines] == [
        "2: anwsers: ",
        "1: question:",
        "3: wrong: ex",
        "5: answers: ",
        "6: fact: exp",
    ]


def test_of_many_mistakes_the_first_twenty_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    with pytest.raises(FactsError) as caught:
        load_facts(written(tmp_path, "- {question: Who}\n" * 23))
    lines = str(caught.value).split("\n")
    assert (lines[0][:11], len(lines), lines[-1]) == ("23 mistakes", 22, "and 3 more")


BAD_YAML = {
    "says both": (
        "- {question: W, unanswerable: true, answerable: true}\n",
        "1: answerable: expected no such",
    ),
    "wrong and no answer": ("- {question: W, unanswerable: true, wrong: [x]}\n", "1: wrong: expected no such field"),
    "wrong a mapping": ("- {question: W, wrong: {x: y}}\n", r"1: wrong: expected text, found a mapping"),
    "no answers": ("facts:\n- question: Who?\n", "2: answers: expected a list of accepted answers, or unanswerable"),
    "no question": ("facts:\n- answers: [x]\n", "2: question: expected text, found no such field"),
    "no items": ("facts:\n- question: Who?\n  answers: []\n", "2: answers: expected a list of accepted answers, or un"),
    "question a number": (
        "facts:\n- question: 4\n  answers: x\n",
        "2: question: expected text, .* 4; put it in quotes",
    ),
    "answer nothing": (
        "facts:\n- question: Who?\n  answers: [x, ]\n  wrong: [~]\n",
        r"4: wrong\[0\]: expected text, .* no",
    ),
    "a number cut in two": (
        "facts:\n- question: Who?\n  answers: [x,\n    48,200]\n",
        '4: YAML: expected "48,200" in quotes, or a space after the comma if these are two',
    ),
    "a decimal comma": (
        "facts:\n- question: Who?\n  answers: [6.3 A, 6,3 A]\n",
        '3: YAML: expected "6,3 A" in quotes',
    ),
    "a sum cut in two": (
        "facts:\n- question: Who?\n  answers: [$1,950.00]\n",
        r'3: YAML: expected "\$1,950.00" in quotes',
    ),
    "a number that would be a comment": (
        "- question: Who wrote issue #4?\n  answer: x\n",
        '1: YAML: expected quotes around a text with "#" in it: "Who wrote issue #4[?]"',
    ),
    "a text cut in two": (
        "- question: Who?\n  answer: x\n  paragraphs:\n    - {document: a.txt, quote: the rent is 1,150 euros}\n",
        r'4: YAML: expected quotes around a text .*: quote: "the rent is 1,150 euros"',
    ),
    "a sentence cut in two": ("- {question: W, answer: no, never}\n", r'1: YAML: .*: answer: "no, never"'),
    "two names": (
        "facts:\n- {question: W, answer: x, answers: [y]}\n",
        "2: answers: expected answers once, found it under",
    ),
    "a quote beside the question": (
        "facts:\n- question: Who?\n  answer: x\n  quote: y\n",
        r"4: quote: expected paragraphs: \[\{document: NAME, quote: ",
    ),
    "a document beside the question": (
        "facts:\n- {question: W, answer: x, document: y}\n",
        "2: document: expected documents",
    ),
    "one fact without a dash": ("question: Who?\nanswer: x\n", "1: facts: .* begin it with a dash: - question"),
    "a colon": ("- question: The lease: who signs it?\n", '1: YAML: .* put a text with ": " in it in quotes'),
    "text behind a quote": ('- question: "Who" signs?\n', "1: YAML: .*; put the whole text in quotes, and double"),
    "an open quote": ('- question: "Who?\n  answer: x\n', "1: YAML: .* close the quotes that open here"),
    "a sign": ("- question: Who?\n  answer: @ada\n", "2: YAML: .* put a text that begins with it in quotes"),
    "no colon": ("- question: Who?\n  answer\n", "YAML: .* write .field: value"),
    "shifted": ("- question: Who?\n   answer: x\n", "2: YAML: .*put a text with"),
    "empty answer": ("facts:\n- question: Who?\n  answers: ['']\n", r"3: answers\[0\]: expected text with a letter"),
    "only marks": ("facts:\n- question: '?!'\n  answers: [x]\n", "2: question: expected text with a letter"),
    "unanswerable no": ("facts:\n- question: Who?\n  unanswerable: false\n", "2: answers: expected a list"),
    "unanswerable text": ("facts:\n- question: Who?\n  unanswerable: maybe\n", "3: unanswerable: expected true or"),
    "both": ("facts:\n- {question: Who, answers: [x], unanswerable: true}\n", "2: answers: expected no such field"),
    "unknown field": ("facts:\n- question: Who?\n  anwser: [x]\n", r"3: anwser: expected answers\? \(one of: question"),
    "a name in capitals": ("- {Question: Who, Unanswerable: yes, Wrong: x}\n", "1: wrong: expected no such field"),
    "far field": ("facts:\n- question: Who?\n  zzzz: [x]\n", "3: zzzz: expected one of: question, answers"),
    "unknown section": ("fact:\n- question: Who?\n", r"2: fact: expected facts\?"),
    "no facts": ("thresholds: {answer_match: 1}\n", "1: facts: expected at least one fact, found nothing"),
    "empty facts": ("facts: []\n", "1: facts: expected at least one fact, found nothing"),
    "facts a mapping": ("facts: {question: Who}\n", "1: facts: expected a list .* found a mapping"),
    "fact a text": ("facts:\n- Who?\n", "2: fact: expected a mapping, found"),
    "paragraph zero": (
        "facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [{document: a.txt, number: 0}]\n",
        r"4: paragraphs\[0\]\.number: expected a whole number from 1, found the number 0",
    ),
    "paragraph half": (
        "facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [{document: a.txt, number: 1.5}]\n",
        r"4: paragraphs\[0\]\.number: expected a whole number from 1, found the number 1.5",
    ),
    "huge number": (
        f"facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [{{document: a.txt, number: {'9' * 5000}}}]\n",
        r"4: paragraphs\[0\]\.number: expected a whole number from 1",
    ),
    "paragraph bare": (
        "facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [3]\n",
        r"4: paragraphs\[0\]: expected its document too: \{document: NAME, number: 3\}, found the number 3",
    ),
    "paragraph without document": (
        "facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [{number: 3}]\n",
        r"4: paragraphs\[0\]\.document: expected the document that is counted in, found no such field",
    ),
    "paragraph without words": (
        "facts:\n- question: Who?\n  answers: [x]\n  paragraphs: [{document: a.txt}]\n",
        r"4: paragraphs\[0\]\.quote: expected words of the paragraph \(or its number\)",
    ),
    "history without answer": (
        "facts:\n- question: Who?\n  answers: [x]\n  history: [{question: a}]\n",
        r"4: history\[0\]\.answer: expected a value, found no such field",
    ),
    "all_of a text": ("facts:\n- question: Who?\n  all_of: a\n", r"3: all_of: expected a list"),
    "threshold name": (
        "thresholds: {answer_mach: 1}\nfacts: [{question: Who, answers: [x]}]\n",
        r"1: answer_mach: expected answer_match\?",
    ),
    "threshold value": (
        "thresholds:\n  answer_match: 80\nfacts: [{question: Who, answers: [x]}]\n",
        "2: thresholds.answer_match: expected a number from 0 to 1, found the number 80",
    ),
    "threshold text": (
        "thresholds:\n  answer_match: high\nfacts: [{question: Who, answers: [x]}]\n",
        "2: thresholds.answer_match: expected a number from 0 to 1",
    ),
    "threshold not a number": (
        "thresholds:\n  answer_match: .nan\nfacts: [{question: Who, answers: [x]}]\n",
        "2: thresholds.answer_match: expected a number from 0 to 1",
    ),
    "repeated field": ("facts:\n- question: Who?\n  question: Why?\n", r"3: question: expected once, .* on line 2"),
    "tab": ("facts:\n\t- question: Who?\n", "2: YAML: expected valid YAML: .*; indent with spaces"),
    "question mark in braces": (
        "facts:\n- {question: Who?, answers: [x]}\n",
        r"2: YAML: .* put a text with .* in quotes",
    ),
    "a wrong indentation": (
        "facts:\n  - question: Who?\n   answer: Ada\n",
        '3: YAML: .*; begin it in the same column as the lines that it belongs to: "answer: Ada"',
    ),
    "broken": ("facts:\n- question: [Who?\n", r"\d: YAML: expected valid YAML"),
    "two documents": ("facts: []\n---\nfacts: []\n", "2: YAML: expected valid YAML"),
    "python tag": (
        "facts:\n- question: !!python/object/apply:os.system ['true']\n",
        "2: YAML: expected plain text, .* found the tag",
    ),
    "own tag": ("facts:\n- question: !secret x\n", "2: YAML: expected plain text, .* found the tag !secret"),
    "alias": ("facts:\n- &one {question: Who, answers: [x]}\n- *one\n", r"3: YAML: expected no alias, found \*one"),
    "merge": ("facts:\n- {<<: {question: Who}, answers: [x]}\n", "2: <<: expected one of"),
    "deep": (f"facts: {'[' * 5000}\n", "1: YAML: expected nesting of at most"),
    "list as field name": ("? [a]\n: b\n", "1: field name: expected text, found a list"),
    "lone surrogate": ('facts:\n- question: "a\\ud800"\n', "2: question: expected whole characters"),
    "control character": ("facts:\n- question: a\x00b\n", "2: YAML: expected printable text"),
    "empty": ("", "1: facts: expected at least one fact, found nothing"),
    "a number": ("4\n", "1: facts: expected a mapping"),
    "too long": (f"facts:\n- question: {'a' * 20_000}\n", "2: question: expected at most 10,000 characters"),
    "not UTF-8": (b"facts:\n- question: caf\xe9\n", "2: text: expected UTF-8, found the byte 0xe9"),
}


@pytest.mark.parametrize(("text", "complaint"), BAD_YAML.values(), ids=BAD_YAML.keys())
def test_a_wrong_yaml_file_is_refused_in_one_line_that_names_the_place(
    tmp_path: Path, text: str | bytes, complaint: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FactsError, match=complaint) as caught:
        load_facts(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))


BAD_LINES = {
    "not JSON": ('{"question": "Who?", "answers": ["x"]}\n{question: Why?}\n', "2: JSON: expected valid JSON"),
    "late thresholds": (
        '{"question": "Who?", "answers": ["x"]}\n{"thresholds": {"answer_match": 1}}\n',
        "2: thresholds: expected one of: question",
    ),
    "threshold name": ('{"thresholds": {"latency": 1}}\n', "1: latency: expected one of: answer_match"),
    "only thresholds": ('{"thresholds": {"answer_match": 1}}\n', "1: facts: expected at least one fact"),
    "repeated": ('{"question": "a", "question": "b", "answers": ["x"]}\n', "1: question: expected once"),
    "number": ('{"question": 5, "answers": ["x"]}\n', "1: question: expected text, found the number 5"),
    "null": ('{"question": null, "answers": ["x"]}\n', "1: question: expected text, found nothing"),
    "list": ("[1, 2]\n", "1: fact: expected a mapping, found a list"),
    "deep": ("[" * 100_000 + "\n", "1: JSON: expected"),
    "quite deep": ("[" * 50 + "]" * 50 + "\n", "1: JSON: expected nesting of at most"),
    "not a number": ('{"thresholds": {"answer_match": NaN}}\n', "1: thresholds.answer_match: expected a number"),
    "huge number": (f'{{"thresholds": {{"answer_match": {"9" * 9000}}}}}\n', "1: thresholds.answer_match: expected"),
    "surrogate": ('{"question": "\\ud800 a", "answers": ["x"]}\n', "1: question: expected whole characters"),
    "empty": ("", "1: facts: expected at least one fact, found nothing"),
}


@pytest.mark.parametrize(("text", "complaint"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_wrong_json_lines_file_is_refused_in_one_line_that_names_the_place(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = written(tmp_path, text, "facts.jsonl")
    with pytest.raises(FactsError, match=complaint) as caught:
        load_facts(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"none\.yaml:1: file: expected a facts file, found nothing there"):
        load_facts(tmp_path / "none.yaml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="1: file: expected a facts file, found a folder"):
        load_facts(tmp_path)


def test_a_file_of_another_suffix_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"1: file: expected a name that ends in \.yaml, \.yml or \.jsonl, found '\.c"):
        load_facts(written(tmp_path, "a,b\n", "facts.csv"))
