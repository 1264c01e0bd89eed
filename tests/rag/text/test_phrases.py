from __future__ import annotations

import pytest

from rag.text.named import tokenize
from rag.text.phrases import find_phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Who signed the draft of the Doha truce?", ["the draft of the Doha truce"]),
        ("When did Alfred Wallace accomplish it?", ["Alfred Wallace"]),
        ("Does the Durand Line agreement have articles?", ["the Durand Line agreement", "articles"]),
        ("What is Tarsova's minister of defence called?", ["Tarsova's minister of defence"]),
        ("Are there laws that deal with geocaching?", ["laws"]),
        ("Who wrote “She Loves You” for them?", ["“She Loves You”"]),
        ("Why did they leave?", []),
        ("Where does the morning ferry sail?", ["the morning ferry"]),
        ("How does the bank shot work?", ["the bank shot"]),
    ],
)
def test_noun_phrases_are_found_in_order(text: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in find_phrases(text) if not phrase.weak] == phrases
    assert all(phrase.span.cut(text) == phrase.text for phrase in find_phrases(text))


@pytest.mark.parametrize(
    ("text", "head", "kind"),
    [
        ("Was the drummer in time?", "drummer", "person"),
        ("Where are the islands?", "islands", "place"),
        ("Did the committee meet?", "committee", "group"),
        ("Was the draft of the truce read?", "draft", "thing"),
        ("Was it that year?", "year", "time"),
        ("Did Maria Lopez resign?", "lopez", "person"),
        ("Did Minister Zlochrai resign?", "zlochrai", "person"),
        ("Was the Kessel Agreement signed?", "agreement", "thing"),
        ("Did Zlochrai resign?", "zlochrai", "unknown"),
    ],
)
def test_a_phrase_is_of_the_kind_that_its_head_names(text: str, head: str, kind: str) -> None:
    phrase = find_phrases(text)[0]
    assert (phrase.head, phrase.kind) == (head, kind)


def test_the_phrase_says_how_definite_it_is() -> None:
    (bare,) = find_phrases("When was the album released?")
    (told,) = find_phrases("When was the debut album released?")
    (pointing,) = find_phrases("When was this album released?")
    asked, _ = find_phrases("Which songs did the band play?")
    assert (bare.bare, told.bare, pointing.points, asked.asked) == (True, False, True, True)


def test_names_are_whole_tokens_with_their_number_and_without_words_that_open_a_sentence() -> None:
    names = [token.word for token in tokenize("What's Tarn 6? Since Kelly left the U.S. in May 2021, nobody knows.")]
    assert {"Tarn 6", "Kelly", "U.S."} <= set(names)
    assert "2021" in names
