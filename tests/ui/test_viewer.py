from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from markup import read

from ingest import ingest
from ui.viewer import open_citation, open_document

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Assistant, Library

QUESTIONS = ("Who led the works on the quay?", "When does the harbour fair run?", "Who is the captain of the Zorblax?")


def marked(html: str) -> list[str]:
    return [unescape(text) for text in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_cited_words_and_no_others_are_marked(question: str, assistant: Assistant, library: Library) -> None:
    citations = assistant.ask(question).citations
    assert citations
    for citation in citations:
        html = open_citation(library, citation.link)
        assert marked(html) == [citation.quote.replace("\x1b", "\ufffd")]
        assert [element.attributes["class"] for element in read(html).of("div", "cited")] == ["paragraph text cited"]


def test_a_word_that_occurs_twice_is_marked_where_it_is_cited(own_library: Library, tmp_path: Path) -> None:
    text = "Echo calls & echo answers; echo calls again."
    (tmp_path / "echo.txt").write_text(f"{text}\n\nNobody else is here.")
    document = ingest(tmp_path / "echo.txt", own_library).added[0]
    start = text.index("echo calls")
    html = open_citation(own_library, f"citeback:{document.id}@{document.version}#1:{start}-{start + 10}")
    assert "Echo calls &amp; echo answers; <mark>echo calls</mark> again." in html


def test_headings_and_furniture_stand_greyed_in_their_place_with_the_reason(
    assistant: Assistant, library: Library
) -> None:
    html = open_citation(library, assistant.ask("Who led the works on the quay?").citations[0].link)
    assert [line.text for line in read(html).of("p", "furniture")] == ["- Advertisement - not cited: advertisement"]
    assert html.index("two years of works") < html.index("Advertisement") < html.index("Maria Lopez")


def test_a_document_without_a_citation_opens_at_its_beginning(library: Library) -> None:
    document = library.find("Fair at the harbour")[0]
    html = open_document(library, document.id)
    assert marked(html) == []
    assert "12 to 14 May" in html


def test_text_that_has_changed_since_is_shown_as_it_was_cited(own_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry leaves at nine.")
    old = ingest(path, own_library).added[0]
    link = f"citeback:{old.id}@{old.version}#1:20-24"
    assert "has changed since" not in open_citation(own_library, link)
    path.write_text("The ferry leaves at noon.")
    assert ingest(path, own_library).updated
    html = open_citation(own_library, link)
    assert marked(html) == ["nine"]
    assert "has changed since" in html


def test_a_link_or_a_document_that_opens_nothing_gives_one_escaped_line(library: Library) -> None:
    for html in (open_citation(library, "<img src=x>"), open_document(library, "<img src=x>")):
        assert [element.tag for element in read(html).elements] == ["p"]
        assert 'class="problem"' in html


def test_a_long_document_opens_around_the_cited_paragraph_and_can_grow(own_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"This is the sentence numbered {number}." for number in range(1, 201)))
    document = ingest(path, own_library).added[0]
    link = f"citeback:{document.id}@{document.version}#100:0-4"
    markup = read(open_citation(own_library, link, reach=10))
    assert [element.text for element in markup.of("span", "number")] == [str(number) for number in range(90, 111)]
    assert [element.text for element in markup.of("button", "more")] == [
        "Show earlier text (89 paragraphs)",
        "Show later text (90 paragraphs)",
    ]
    assert markup.of("button", "more")[0].attributes["data-reach"] == "40"
    assert len(read(open_citation(own_library, link, reach=10**9)).of("span", "number")) == 200


def test_a_huge_paragraph_is_cut_around_the_cited_words(own_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_text("words without end " * 1_000)
    document = ingest(path, own_library).added[0]
    html = open_citation(own_library, f"citeback:{document.id}@{document.version}#1:9000-9005")
    text = document.paragraphs[0].text
    assert marked(html) == [text[9000:9005]]
    assert len(html) < 10_000
    assert html.count('class="cut"') == 2
