"""Hold the sample library to what its facts say of it; needs nothing but the files themselves."""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

import eval as eval_package
from eval.sample import further_questions

SAMPLE = Path(eval_package.__file__).parent / "sample"
DOCUMENTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "documents").iterdir())}
FACTS: list[dict[str, Any]] = yaml.safe_load((SAMPLE / "facts.yaml").read_text(encoding="utf-8"))["facts"]
ANSWERABLE = [fact for fact in FACTS if not fact.get("unanswerable")]

FURNITURE = (
    "Share This Article",
    "3 Min Read",
    "- Advertisement -",
    "Leave a Comment",
    "Required fields are marked *",
)


def normalised(text: str) -> str:
    """Give the words of a page or an answer, without tags, case and punctuation, between single spaces."""
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def named_text(fact: dict[str, Any]) -> str:
    names = dict.fromkeys(place["document"] for place in fact["paragraphs"])
    return "".join(normalised(DOCUMENTS[name]) for name in names)


def tagged(tag: str) -> list[dict[str, Any]]:
    return [fact for fact in FACTS if tag in fact["tags"]]


def question_of(fact: dict[str, Any]) -> str:
    return str(fact["question"])


def test_there_are_at_least_eight_documents_in_all_three_formats() -> None:
    assert len(DOCUMENTS) >= 8
    assert {Path(name).suffix for name in DOCUMENTS} == {".txt", ".md", ".html"}


def test_there_are_enough_facts_of_each_kind() -> None:
    assert len(FACTS) >= 60
    assert len(FACTS) - len(ANSWERABLE) >= 15
    assert len(tagged("follow-up")) >= 10
    assert len(tagged("two-documents")) >= 10
    assert len(tagged("differ")) >= 3


def test_no_question_is_asked_twice_with_the_same_history() -> None:
    asked = [(normalised(fact["question"]), repr(fact.get("history"))) for fact in FACTS]
    assert len(set(asked)) == len(asked)


def test_there_are_a_hundred_further_questions_all_different_and_none_asked_in_the_facts() -> None:
    further = [normalised(question) for question in further_questions()]
    assert len(further) == 100
    assert len({*further, *(normalised(fact["question"]) for fact in FACTS)}) == 100 + len(
        {normalised(fact["question"]) for fact in FACTS}
    )


def test_exactly_the_follow_ups_have_a_history() -> None:
    assert [fact for fact in FACTS if fact.get("history")] == tagged("follow-up")


def test_every_document_is_asked_about() -> None:
    assert {place["document"] for fact in ANSWERABLE for place in fact["paragraphs"]} == set(DOCUMENTS)


@pytest.mark.parametrize("fact", tagged("two-documents"), ids=question_of)
def test_a_two_document_fact_names_two_documents_and_two_values(fact: dict[str, Any]) -> None:
    assert len({place["document"] for place in fact["paragraphs"]}) == 2
    assert len(fact["all_of"]) >= 2


@pytest.mark.parametrize("fact", ANSWERABLE, ids=question_of)
def test_an_accepted_answer_occurs_in_the_documents_named(fact: dict[str, Any]) -> None:
    text = named_text(fact)
    for wordings in [fact["answers"], *fact.get("all_of", [])]:
        assert any(normalised(wording) in text for wording in wordings), wordings


@pytest.mark.parametrize("name", ["doha-ceasefire-talks.html", "istanbul-round.txt"])
def test_the_news_pages_carry_page_furniture(name: str) -> None:
    assert [line for line in FURNITURE if line not in DOCUMENTS[name]] == []


def test_the_news_page_has_menus_a_cookie_notice_and_a_comment_form() -> None:
    parts = ("<nav", "<footer", "cookie", "<textarea", "You Might Also Like")
    assert [part for part in parts if part not in DOCUMENTS["doha-ceasefire-talks.html"]] == []


def test_one_text_is_hard_wrapped_and_one_has_no_blank_line() -> None:
    widths = [len(line) for line in DOCUMENTS["transport-strike.txt"].splitlines()]
    assert 65 <= max(widths) <= 72
    assert "\n\n" not in DOCUMENTS["durand-line.txt"]


def test_the_two_reports_give_different_dates_for_istanbul() -> None:
    assert "set for 25 October in Istanbul" in DOCUMENTS["doha-ceasefire-talks.html"]
    assert "from 25 to 27 October" in DOCUMENTS["istanbul-round.txt"]
