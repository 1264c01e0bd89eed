from __future__ import annotations

from dataclasses import replace

import pytest
from answers import HARM, cite, document, doubtful_answer, refusal
from markup import read

from rag.answer import Alternative, Answer, Sentence
from ui.chat import Exchange, Extent
from ui.escaping import clip, escape
from ui.render import conversation, exchange_html, welcome

OUR_TAGS = set("article h2 h3 h4 div p span bdi button ul ol li q b s time".split())
OUR_ATTRIBUTES = set(
    "class dir aria-busy aria-label title type role data-link data-ask data-title data-place data-date data-quote "
    "data-index data-edit data-copy data-judge data-note aria-pressed".split()
)
SEEN = HARM.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")

EXCHANGES = {
    "answer": Exchange(HARM, answer=doubtful_answer()),
    "refusal": Exchange(HARM, answer=refusal()),
    "problem": Exchange(HARM, problem=HARM),
    "growing": Exchange(HARM, settled=doubtful_answer().sentences, tail=HARM),
    "waiting": Exchange(HARM),
}


@pytest.mark.parametrize("name", EXCHANGES)
def test_nothing_of_a_document_a_question_or_a_model_becomes_an_element_or_an_attribute(name: str) -> None:
    html = exchange_html(EXCHANGES[name])
    markup = read(html)
    assert {element.tag for element in markup.elements} <= OUR_TAGS
    assert {attribute for element in markup.elements for attribute in element.attributes} <= OUR_ATTRIBUTES
    assert SEEN in markup.of("h3", "question")[0].text
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_a_suggested_question_is_escaped_too() -> None:
    button = read(welcome(3, [HARM])).of("button")[0]
    assert button.attributes["data-ask"] == SEEN
    assert button.text == SEEN


def test_every_sentence_shows_its_support_and_its_marks() -> None:
    markup = read(exchange_html(EXCHANGES["answer"]))
    assert [element.attributes["class"] for element in markup.of("span", "sentence")] == [
        "sentence supported",
        "sentence partly",
        "sentence unsupported",
    ]
    assert "the number 7 is missing" in markup.of("span", "partly")[0].text
    assert "nothing cited" in markup.of("span", "unsupported")[0].text
    assert "1 of 3 sentences are carried" in markup.of("p", "tally")[0].text


def test_a_mark_opens_its_citation() -> None:
    answer = doubtful_answer()
    first = read(exchange_html(Exchange("q", answer=answer))).of("button", "mark")[0]
    assert (first.text, first.attributes["data-link"]) == ("1", answer.citations[0].link)


def test_other_values_and_their_sources_are_shown() -> None:
    markup = read(exchange_html(EXCHANGES["answer"]))
    assert "another" in markup.of("div", "alternatives")[0].text
    assert "Another paragraph." in markup.of("ol", "cited")[0].text


def test_a_refusal_shows_the_nearest_paragraph_and_lets_it_be_opened() -> None:
    answer = refusal("penguins of Ostwick")
    markup = read(exchange_html(Exchange("penguins", answer=answer)))
    opened = markup.of("button", "open")
    assert len(opened) == 1
    assert "#2:0-" in opened[0].attributes["data-link"]  # the paragraph with the question's words, not the first
    assert "The documents do not say" in markup.of("p", "refusal")[0].text


def test_a_rewritten_question_and_a_degraded_answer_say_so() -> None:
    notes = read(exchange_html(EXCHANGES["answer"])).of("p", "note")
    assert [note.text.split(" ")[0] for note in notes] == ["Searched", "model"]


def test_an_answer_that_is_carried_says_so_in_words() -> None:
    sentence = Sentence("So it is.", "supported", citations=(cite(1, document("T", "So it is.")),))
    html = exchange_html(Exchange("q", answer=Answer("q", "q", (sentence,))))
    assert "Checked: the sentence is carried by the words cited." in html


def test_a_growing_exchange_is_busy_and_a_done_one_is_not() -> None:
    busy = [read(exchange_html(EXCHANGES[name])).of("div", "answer")[0].attributes["aria-busy"] for name in EXCHANGES]
    assert busy == ["false", "false", "false", "true", "true"]


def test_exchanges_are_written_in_order() -> None:
    html = conversation([Exchange("first", problem="x"), Exchange("second", problem="y")])
    assert [element.text for element in read(html).of("h3")] == ["first", "second"]


def test_an_empty_library_is_told_apart() -> None:
    assert "Your library is empty" in welcome(0)
    assert "Ask your documents" in welcome(1)


def test_escaping_keeps_letters_of_every_script() -> None:
    assert escape("žluťoučký 名前 שלום\ttab\nline") == "žluťoučký 名前 שלום\ttab\nline"


def test_clipping_puts_text_on_one_line_and_shows_that_it_was_cut() -> None:
    assert clip("a\n b", 10) == "a b"
    assert clip("word " * 100, 12) == "word word wo …"


def test_a_list_of_places_says_first_how_much_was_looked_at() -> None:
    sentences = tuple(
        Sentence(text, "supported", citations=(cite(1, document("T", text)),)) for text in ("One.", "Two.")
    )
    answer = Answer("q", "q", sentences, coverage="From 2 of 9 paragraphs <looked> at:")
    markup = read(exchange_html(Exchange("q", answer=answer)))
    assert markup.of("p", "coverage")[0].text == "From 2 of 9 paragraphs <looked> at:"
    assert [place.text[:4] for place in markup.of("li") if "Checked" not in place.text][:2] == ["One.", "Two."]


def test_a_chip_carries_the_quote_the_document_and_the_place_for_who_points_at_it() -> None:
    chip = read(exchange_html(EXCHANGES["answer"])).of("button", "mark")[0].attributes
    assert chip["data-quote"] == SEEN
    assert chip["data-place"] == "¶1"
    assert chip["data-date"] == "2025-10-20"
    assert chip["aria-label"].startswith("Source 1: ")


def test_what_nothing_carries_is_struck_through_with_the_reason() -> None:
    markup = read(exchange_html(EXCHANGES["answer"]))
    assert [struck.text for struck in markup.of("s")] == ["Not at all."]
    assert "Not carried: nothing cited" in markup.of("span", "unsupported")[0].text


def test_values_that_differ_stand_side_by_side_with_their_dates_and_the_newest_is_named() -> None:
    old, new = replace(document("Old", "It has 7."), date="2020-01-01"), document("New", "It has 8.")
    answer = Answer(
        "q",
        "q",
        (Sentence("It has 7.", "supported", citations=(cite(1, old),)),),
        short_answer="7",
        alternatives=(Alternative("8", (cite(2, new),)),),
    )
    sides = read(exchange_html(Exchange("q", answer=answer))).of("li", "side")
    assert [side.text for side in sides] == ["712020-01-01 · Old", "82 newest2025-10-20 · New"]


def test_an_answer_says_how_much_it_rests_on_of_how_much_there_was() -> None:
    one, other = document("One", "First.", "Second."), replace(document("Other", "Third."), id="other")
    cited = (cite(1, one), cite(2, one, paragraph=2), cite(3, one, 0, 3), cite(4, other))
    answer = Answer("q", "q", (Sentence("So.", "supported", citations=cited),))
    for extent, line in (
        (Extent(31, unread=3), "3 paragraphs of 2 out of 31 documents; 3 files could not be read"),
        (Extent(2, scoped=True, incomplete=1), "3 paragraphs of 2 out of 2 chosen documents; 1 document only in part"),
        (None, "3 paragraphs of 2 documents"),
    ):
        markup = read(exchange_html(Exchange("q", answer=answer, extent=extent)))
        assert [shown.text for shown in markup.of("p", "extent")] == [line]


def test_a_refusal_says_where_it_looked() -> None:
    markup = read(exchange_html(Exchange("q", answer=refusal(), extent=Extent(12))))
    assert markup.of("p", "extent")[0].text == "Looked in 12 documents"


def test_a_stopped_answer_keeps_what_had_settled() -> None:
    html = exchange_html(Exchange("q", settled=doubtful_answer("one").sentences, stopped=True))
    assert "Stopped before its end." in html
    assert 'aria-busy="false"' in html


def test_a_done_exchange_can_be_edited_and_one_that_grows_cannot() -> None:
    assert read(exchange_html(EXCHANGES["answer"], 4)).of("button", "edit")[0].attributes["data-edit"] == "4"
    assert read(exchange_html(EXCHANGES["growing"])).of("button", "edit") == []
