from __future__ import annotations

from dataclasses import replace

from answers import HARM, document
from markup import read

from ui.intake import FileState
from ui.sourcelist import LONGEST_LIST, list_html, notice_html, states_html, unread_html

OUR_TAGS = set("ul li b bdi button span time details summary input p progress".split())


def test_titles_names_and_reasons_are_escaped() -> None:
    for html in (
        list_html([replace(document(), gaps=(HARM,))]),
        list_html([document()], wanted=HARM),
        states_html([FileState(HARM, "added"), FileState(HARM, "failed", HARM), FileState(HARM, "reading")]),
        unread_html({HARM: HARM}),
        notice_html(HARM, bad=True, undo=HARM),
    ):
        markup = read(html)
        assert {element.tag for element in markup.elements} <= OUR_TAGS
        assert not any(name.startswith("on") or name == "src" for e in markup.elements for name in e.attributes)


def test_the_newest_document_is_listed_first_and_can_be_opened_ticked_and_removed() -> None:
    first, second = replace(document("First"), id="1"), replace(document("Second"), id="2")
    markup = read(list_html([first, second], ticked=["1"]))
    assert [element.text for element in markup.of("button", "open")] == ["Second", "First"]
    assert markup.of("button", "open")[0].attributes["data-document"] == "2"
    assert markup.of("button", "remove")[0].attributes["data-remove"] == "2"
    assert ["checked" in box.attributes for box in markup.of("input", "tick")] == [False, True]


def test_documents_are_found_by_words_of_title_name_and_date() -> None:
    documents = [document("Flood relief"), document("Talks in Doha")]
    assert [found.text for found in read(list_html(documents, wanted="DOHA 2025")).of("button", "open")] == [
        "Talks in Doha"
    ]
    assert "No document is called so. 2 documents in all." in list_html(documents, wanted="penguin")


def test_a_long_list_says_how_many_are_not_shown() -> None:
    html = list_html([document("Same")] * (LONGEST_LIST + 1200))
    assert len(read(html).of("button", "open")) == LONGEST_LIST
    assert "and 1,200 more" in html
    assert "and 1,200 more" in list_html([document("Same")] * LONGEST_LIST, total=LONGEST_LIST + 1200)


def test_what_could_not_be_read_of_a_document_is_shown_with_it() -> None:
    assert "pages 3 to 7 have no text" in list_html([replace(document(), gaps=("pages 3 to 7 have no text",))])


def test_each_file_says_how_far_it_is_and_trouble_stands_first() -> None:
    states = [FileState("a", "added"), FileState("b", "indexing", share=0.25), FileState("c", "failed", "is empty")]
    markup = read(states_html(states))
    assert [item.text for item in markup.of("li")] == ["not added c: is empty", "added a", "making searchable b"]
    assert markup.of("progress")[0].attributes["value"] == "25"
