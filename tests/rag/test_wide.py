from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.wide import LONGEST, Wide, read_wide, wide_kind

if TYPE_CHECKING:
    from rag.wide import WideKind


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("How many documents mention Ostwick?", "count", "Ostwick"),
        ("How many of the documents speak of the ferry?", "count", "the ferry"),
        ("In how many reports is Maria Lopez named?", "count", "Maria Lopez"),
        ("How many times is the quay mentioned?", "count", "the quay"),
        ("how often does the word harbour appear in the documents", "count", "the word harbour"),
        ("Count the paragraphs about floods.", "count", "paragraphs about floods"),
        ("How many drivers are named in all the documents?", "count", "drivers are named"),
        ("List all drivers", "list", "drivers"),
        ("Can you please list the vehicles of the convoy?", "list", "vehicles of the convoy"),
        ("Which suppliers are named in the files?", "list", "suppliers"),
        ("What drivers are mentioned?", "list", "drivers"),
        ("What are all the deadlines?", "list", "deadlines"),
        ("who are all the mediators", "list", "mediators"),
        ("Name the drivers that took part.", "list", "drivers that took part"),
        ("Give me every lorry", "list", "lorry"),
        ("Which documents mention Ostwick?", "list", "Ostwick"),
        ("Who is mentioned in the documents?", "list", ""),
        ("Summarise the talks in Ostwick.", "summary", "the talks in Ostwick"),
        ("Could you summarize this document?", "summary", "this document"),
        ("I'd like a short overview of the contract", "summary", "the contract"),
        ("What is this document about?", "summary", ""),
        ("What are the documents about?", "summary", ""),
        ("What are the main points of the contract?", "summary", "of the contract"),
        ("What do the documents say about the ferry?", "summary", "the ferry"),
        ("Tell me everything about the ferry", "summary", "the ferry"),
        ("tl;dr", "summary", ""),
        ("harbour talks summary", "summary", "harbour talks"),
    ],
)
def test_what_is_wanted_of_many_paragraphs_is_told_from_its_topic(text: str, kind: WideKind, topic: str) -> None:
    assert read_wide(text) == Wide(kind, topic)


@pytest.mark.parametrize(
    "text",
    [
        "How many paragraphs does the draft have?",
        "How many articles do the two agreements have?",
        "How many sources of law are there?",
        "How many times did the talks fail?",
        "How often is the kettle descaled?",
        "Which country hosted the talks?",
        "Which article of the treaty covers the ferry?",
        "Which drivers took part in the strike?",
        "Who is named as mediator?",
        "Name the mediator",
        "Name two countries that border the lake.",
        "What are the terms of the contract?",
        "What is the list price of the kettle?",
        "list price of the kettle",
        "What was the interview about?",
        "Who wrote the summary?",
        "Is there an overview of the talks?",
        "Show me where the ferry lies.",
        "Can you tell me how many articles the agreement has?",
        "",
        "?",
    ],
)
def test_an_ordinary_question_stays_ordinary(text: str) -> None:
    assert wide_kind(text) is None


def test_only_the_beginning_of_a_long_question_is_read() -> None:
    assert wide_kind("please " * LONGEST + "list all drivers") is None
    assert wide_kind("List all drivers " + "x " * 50_000) == "list"
