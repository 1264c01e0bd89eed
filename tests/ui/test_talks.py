from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import HARM
from clicks import click
from markup import read

from rag import Assistant, Settings
from ui.chat import Exchange, Extent, respond
from ui.feedback import Feedback
from ui.judging import Judging
from ui.kept.conversation import Found, Summary
from ui.render import conversation
from ui.talklist import found_html, talks_html
from ui.talks import Talks, asked

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Library


@pytest.fixture
def past(own_library: Library, tmp_path: Path) -> list[Exchange]:
    from ingest import ingest

    (tmp_path / "ferry.txt").write_text("The ferry to Holm leaves at nine.\n\nThe ferry to Arn leaves at noon.")
    ingest(tmp_path / "ferry.txt", own_library)
    assistant = Assistant(own_library, Settings())
    questions = ("When does the ferry to Holm leave?", "When does the ferry to Arn leave?")
    extents = (Extent(1), Extent(1, scoped=True, unread=2, incomplete=1))
    return [
        list(respond(question, [], assistant, extent=extent))[-1]
        for question, extent in zip(questions, extents, strict=True)
    ]


def test_a_conversation_comes_back_as_it_was_shown(own_library: Library, past: list[Exchange]) -> None:
    talks = Talks(own_library, Feedback(own_library))
    talk, first = talks.keep("", past[0])
    again, second = talks.keep(talk, past[1])
    assert (again, first.position, second.position) == (talk, 1, 2)
    assert conversation(talks.reopen(talk)) == conversation(past)
    assert [exchange.extent for exchange in talks.reopen(talk)] == [exchange.extent for exchange in past]


def test_asking_again_forgets_what_came_after(own_library: Library, past: list[Exchange]) -> None:
    talks = Talks(own_library, Feedback(own_library))
    talk, first = talks.keep("", past[0])
    kept = [first, Exchange("broken", problem="no"), talks.keep(talk, past[1])[1]]
    talks.cut(talk, kept[1:])
    assert [exchange.question for exchange in talks.reopen(talk)] == [past[0].question]


def test_a_conversation_that_was_deleted_meanwhile_goes_on_in_a_new_one(
    own_library: Library, past: list[Exchange]
) -> None:
    talks = Talks(own_library, Feedback(own_library))
    talk, _ = talks.keep("", past[0])
    talks.kept.delete(talk)
    other, exchange = talks.keep(talk, past[1])
    assert other != talk
    assert exchange.position == 1


def test_what_has_no_answer_is_not_kept(own_library: Library) -> None:
    talks = Talks(own_library, Feedback(own_library))
    assert talks.keep("", Exchange("q", problem="no")) == ("", Exchange("q", problem="no"))
    assert "No conversations yet" in talks.list_html("")


def test_a_verdict_shows_after_a_reload_and_can_be_taken_back(own_library: Library, past: list[Exchange]) -> None:
    feedback = Feedback(own_library)
    talks, judging = Talks(own_library, feedback), Judging(feedback)
    talk, _ = talks.keep("", past[0])
    after, judged, said = judging.judge(click(index="0", verdict="right"), past[:1])
    assert after[0].verdict == talks.reopen(talk)[0].verdict == "right"
    assert "Kept: this answer is right." in said
    back, nothing, _ = judging.take_back(after, judged)
    assert (back[0].verdict, nothing, talks.reopen(talk)[0].verdict) == ("", None, "")


def test_the_right_paragraph_is_kept_for_the_question_that_is_meant(own_library: Library, past: list[Exchange]) -> None:
    feedback = Feedback(own_library)
    document = own_library.documents()[0]
    link = f"citeback:{document.id}@{document.version}#2:0-5"
    event = click(index="0", verdict="paragraph", link=link)
    after, _, _ = Judging(feedback).judge(event, past)
    assert [exchange.verdict for exchange in after] == ["paragraph", ""]
    assert feedback.verdict(asked(past[0], [])) == "paragraph"


@pytest.mark.parametrize("data", [{}, {"verdict": HARM}, {"verdict": "paragraph", "link": HARM, "index": HARM}])
def test_a_verdict_that_makes_no_sense_changes_nothing_and_says_so(
    data: dict[str, object], own_library: Library, past: list[Exchange]
) -> None:
    after, judged, said = Judging(Feedback(own_library)).judge(click(**data), past)
    assert (after, judged) == (past, None)
    assert 'class="toast bad"' in said
    assert {element.tag for element in read(said).elements} == {"p", "span"}


def test_titles_and_lines_that_were_found_are_escaped() -> None:
    summary = Summary("0f", HARM, "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z", 2)
    for html in (talks_html([summary], "0f"), found_html([Found(summary, 1, HARM)])):
        markup = read(html)
        assert {element.tag for element in markup.elements} <= set("ul li button bdi span time".split())
        assert markup.of("button", "open")[0].attributes["data-talk"] == "0f"
