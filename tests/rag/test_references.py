from __future__ import annotations

import pytest

from rag.mentions import find_mentions, weigh_names
from rag.references import Conversation


def told(*turns: tuple[str, str]) -> Conversation:
    conversation = Conversation([text for turn in turns for text in turn])
    for question, answer in turns:
        conversation.add(question, conversation.resolve(question)[0], answer)
    return conversation


def test_a_pronoun_goes_on_meaning_what_it_meant() -> None:
    conversation = told(
        ("Where was Julian Assange born?", "In Townsville."),
        ("Did he marry?", "Yes, a lawyer."),
        ("Who is his lawyer?", "Jennifer Robinson."),
    )
    assert conversation.resolve("Where does he live?") == ("Where does Julian Assange live?", True)


def test_a_surname_is_said_in_full() -> None:
    conversation = told(("Who is Terry Bradshaw?", "A quarterback."), ("Did Bradshaw retire?", "Yes, he did."))
    assert conversation.resolve("When did he retire?")[0] == "When did Terry Bradshaw retire?"


def test_a_place_is_no_person() -> None:
    conversation = told(("Where was the writer born?", "She was born in Florence."))
    assert "Florence" not in conversation.resolve("Did she marry?")[0]


def test_it_is_the_whole_thing_and_not_the_name_in_it() -> None:
    conversation = told(("Who signed the Doha agreement?", "Khawaja Asif signed it."))
    assert conversation.resolve("When did it end?") == ("When did the Doha agreement end?", True)


def test_what_is_not_sure_is_left_open() -> None:
    conversation = told(("What happened in 1995?", "Nobody knows for sure."))
    assert conversation.resolve("Where was he born?") == ("Where was he born?", False)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What's its name?", "What's the ferry's name?"),
        ("Tell me how it's built.", "Tell me how the ferry is built."),
        ("Who built it, and when did it sink?", "Who built the ferry, and when did it sink?"),
    ],
)
def test_what_is_put_in_reads_as_the_pronoun_stood(question: str, said: str) -> None:
    assert told(("Where does the ferry sail?", "To the islands.")).resolve(question)[0] == said


def test_mentions_leave_out_what_nothing_can_mean_again() -> None:
    texts = [mention.phrase.text for mention in find_mentions("Did any boats bring his mother to the quay that year?")]
    assert texts == ["the quay"]


def test_two_names_joined_are_also_one_plural() -> None:
    mentions = find_mentions("Did Pakistan and the Afghan Taliban sign?")
    assert [m.phrase.text for m in mentions if m.pair] == ["Pakistan and the Afghan Taliban"]


def test_who_acts_is_more_of_a_person_than_what_stands_behind_in() -> None:
    acts = weigh_names(["Corgan formed the band in Chicago.", "Chicago's winters and Corgan's songs."])
    assert acts["corgan"] > 1 > acts["chicago"]
